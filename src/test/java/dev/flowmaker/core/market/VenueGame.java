package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A venue, two sockets and a careless trader, all by chance: frames and reports travel on their own and arrive in any
 * order; the venue's clock shows whole milliseconds. It knows the truth about every frame, which is the market without us.
 */
final class VenueGame {
    private static final long MILLI = 1_000_000L;
    private static final long START = 1_700_000_000_000L * MILLI;
    private static final long MIDDLE = 10_000;

    /** What can happen in a game. */
    record Rules(
            boolean moving,
            boolean filtered,
            boolean untimedReports,
            boolean untimedFrames,
            long frameGapMicros,
            long reportDelayMicros,
            int copyEvery,
            Touches touches) {
        static final Rules STILL = new Rules(false, true, false, false, 5_000, 8_000, 0, Touches.NONE);

        Rules moves() {
            return new Rules(
                    true,
                    filtered,
                    untimedReports,
                    untimedFrames,
                    frameGapMicros,
                    reportDelayMicros,
                    copyEvery,
                    touches);
        }

        Rules unfiltered() {
            return new Rules(
                    moving,
                    false,
                    untimedReports,
                    untimedFrames,
                    frameGapMicros,
                    reportDelayMicros,
                    copyEvery,
                    touches);
        }

        Rules withUntimedReports() {
            return new Rules(
                    moving, filtered, true, untimedFrames, frameGapMicros, reportDelayMicros, copyEvery, touches);
        }

        Rules withUntimedFrames() {
            return new Rules(
                    moving, filtered, untimedReports, true, frameGapMicros, reportDelayMicros, copyEvery, touches);
        }

        Rules timed(long gap, long delay) {
            return new Rules(moving, filtered, untimedReports, untimedFrames, gap, delay, copyEvery, touches);
        }

        Rules copiedEvery(int events) {
            return new Rules(
                    moving,
                    filtered,
                    untimedReports,
                    untimedFrames,
                    frameGapMicros,
                    reportDelayMicros,
                    events,
                    touches);
        }

        Rules with(Touches told) {
            return new Rules(
                    moving,
                    filtered,
                    untimedReports,
                    untimedFrames,
                    frameGapMicros,
                    reportDelayMicros,
                    copyEvery,
                    told);
        }
    }

    /** Whether the venue also tells its touch after each change, on a wire of its own. */
    enum Touches {
        NONE,
        UNTIMED,
        TIMED
    }

    /** One frame: what the market alone did, and what was made of it. */
    static final class Frame {
        /** The venue's change after which this was. */
        final long id;
        /** Told by the feed of touches. */
        final boolean between;
        /** The market's own best prices and quantities, by side. */
        final long[] ticks = new long[2];

        final long[] lots = new long[2];

        long restart;
        long bidTruth;
        long askTruth;
        boolean bidKnown;
        boolean askKnown;
        long emitted;
        long withdrawn;

        Frame(long id, boolean between) {
            this.id = id;
            this.between = between;
        }

        /** What a side adds to e_n from another state to this: the published definition written out, not the code under test. */
        long flow(Side side, Frame before) {
            int i = side.ordinal();
            if (side == Side.BUY) {
                return (ticks[i] >= before.ticks[i] ? lots[i] : 0) - (ticks[i] <= before.ticks[i] ? before.lots[i] : 0);
            }
            return (ticks[i] >= before.ticks[i] ? before.lots[i] : 0) - (ticks[i] <= before.ticks[i] ? lots[i] : 0);
        }

        long net() {
            return emitted - withdrawn;
        }

        /** Whether all that was known is the market's own. */
        boolean isWhole() {
            return net() == (bidKnown ? bidTruth : 0) + (askKnown ? askTruth : 0);
        }

        /** Whether what is left is the market's own: of all sides that were known, or where one was withdrawn, of fewer. */
        boolean isTrue() {
            return isWhole() || (bidKnown && net() == bidTruth) || (askKnown && net() == askTruth) || net() == 0;
        }
    }

    /** Sees the book after each of its frames. */
    Consumer<MarketBook> afterFrame = seen -> {};

    private record Task(long time, long order, Runnable what) {}

    private static final class Live {
        final long id;
        final Side side;
        final long price;
        long leaves;

        Live(long id, Side side, long price, long leaves) {
            this.id = id;
            this.side = side;
            this.price = price;
            this.leaves = leaves;
        }
    }

