package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue that tells its depth in frames and its touch after each change, over two wires with delays of their own. */
class TwoFeedsTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = 1_700_000_000_000L * MILLI;
    private static final long FIRST_ID = 5_000;

    /** The best prices and quantities after a change. */
    private record Best(long id, long bid, long bidLots, long ask, long askLots) {
        static Best of(long id, NaiveBook book) {
            Map.Entry<Long, Long> bid = book.bids().firstEntry();
            Map.Entry<Long, Long> ask = book.asks().firstEntry();
            return new Best(id, bid.getKey(), bid.getValue(), ask.getKey(), ask.getValue());
        }

        boolean sameTouch(Best other) {
            return bid == other.bid && bidLots == other.bidLots && ask == other.ask && askLots == other.askLots;
        }

        /** e_n from another state to this, as it was published. */
        long flow(Best before) {
            return (bid >= before.bid ? bidLots : 0)
                    - (bid <= before.bid ? before.bidLots : 0)
                    - (ask <= before.ask ? askLots : 0)
                    + (ask >= before.ask ? before.askLots : 0);
        }
    }

    private record Arrival(long nanos, long order, Runnable what) {}

    /** What the venue did, and what arrives of it. */
    private static final class Feeds {
        final SplittableRandom random;
        final NaiveBook venue = new NaiveBook();
        /** The venue's touch after each change. */
        final TreeMap<Long, Best> touches = new TreeMap<>();
        /** The venue's book after the last change of each frame. */
        final TreeMap<Long, NaiveBook> frames = new TreeMap<>();

        final PriorityQueue<Arrival> wires =
                new PriorityQueue<>(Comparator.comparingLong(Arrival::nanos).thenComparingLong(Arrival::order));
        MarketBook book = Markets.book(0);
        long id = FIRST_ID;
        long depthId = FIRST_ID;
        long touchId;
        long flowLots;
        long expectedLots;
        Best last = new Best(0, 0, 0, 0, 0);
        int overtaken;
        int dropped;

        Feeds(long seed, int changes, long touchDelay, long depthDelay) {
            random = new SplittableRandom(seed);
            for (int i = 1; i <= 8; i++) {
                venue.set(Side.BUY, 1_000 - i, 1 + random.nextInt(9));
                venue.set(Side.SELL, 1_000 + i, 1 + random.nextInt(9));
            }
            long now = START;
            frame(ResetReason.SNAPSHOT, new NaiveBook(), now, 0);
            NaiveBook told = copy(venue);
            long touchAt = now + 1;
            long depthAt = now;
            for (int i = 0; i < changes; i++) {
                now += random.nextLong(2 * MILLI);
                id++;
                change();
                Best best = Best.of(id, venue);
                boolean moved = !best.sameTouch(touches.lastEntry().getValue());
                touches.put(id, best);
                if (moved) {
                    touchAt = Math.max(touchAt + 1, now + random.nextLong(touchDelay));
                    touch(best, touchAt);
                }
                if (random.nextInt(12) == 0) {
                    depthAt = Math.max(depthAt + 1, now + random.nextLong(depthDelay));
                    frame(ResetReason.NONE, told, now, depthAt - now);
                    told = copy(venue);
                }
            }
        }

        private void change() {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            NavigableMap<Long, Long> levels = venue.get(side);
            long price = levels.firstKey() - side.sign() * (random.nextInt(5) - 1L);
            boolean crosses = !side.better(venue.get(side.opposite()).firstKey(), price);
            if (!crosses) {
                venue.set(side, price, levels.size() > 3 && random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(9));
            }
            touches.putIfAbsent(FIRST_ID, Best.of(FIRST_ID, venue));
        }

        private static NaiveBook copy(NaiveBook book) {
            NaiveBook copy = new NaiveBook();
            copy.bids().putAll(book.bids());
            copy.asks().putAll(book.asks());
            return copy;
        }

        private void touch(Best best, long arrival) {
            TouchUpdate update = new TouchUpdate();
            update.updateId = best.id;
            update.bidTicks = best.bid;
            update.bidLots = best.bidLots;
            update.askTicks = best.ask;
            update.askLots = best.askLots;
            wires.add(new Arrival(arrival, wires.size(), () -> {
                update.timeNanos = arrival;
                update.receiveTimeNanos = arrival;
                boolean newer = best.id > Math.max(depthId, touchId);
                assertEquals(newer, book.onTouchUpdate(update));
                dropped += newer ? 0 : 1;
                touchId = Math.max(touchId, best.id);
                after();
            }));
        }

        private void frame(ResetReason reset, NaiveBook before, long now, long delay) {
            touches.putIfAbsent(id, Best.of(id, venue));
            NaiveBook levels = copy(venue);
            frames.put(id, levels);
            BookUpdate update = Markets.frame(now, reset);
            update.updateId = id;
            for (Side side : Side.values()) {
                before.get(side).keySet().forEach(price -> {
                    if (!levels.get(side).containsKey(price)) {
                        update.levels.add(side, price, 0);
                    }
                });
                levels.get(side).forEach((price, lots) -> {
                    // What changed and changed back is not told: as the gateway's window does it.
                    if (!lots.equals(before.get(side).get(price))) {
                        update.levels.add(side, price, lots);
                    }
                });
            }
            wires.add(new Arrival(now + delay, wires.size(), () -> {
                update.timeNanos = now + delay;
                update.receiveTimeNanos = now + delay;
                book.onBookUpdate(update);
                depthId = update.updateId;
                overtaken += touchId > depthId ? 1 : 0;
                after();
            }));
        }

        private void after() {
            Best best = Objects.requireNonNull(touches.get(Math.max(depthId, touchId)));
            assertEquals(BookStatus.OK, book.status());
            assertEquals(best.bid, book.bidTicks());
            assertEquals(best.bidLots, book.bidLots());
            assertEquals(best.ask, book.askTicks());
            assertEquals(best.askLots, book.askLots());
            assertEquals(best.bid, book.shownTicks(Side.BUY));
            assertEquals(best.askLots, book.shownLots(Side.SELL));
            assertEquals(frames.get(depthId), NaiveBook.of(book.raw()), "the ladder is the frames' alone");
            assertEquals(touchId > depthId, book.touchIsNewer());
            boolean newer = best.id != last.id && last.id != 0;
            assertTrue(!newer || (book.flowKnown(Side.BUY) && book.flowKnown(Side.SELL)));
            flowLots += book.flowLots();
            expectedLots += newer ? best.flow(last) : 0;
            last = best;
            assertEquals(expectedLots, flowLots);
            checkLevels();
        }

        /** Best first, and behind the touch what the last frame said of it. */
        private void checkLevels() {
            NaiveBook frame = Objects.requireNonNull(frames.get(depthId));
            for (Side side : Side.values()) {
                List<Long> expected = new ArrayList<>();
                expected.add(side == Side.BUY ? last.bid : last.ask);
                frame.get(side).keySet().stream()
                        .filter(price -> side.better(expected.get(0), price))
                        .forEach(expected::add);
                for (int rank = 0; rank < expected.size(); rank++) {
                    assertEquals(expected.get(rank), book.filteredTicks(side, rank));
                }
                assertEquals(Instrument.NO_PRICE, book.filteredTicks(side, expected.size()));
            }
        }

        Feeds play(UnaryOperator<MarketBook> each) {
            while (!wires.isEmpty()) {
                wires.remove().what().run();
                book = each.apply(book);
            }
            return this;
        }

        /** e_n over all changes of the touch, one by one. */
        long finestFlow() {
            long sum = 0;
            Best before = touches.firstEntry().getValue();
            for (Best each : touches.values()) {
                sum += each.flow(before);
                before = each;
            }
            return sum;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldShowTheTouchOfTheNewestChangeWhateverOvertakesWhat(long seed) {
        Feeds feeds = new Feeds(seed, 20_000, 30 * MILLI, 30 * MILLI).play(book -> book);
        assertTrue(feeds.overtaken > 100, "seed " + seed + ": no touch overtook a frame");
        assertTrue(feeds.dropped > 100, "seed " + seed + ": no frame overtook a touch");
        assertEquals(1, feeds.book.restarts());
        assertFalse(feeds.book.touchFeed().isSilent());
    }

    /** Touches that arrive before the frame that has them in it: each change of the touch is counted, and once. */
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void shouldEmitTheFlowOfTheFinestSequenceWhenTouchesComeFirst(long seed) {
        Feeds feeds = new Feeds(seed, 20_000, 1, 60 * MILLI).play(book -> book);
        assertEquals(0, feeds.dropped);
        assertEquals(feeds.finestFlow(), feeds.flowLots, "seed " + seed);
        assertTrue(feeds.overtaken > 100);
    }

    @Test
    void shouldNotEmitTheFinestFlowFromTheFramesAlone() {
        long seed = 7;
        Feeds feeds = new Feeds(seed, 20_000, 1, 60 * MILLI).play(book -> book);
        MarketBook alone = new MarketBook(Markets.btc(), new BookSettings(1000, 1_000_000_000L, 0, TouchFeed.DEPTH));
        long flow = 0;
        NaiveBook before = new NaiveBook();
        for (Map.Entry<Long, NaiveBook> frame : feeds.frames.entrySet()) {
            BookUpdate update = Markets.frame(START + frame.getKey() * MILLI, ResetReason.SNAPSHOT);
            update.reset = before.bids().isEmpty() ? ResetReason.SNAPSHOT : ResetReason.NONE;
            update.updateId = frame.getKey();
            before.bids().keySet().forEach(price -> update.levels.add(Side.BUY, price, 0));
            before.asks().keySet().forEach(price -> update.levels.add(Side.SELL, price, 0));
            frame.getValue().bids().forEach((price, lots) -> update.levels.add(Side.BUY, price, lots));
            frame.getValue().asks().forEach((price, lots) -> update.levels.add(Side.SELL, price, lots));
            alone.onBookUpdate(update);
            flow += alone.flowLots();
            before = frame.getValue();
        }
        assertTrue(flow != feeds.finestFlow(), "the proof would prove nothing");
    }

    @Test
    void shouldGoOnTheSameFromARestoredState() {
        Feeds feeds = new Feeds(10, 5_000, 20 * MILLI, 60 * MILLI).play(book -> book);
        Feeds copied = new Feeds(10, 5_000, 20 * MILLI, 60 * MILLI).play(book -> {
            MarketBook copy = Markets.book(0);
            StateTape.copy(book::visitState, copy::visitState);
            return copy;
        });
        assertEquals(StateTape.write(feeds.book::visitState), StateTape.write(copied.book::visitState));
        assertEquals(feeds.flowLots, copied.flowLots);
    }
}
