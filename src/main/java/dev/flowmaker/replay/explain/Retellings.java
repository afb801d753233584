package dev.flowmaker.replay.explain;

import dev.flowmaker.Version;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.replay.Rewind;
import dev.flowmaker.replay.explain.Explanation.Check;
import dev.flowmaker.replay.explain.Explanation.Level;
import dev.flowmaker.replay.explain.Explanation.Life;
import dev.flowmaker.replay.explain.Explanation.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The decisions that placed many filled orders, made once more in one replay of the journal. */
final class Retellings {
    /** An order's placement, as found by reading through. */
    record Placed(long sequence, long header, long decision) {}

    private static final class Told implements Retold {
        private final Map<Long, QueueWatch> queues = new HashMap<>();
        private final String input;
        private List<Hearing.Run> runs = List.of();
        private List<Level> book = List.of();
        private Map<String, String> again = Map.of();
        private boolean agrees;

        Told(String input) {
            this.input = input;
        }

        @Override
        public String input() {
            return input;
        }

        @Override
        public boolean agrees() {
            return agrees;
        }

        @Override
        public List<Level> book() {
            return book;
        }

        @Override
        public List<Check> checks(Side side, long priceTicks, long lots) {
            return Hearing.Run.of(runs, side, priceTicks, lots);
        }

        @Override
        public @Nullable Queue follow(Life life, int market) {
            QueueWatch watch = queues.get(life.orderId());
            return watch == null ? null : watch.queue();
        }
    }

    private record Watched(QueueWatch watch, int market, long untilNanos) {}

    private final Map<Long, Placed> placed = new HashMap<>();
    /** By order, when it was filled first, by the venue where it said so. */
    private final Map<Long, Long> filledNanos = new HashMap<>();

    private final Set<Long> causes = new HashSet<>();
    private final Map<Long, Told> told = new HashMap<>();
    private final Hearing hearing = new Hearing();
    private final FieldPrinter printer = FieldPrinter.text();
    private final List<Watched> watched = new ArrayList<>();
    private final Replayer replayer;
    private String input = "";

    /**
     * Reads through twice: to find the orders, and to play.
     *
     * @param orderIds of orders that were filled
     * @param settings how a session's first record becomes the engine's settings
     */
    Retellings(JournalReader reader, Set<Long> orderIds, Function<SessionStarted, EngineSettings> settings) {
        replayer = new Replayer(settings, Version.text(), hearing, this::onOutput).all();
        find(reader, orderIds);
        if (!causes.isEmpty()) {
            play(reader, orderIds);
        }
    }

    /** Where the order was placed; null when that is not in the journal. */
    @Nullable
    Placed placed(long orderId) {
        return placed.get(orderId);
    }

    /** The decision of that sequence; null when it could not be made again. */
    @Nullable
    Retold decision(long sequence) {
        return told.get(sequence);
    }

    private void find(JournalReader reader, Set<Long> orderIds) {
        Map<Integer, Long> decisions = new HashMap<>();
        long header = 0;
        reader.from(1);
        while (reader.advance()) {
            MessageKind kind = reader.kind();
            if (kind == MessageKind.SESSION_STARTED) {
                header = reader.sequence();
            } else if (kind == MessageKind.DECISION) {
                decisions.put(reader.market(), reader.sequence());
            } else if (kind == MessageKind.PLACE_ORDER) {
                PlaceOrder place = (PlaceOrder) reader.message();
                Long decision = decisions.get(place.market);
                if (decision != null && header != 0 && orderIds.contains(place.orderId)) {
                    placed.put(place.orderId, new Placed(reader.sequence(), header, decision));
                    causes.add(place.causeSequence);
                }
            } else if (kind == MessageKind.FILL) {
                Fill fill = (Fill) reader.message();
                filledNanos.putIfAbsent(
                        fill.orderId, fill.exchangeTimeNanos == 0 ? fill.timeNanos : fill.exchangeTimeNanos);
            }
        }
    }

    private void play(JournalReader reader, Set<Long> orderIds) {
        long first = causes.stream().mapToLong(Long::longValue).min().orElse(0);
        Rewind.start(reader, first - 1, replayer, printer::learn);
        while (reader.advance()) {
            MessageKind kind = reader.kind();
            watched.removeIf(each ->
                    kind == MessageKind.SESSION_STARTED || reader.timeNanos() > each.untilNanos || each.watch.tired());
            if (kind == MessageKind.SESSION_STARTED) {
                printer.learn((SessionStarted) reader.message());
            }
            boolean asked = causes.contains(reader.sequence());
            input = asked ? printer.line(reader.message()) : "";
            hearing.listen(asked);
            replayer.take(reader);
            hearing.listen(false);
            Engine engine = replayer.engine();
            for (Watched each : watched) {
                each.watch.count();
                if (reader.market() == each.market && engine != null) {
                    each.watch.onRecord(reader, kind, engine.market(each.market).book());
                }
            }
            if (kind == MessageKind.DECISION) {
                compare((Decision) reader.message());
            } else if (kind == MessageKind.PLACE_ORDER && orderIds.contains(((PlaceOrder) reader.message()).orderId)) {
                watch((PlaceOrder) reader.message());
            }
        }
    }

    private void onOutput(Message output) {
        Engine engine = replayer.engine();
        if (hearing.listening() && output instanceof Decision decision && engine != null) {
            Told telling = new Told(input);
            telling.runs = hearing.take();
            telling.again = FieldList.of(decision);
            telling.book = Hearing.book(engine, decision.market);
            told.put(decision.sequence, telling);
        }
    }

    private void compare(Decision recorded) {
        Told telling = told.get(recorded.sequence);
        if (telling != null) {
            telling.agrees = telling.again.equals(FieldList.of(recorded));
            telling.again = Map.of();
        }
    }

    private void watch(PlaceOrder place) {
        Placed at = placed.get(place.orderId);
        Told telling = at == null ? null : told.get(at.decision);
        if (telling != null) {
            QueueWatch watch = new QueueWatch(place.orderId, place.side, place.priceTicks);
            telling.queues.put(place.orderId, watch);
            watched.add(new Watched(watch, place.market, filledNanos.getOrDefault(place.orderId, Long.MAX_VALUE)));
        }
    }
}