    private final Rules rules;
    private final SplittableRandom random;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::time).thenComparingLong(Task::order));
    private long taskOrder;
    private long now = START;

    // The venue.
    private final NaiveBook others = new NaiveBook();
    private final TreeMap<Long, Live> live = new TreeMap<>();
    private final TreeMap<Long, Long> endTimes = new TreeMap<>();
    private NaiveBook shown = new NaiveBook();
    private @Nullable Frame lastFrame;
    private long updateId = 1_000;
    private List<Long> toldTouch = List.of();
    private boolean busy = true;

    // The wires: nothing overtakes on the first two.
    private long framesAt;
    private long touchesAt;
    private long requestsAt;
    private long reportsAt;

    // Us.
    MarketBook book = Markets.book(0);
    private final List<Long> open = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private long nextId = 1;
    int actions;
    long events;

    final TreeMap<Long, Frame> frames = new TreeMap<>();
    /** The same, in the order they were used. */
    final List<Frame> seen = new ArrayList<>();

    VenueGame(long seed, Rules rules) {
        this.rules = rules;
        random = new SplittableRandom(seed);
        for (int i = 1; i <= 20; i++) {
            others.get(Side.BUY).put(MIDDLE - i, 1L + random.nextInt(20));
            others.get(Side.SELL).put(MIDDLE + i, 1L + random.nextInt(20));
        }
    }

    /** Plays until we did so many things, then lets everything arrive and one more frame be seen. */
    VenueGame play(int wantedActions) {
        at(now, () -> show(ResetReason.SNAPSHOT));
        at(now + MILLI, this::trade);
        at(now + MILLI, this::disturb);
        while (actions < wantedActions) {
            step();
        }
        busy = false;
        while (!tasks.isEmpty()) {
            step();
        }
        now += 10_000 * MILLI;
        show(ResetReason.NONE);
        show(ResetReason.NONE);
        while (!tasks.isEmpty()) {
            step();
        }
        return this;
    }

    private void step() {
        Task task = tasks.remove();
        now = task.time();
        task.what().run();
        events++;
        if (rules.copyEvery() > 0 && events % rules.copyEvery() == 0) {
            MarketBook copy = Markets.book(0);
            StateTape.copy(book::visitState, copy::visitState);
            book = copy;
        }
    }

    private void at(long time, Runnable what) {
        tasks.add(new Task(time, taskOrder++, what));
    }

    private long micros(long atMost) {
        return 1 + random.nextLong(atMost * 1000);
    }

    // ---- the venue ----

    private void show(ResetReason reset) {
        NaiveBook raw = raw();
        BookUpdate update = new BookUpdate();
        update.exchangeTimeNanos = rules.untimedFrames() ? 0 : venueTime();
        update.reset = reset;
        for (Side side : Side.values()) {
            shown.get(side).keySet().forEach(price -> {
                if (!raw.get(side).containsKey(price)) {
                    update.levels.add(side, price, 0);
                }
            });
            raw.get(side).forEach((price, lots) -> {
                if (!lots.equals(shown.get(side).get(price))) {
                    update.levels.add(side, price, lots);
                }
            });
        }
        shown = raw;
        update.updateId = updateId;
        Frame frame = frame(false);
        if (lastFrame != null) {
            frame.bidTruth = frame.flow(Side.BUY, lastFrame);
            frame.askTruth = frame.flow(Side.SELL, lastFrame);
        }
        lastFrame = frame;
        framesAt = Math.max(framesAt + 1, now + micros(rules.reportDelayMicros()));
        at(framesAt, () -> see(update, frame));
        if (busy) {
            at(now + micros(rules.frameGapMicros()), () -> show(ResetReason.NONE));
        }
    }

    private Frame frame(boolean between) {
        Frame frame = new Frame(updateId, between);
        for (Side side : Side.values()) {
            frame.ticks[side.ordinal()] = others.get(side).firstKey();
            frame.lots[side.ordinal()] = others.get(side).firstEntry().getValue();
        }
        return frame;
    }

    /** Something changed at the venue: where it tells its touch, that leaves at once. */
    private void changed() {
        updateId++;
        if (rules.touches() == Touches.NONE) {
            return;
        }
        NaiveBook raw = raw();
        TouchUpdate update = new TouchUpdate();
        update.updateId = updateId;
        update.exchangeTimeNanos = rules.touches() == Touches.TIMED ? venueTime() : 0;
        update.bidTicks = raw.bids().firstKey();
        update.bidLots = raw.bids().firstEntry().getValue();
        update.askTicks = raw.asks().firstKey();
        update.askLots = raw.asks().firstEntry().getValue();
        List<Long> touch = List.of(update.bidTicks, update.bidLots, update.askTicks, update.askLots);
        if (touch.equals(toldTouch)) {
            return;
        }
        toldTouch = touch;
        Frame frame = frame(true);
        touchesAt = Math.max(touchesAt + 1, now + micros(rules.reportDelayMicros()));
        at(touchesAt, () -> see(update, frame));
    }

    private NaiveBook raw() {
        NaiveBook raw = copy(others);
        live.values().forEach(order -> raw.get(order.side).merge(order.price, order.leaves, Long::sum));
        return raw;
    }

    private static NaiveBook copy(NaiveBook book) {
        NaiveBook copy = new NaiveBook();
        copy.bids().putAll(book.bids());
        copy.asks().putAll(book.asks());
        return copy;
    }

    private long venueTime() {
        return Math.floorDiv(now, MILLI) * MILLI;
    }

    /** Fills and expiries of ours, and where the market moves, everybody else. */
    private void disturb() {
        if (!live.isEmpty() && random.nextInt(3) == 0) {
            Live order = pick();
            if (random.nextInt(8) == 0) {
                end(order, false);
            } else {
                fill(order, random.nextBoolean() ? order.leaves : 1 + random.nextLong(order.leaves));
            }
        }
        if (rules.moving()) {
            moveMarket();
        }
        if (busy) {
            at(now + micros(3_000), this::disturb);
        }
    }

    private Live pick() {
        return live.values().stream()
                .skip(random.nextInt(live.size()))
                .findFirst()
                .orElseThrow();
    }

    private void moveMarket() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        NavigableMap<Long, Long> levels = others.get(side);
        long best = levels.firstKey();
        long price = best - side.sign() * (random.nextInt(4) - 1L);
        long opposite = others.get(side.opposite()).firstKey();
        if (!side.better(opposite, price)) {
            return;
        }
        if (random.nextInt(3) == 0 && levels.size() > 10) {
            levels.remove(price);
        } else {
            // Ours on the other side would have traded first.
            List<Live> crossed = live.values().stream()
                    .filter(order -> order.side != side && !side.better(order.price, price))
                    .toList();
            crossed.forEach(order -> fill(order, order.leaves));
            levels.put(price, 1L + random.nextInt(20));
        }
        changed();
        while (levels.size() < 20) {
            levels.put(levels.lastKey() - side.sign(), 30L);
        }
        while (levels.size() > 20) {
            levels.pollLastEntry();
        }
    }

    private void fill(Live order, long lots) {
        actions++;
        order.leaves -= lots;
        long time = reportTime();
        if (order.leaves == 0) {
            live.remove(order.id);
            endTimes.put(order.id, venueTime());
        }
        changed();
        // Now and then a fill is heard of only after what came later.
        long extra = random.nextInt(30) == 0 ? micros(rules.reportDelayMicros()) : 0;
        report(extra, () -> {
            if (order.leaves == 0) {
                open.remove(order.id);
            }
            tell(() -> book.own().filled(order.id, lots, time));
        });
    }

    private void end(Live order, boolean requested) {
        live.remove(order.id);
        endTimes.put(order.id, venueTime());
        changed();
        long time = reportTime();
        report(0, () -> {
            open.remove(order.id);
            tell(() -> book.own().ended(order.id, time, requested));
        });
    }

    private long reportTime() {
        return rules.untimedReports() && random.nextInt(20) == 0 ? 0 : venueTime();
    }

    private void report(long extraDelay, Runnable what) {
        long arrival = Math.max(reportsAt + 1, now + micros(rules.reportDelayMicros()));
        reportsAt = arrival;
        at(arrival + extraDelay, () -> {
            what.run();
            take();
        });
    }

    private void request(Runnable what) {
        requestsAt = Math.max(requestsAt + 1, now + micros(2_000));
        at(requestsAt, what);
    }

    private boolean crosses(Side side, long price) {
        return !side.better(others.get(side.opposite()).firstKey(), price)
                || live.values().stream().anyMatch(order -> order.side != side && !side.better(order.price, price));
    }

    // ---- us ----

    private void see(BookUpdate update, Frame frame) {
        update.timeNanos = now;
        update.receiveTimeNanos = now;
        book.onBookUpdate(update);
        note(frame);
        afterFrame.accept(book);
    }

    private void see(TouchUpdate update, Frame frame) {
        update.timeNanos = now;
        update.receiveTimeNanos = now;
        long newest = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).id;
        boolean used = book.onTouchUpdate(update);
        assertEquals(update.updateId > newest && !seen.isEmpty(), used);
        note(frame);
    }

    private void note(Frame frame) {
        assertEquals(seen.isEmpty() && frame.between ? BookStatus.EMPTY : BookStatus.OK, book.status());
        take();
        if (!book.advanced()) {
            assertTrue(rules.touches() != Touches.NONE);
            assertEquals(0, book.flowLots());
            return;
        }
        frame.restart = book.restarts();
        frame.bidKnown = book.flowKnown(Side.BUY);
        frame.askKnown = book.flowKnown(Side.SELL);
        frame.emitted = book.flowLots();
        seen.add(frame);
        assertTrue(frames.put(now, frame) == null, "two frames at once");
    }

    private void take() {
        book.takeWithdrawnFlow((time, lots) -> {
            Frame frame = Objects.requireNonNull(frames.get(time), "withdrawn from no frame");
            frame.withdrawn += lots;
        });
    }

    private void trade() {
        if (open.size() < 12 && random.nextBoolean()) {
            place();
        } else if (!open.isEmpty()) {
            cancel(open.get(random.nextInt(open.size())));
        }
        if (busy) {
            at(now + micros(4_000), this::trade);
        }
    }

    private void place() {
        actions++;
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        long mid = book.mid2Ticks() == Instrument.NO_PRICE ? MIDDLE : book.mid2Ticks() / 2;
        long price = mid - side.sign() * (long) random.nextInt(4);
        long lots = 1L + random.nextInt(10);
        long id = nextId++;
        open.add(id);
        tell(() -> book.own().sent(id, side, price, lots));
        if (random.nextInt(40) == 0) {
            at(now + micros(1_000), () -> gone(id));
            return;
        }
        request(() -> {
            if (crosses(side, price)) {
                report(0, () -> gone(id));
                return;
            }
            live.put(id, new Live(id, side, price, lots));
            changed();
            long time = reportTime();
            if (random.nextInt(15) == 0) {
                report(0, () -> tell(() -> book.own().unknown(id)));
                request(() -> answerQuery(id));
            } else {
                report(0, () -> tell(() -> book.own().accepted(id, time)));
            }
        });
    }

    private void gone(long id) {
        open.remove(id);
        tell(() -> book.own().neverLived(id));
    }

    /** The venue's word on an order whose placement got no answer. */
    private void answerQuery(long id) {
        long time = reportTime();
        if (live.containsKey(id)) {
            report(0, () -> {
                // A cancel that left in the meantime is still under way.
                if (!known.contains(id)) {
                    tell(() -> book.own().stillOpen(id, time));
                }
            });
        } else {
            long end = endTimes.getOrDefault(id, 0L);
            report(0, () -> tell(() -> book.own().ended(id, end)));
        }
    }

    private void cancel(long id) {
        if (!known.add(id)) {
            return;
        }
        actions++;
        tell(() -> book.own().cancelSent(id));
        if (random.nextInt(20) == 0) {
            at(now + micros(1_000), () -> {
                known.remove(id);
                tell(() -> book.own().cancelFailed(id));
                take();
            });
            return;
        }
        request(() -> {
            Live order = live.get(id);
            if (order != null) {
                end(order, true);
            }
        });
    }

    private void tell(Runnable what) {
        if (rules.filtered()) {
            what.run();
        }
    }

    /** Whether the book without our orders is the market alone, level by level. */
    void assertFilteredIsTheMarket() {
        for (Side side : Side.values()) {
            int rank = 0;
            for (Map.Entry<Long, Long> level : others.get(side).entrySet()) {
                assertEquals(level.getKey(), book.filteredTicks(side, rank++));
                assertEquals(level.getValue(), book.filteredLots(side, level.getKey()));
            }
            assertEquals(Instrument.NO_PRICE, book.filteredTicks(side, rank));
        }
        assertTrue(live.size() >= book.own().count(), "followed " + book.own().count() + ", live " + live.size());
    }
}
