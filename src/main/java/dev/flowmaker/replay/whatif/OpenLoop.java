package dev.flowmaker.replay.whatif;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.CoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Open loop: at each recorded input, what other settings would have decided in the place of the session's engine, with the
 * inventory and the orders it really had. Signals are the other settings' own. Nothing is simulated, so nothing is said
 * of fills.
 */
public final class OpenLoop {
    private static final int PROGRESS_EVERY = 1 << 14;

    private final Played played;
    private final Engine other;
    private final Answers answers;
    private final Listener listener;
    private final Map<String, Long> changes = new TreeMap<>();
    private final Map<PartKind, Long> parts = new TreeMap<>();
    private final double[] outward = new double[2];
    private final long[] priced = new long[2];
    private long decisions;
    private long changed;
    private long quotes;
    private long moved;
    private long acted;
    private @Nullable First first;

    /** Hears of each pair of decisions; both are valid during the call. */
    public interface Listener {
        void decided(Decision recorded, Decision whatIf);
    }

    /** Where the first decision changed. */
    public record First(long sequence, long timeNanos, MessageKind trigger, String quote) {}

    /**
     * What came of it.
     *
     * @param decisions compared
     * @param changed of them, in a price, a size, an action or its reason
     * @param quotes compared, one for each side and level
     * @param moved of them, in the price wanted
     * @param acted of them, in what is done or why
     * @param changes how often one action and reason became another
     * @param parts how often each part of a price differed
     * @param bidOutwardTicks how much farther out bids are wanted, mean of all with a price in both
     * @param askOutwardTicks the same of asks
     * @param rebuilt outputs that this build gives otherwise than recorded; not 0 is a comparison of builds too
     * @param first null when nothing changed
     */
    public record Result(
            long decisions,
            long changed,
            long quotes,
            long moved,
            long acted,
            Map<String, Long> changes,
            Map<PartKind, Long> parts,
            double bidOutwardTicks,
            double askOutwardTicks,
            long rebuilt,
            @Nullable First first) {}

    private OpenLoop(Played played, Engine other, Answers answers, Listener listener) {
        this.played = played;
        this.other = other;
        this.answers = answers;
        this.listener = listener;
    }

    /**
     * Plays a session.
     *
     * @param header sequence of its first header
     * @param recorded how a session's first record becomes its engine's settings
     * @param whatIf how it becomes the other settings
     * @throws IllegalArgumentException when these settings cannot stand in for those
     */
    public static Result run(
            JournalReader reader,
            long header,
            Function<SessionStarted, EngineSettings> recorded,
            Function<SessionStarted, EngineSettings> whatIf,
            Listener listener,
            LongConsumer progress) {
        Answers answers = new Answers();
        reader.from(header).advance();
        Engine other = Engines.of(whatIf, (SessionStarted) reader.message(), answers);
        return new OpenLoop(new Played(reader, header, recorded), other, answers, listener).run(progress);
    }

    private Result run(LongConsumer progress) {
        boolean apart = true;
        long count = 0;
        while (played.next()) {
            if (apart) {
                other.shadow(played.engine());
            }
            answers.begin(played.sequence());
            other.onInput(played.input());
            played.take();
            compare();
            apart = !isMarket(played.kind())
                    || !answers.commands().isEmpty()
                    || !played.answers().commands().isEmpty();
            if (++count % PROGRESS_EVERY == 0) {
                progress.accept(count);
            }
        }
        return new Result(
                decisions,
                changed,
                quotes,
                moved,
                acted,
                changes,
                parts,
                priced[0] == 0 ? 0 : outward[0] / priced[0],
                priced[1] == 0 ? 0 : outward[1] / priced[1],
                played.differences(),
                first);
    }

    private static boolean isMarket(MessageKind kind) {
        return kind == MessageKind.BOOK_UPDATE || kind == MessageKind.TOUCH_UPDATE || kind == MessageKind.TRADE;
    }

    private void compare() {
        List<Integer> recorded = decisions(played.answers());
        List<Integer> whatIf = decisions(answers);
        for (int i = 0; i < Math.min(recorded.size(), whatIf.size()); i++) {
            Decision one = (Decision) played.answers().get(recorded.get(i));
            Decision two = (Decision) answers.get(whatIf.get(i));
            decisions++;
            listener.decided(one, two);
            compare(one, two);
        }
        long alone = Math.abs(recorded.size() - whatIf.size());
        if (alone > 0) {
            changes.merge("a decision of one alone", alone, Long::sum);
            changed += alone;
        }
    }

    private static List<Integer> decisions(Answers answers) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < answers.count(); i++) {
            if (answers.kind(i) == MessageKind.DECISION) {
                found.add(i);
            }
        }
        return found;
    }

    private void compare(Decision one, Decision two) {
        boolean differs = one.quotes() != two.quotes();
        for (int i = 0; i < two.quotes(); i++) {
            QuoteLine b = two.quote(i);
            QuoteLine a = sameSlot(one, b);
            if (a != null) {
                quotes++;
                boolean here = compare(a, b);
                differs |= here;
                if (here && first == null) {
                    first = new First(one.sequence, one.timeNanos, one.trigger, words(a) + " → " + words(b));
                }
            }
        }
        changed += differs ? 1 : 0;
    }

    private boolean compare(QuoteLine a, QuoteLine b) {
        boolean price = a.priceTicks != b.priceTicks;
        boolean action = a.action != b.action || a.reason != b.reason;
        boolean both = a.priceTicks != Instrument.NO_PRICE && b.priceTicks != Instrument.NO_PRICE;
        moved += price ? 1 : 0;
        if (both) {
            int side = a.side.ordinal();
            priced[side]++;
            outward[side] += a.side.sign() * (double) (a.priceTicks - b.priceTicks);
            for (int code = 0; code < PartKind.count(); code++) {
                PartKind part = PartKind.of(code);
                if (a.parts.get(part) != b.parts.get(part)) {
                    parts.merge(part, 1L, Long::sum);
                }
            }
        }
        if (action) {
            acted++;
            changes.merge(words(a) + " → " + words(b), 1L, Long::sum);
        }
        return price || action || a.lots != b.lots;
    }

    private static @Nullable QuoteLine sameSlot(Decision decision, QuoteLine line) {
        for (int i = 0; i < decision.quotes(); i++) {
            if (decision.quote(i).side == line.side && decision.quote(i).level == line.level) {
                return decision.quote(i);
            }
        }
        return null;
    }

    private static String words(QuoteLine line) {
        return CoreView.words(line.action)
                + (line.action == Action.PLACE ? "" : " (" + CoreView.words(line.reason) + ")");
    }
}
