package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.whatif.ClosedLoop.Market;
import dev.flowmaker.replay.whatif.ClosedLoop.Profit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * The session as it was.
 *
 * @param ackNanos median of what passed from placements to the venue's word of them; 0 when there were none
 * @param rebuilt outputs that this build gives otherwise than recorded
 */
public record Baseline(
        List<Market> markets, long commands, long firstNanos, long lastNanos, long ackNanos, long rebuilt) {
    private static final int PROGRESS_EVERY = 1 << 14;

    /**
     * Measures the session as it was.
     *
     * @param header sequence of the session's first header
     */
    public static Baseline of(
            JournalReader reader,
            long header,
            Function<SessionStarted, EngineSettings> settings,
            LongConsumer progress) {
        Played played = new Played(reader, header, settings);
        List<MarketFigures> figures = new ArrayList<>();
        Map<Long, Long> placed = new HashMap<>();
        List<Long> acks = new ArrayList<>();
        long commands = 0;
        long first = 0;
        long last = 0;
        long count = 0;
        while (played.next()) {
            Message input = played.input();
            played.take();
            while (figures.size() < played.engine().markets()) {
                figures.add(new MarketFigures());
            }
            first = first == 0 ? input.timeNanos : first;
            last = input.timeNanos;
            if (input instanceof Fill fill && fill.market >= 0) {
                figures.get(fill.market).onFill(fill);
            } else if (input instanceof OrderAccepted accepted) {
                Long sent = placed.remove(accepted.orderId);
                if (sent != null) {
                    acks.add(accepted.timeNanos - sent);
                }
            }
            Answers answers = played.answers();
            commands += answers.commands().size();
            for (int i = 0; i < answers.count(); i++) {
                if (answers.kind(i) == MessageKind.DECISION) {
                    Decision decision = (Decision) answers.get(i);
                    figures.get(decision.market).onDecision(decision);
                } else if (answers.kind(i) == MessageKind.PLACE_ORDER) {
                    PlaceOrder place = (PlaceOrder) answers.get(i);
                    placed.put(place.orderId, place.timeNanos);
                }
            }
            if (++count % PROGRESS_EVERY == 0) {
                progress.accept(count);
            }
        }
        List<Market> markets = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            Profit profit = Profit.of(played.engine().market(i).profitAndLoss());
            markets.add(new Market(played.engine().market(i).instrument(), figures.get(i), profit, profit));
        }
        return new Baseline(markets, commands, first, last, median(acks), played.differences());
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
