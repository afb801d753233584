package dev.flowmaker.exchange.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.synthetic.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture played as a market, against an independent rebuild of it. */
class CapturePlayTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    /** Compares at every frame; our orders by the reports, what we took by the fills. */
    private static final class Auditor extends Recorder {
        final CaptureRebuild rebuild;
        final Map<Long, OrderInfo> open = new HashMap<>();
        /** Recorded lots a client took, by price, until the level is recorded anew. */
        final Map<Long, Long> takenBids = new HashMap<>();

        final Map<Long, Long> takenAsks = new HashMap<>();

        final NavigableMap<Long, Long> followedBids = new TreeMap<>();
        final NavigableMap<Long, Long> followedAsks = new TreeMap<>();
        private static final int WHOLE_BOOK_EVERY = 50;
        private static final int BEST_LEVELS = 40;
        int framesWithOrders;

        Auditor(CaptureRebuild rebuild) {
            this.rebuild = rebuild;
        }

        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long lots) {
            assertEquals(++lastUpdateId, updateId);
            NavigableMap<Long, Long> levels = side == Side.BUY ? followedBids : followedAsks;
            if (lots == 0) {
                levels.remove(priceTicks);
            } else {
                levels.put(priceTicks, lots);
            }
        }

        private final Set<Long> touchedBids = new HashSet<>();
        private final Set<Long> touchedAsks = new HashSet<>();
        private int touches;
        private long lastUpdateId;

        void follow(Exchange exchange) {
            lastUpdateId = exchange.lastUpdateId(0);
            followedBids.putAll(displayed(exchange.depth(0), Side.BUY));
            followedAsks.putAll(displayed(exchange.depth(0), Side.SELL));
        }

        @Override
        public void onExecution(ExecutionReport report) {
            super.onExecution(report);
            OrderInfo order = report.order();
            if (order.status().open()) {
                open.put(order.venueOrderId(), order);
            } else {
                open.remove(order.venueOrderId());
            }
            FillInfo fill = report.fill();
            if (fill != null && !fill.maker()) {
                TradeInfo trade = trades.get(trades.size() - 1);
                boolean recorded = (trade.buyerIsMaker() ? trade.buyerVenueOrderId() : trade.sellerVenueOrderId()) == 0;
                if (recorded && !touched(fill.side().opposite()).contains(fill.priceTicks())) {
                    taken(fill.side().opposite()).merge(fill.priceTicks(), fill.lots(), Long::sum);
                }
            }
        }

        @Override
        public void onFrame(int market, long timeNanos) {
            super.onFrame(market, timeNanos);
            long sinceFirst = rebuild.applyNext();
            CaptureRecord.DepthDiff recorded = rebuild.frames.get(rebuild.applied() - 1);
            touchedBids.clear();
            touchedAsks.clear();
            forget(takenBids, recorded.bids());
            forget(takenAsks, recorded.asks());
            assertEquals(Fixtures.START_NANOS + sinceFirst * MILLI, timeNanos);
            framesWithOrders += open.isEmpty() ? 0 : 1;
            boolean whole = frames.size() % WHOLE_BOOK_EVERY == 0;
            compare(followedBids.descendingMap(), Side.BUY, whole ? Integer.MAX_VALUE : BEST_LEVELS);
            compare(followedAsks, Side.SELL, whole ? Integer.MAX_VALUE : BEST_LEVELS);
            assertTrue(followedBids.lastKey() < followedAsks.firstKey(), "crossed in frame " + frames.size());
        }

        @Override
        public void onTouch(int market, long timeNanos) {
            CaptureRecord.BookTicker touch = rebuild.touches.get(touches++);
            touchedBids.add(CaptureRebuild.best(touch, Side.BUY).getKey());
            touchedAsks.add(CaptureRebuild.best(touch, Side.SELL).getKey());
            assertTrue(followedBids.lastKey() < followedAsks.firstKey(), "crossed in touch " + touches);
        }

        /** Prices whose quantity is that of a touch until the next frame, and so what is taken of it. */
        private Set<Long> touched(Side side) {
            return side == Side.BUY ? touchedBids : touchedAsks;
        }

        private Map<Long, Long> taken(Side side) {
            return side == Side.BUY ? takenBids : takenAsks;
        }

        /** What a frame names is as recorded again. */
        private static void forget(Map<Long, Long> taken, Levels levels) {
            for (int i = 0; i < levels.size(); i++) {
                taken.remove(levels.priceE8(i) / 1_000_000);
            }
        }

        private void compare(Map<Long, Long> followed, Side side, int levels) {
            List<Map.Entry<Long, Long>> shown =
                    followed.entrySet().stream().limit(levels).toList();
            assertEquals(expected(side, levels), shown, "frame " + frames.size());
        }

        private List<Map.Entry<Long, Long>> expected(Side side, int best) {
            Comparator<Long> bestFirst = side == Side.BUY ? Comparator.reverseOrder() : Comparator.naturalOrder();
            NavigableMap<Long, Long> levels = new TreeMap<>(bestFirst);
            // A few more, for those that we took away.
            rebuild.best(side, best == Integer.MAX_VALUE ? best : best + 100)
                    .forEach(level -> levels.put(level.getKey(), level.getValue()));
            taken(side).forEach((price, lots) -> levels.merge(price, -lots, Long::sum));
            open.values().stream()
                    .filter(order -> order.side() == side)
                    .forEach(order -> levels.merge(order.priceTicks(), order.remainingLots(), Long::sum));
            levels.values().removeIf(lots -> lots == 0);
            return levels.entrySet().stream().limit(best).toList();
        }
    }

    private static NavigableMap<Long, Long> displayed(Depth depth, Side side) {
        NavigableMap<Long, Long> levels = new TreeMap<>();
        for (int rank = 0; rank < depth.levels(side); rank++) {
            levels.put(depth.priceTicks(side, rank), depth.lots(side, rank));
        }
        return levels;
    }

    private static Exchange exchange(List<Path> files, Recorder heard) {
        return new Exchange(
                Fixtures.settings(
                        Fixtures.instrument(900_000_000, 0),
                        new MarketSource.Capture(files),
                        Fixtures.account("ann", 1_000, 100_000_000),
                        Fixtures.account("bob", 1_000, 100_000_000)),
                heard);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldShowTheCaptureAndOurOrdersAtEveryFrame(long seed) {
        Auditor auditor = new Auditor(new CaptureRebuild(RandomCapture.write(folder, seed, 3_000)));
        play(RandomCapture.write(folder, seed, 3_000), auditor, seed, true);
    }

    @Test
    void shouldShowTheSharedCaptureAndOurOrdersAtEveryFrame() {
        List<Path> files = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        Auditor auditor = new Auditor(new CaptureRebuild(files));
        play(files, auditor, 5, false);
        assertEquals(6_493, auditor.frames.size());
    }

    /** Two clients place near the touch, sometimes across it, and cancel, about every 50 ms, until the capture ends. */
    private static void play(List<Path> files, Auditor auditor, long seed, boolean taking) {
        RandomStream random = new RandomStream(seed, 1);
        try (Exchange exchange = exchange(files, auditor)) {
            auditor.follow(exchange);
            Depth depth = exchange.depth(0);
            long now = Fixtures.START_NANOS;
            for (int i = 0; !exchange.ended(); i++) {
                now += (long) random.nextExponential(50 * MILLI);
                exchange.advanceTo(now);
                int account = random.nextInt(2);
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                List<OrderInfo> open = exchange.openOrders(account, 0);
                if (open.size() > 5) {
                    OrderInfo order = open.get(random.nextInt(open.size()));
                    exchange.cancel(account, 0, OrderRef.venueId(order.venueOrderId()), now);
                } else {
                    long inside = (long) random.nextInt(4) - (taking && random.nextInt(10) == 0 ? 0 : 3);
                    long price = depth.priceTicks(side, 0) + side.sign() * inside;
                    long lots = 1L + random.nextInt(taking ? 200 : 20_000);
                    exchange.place(account, NewOrder.limit(0, "c" + i, side, TimeInForce.GTC, price, lots), now);
                }
            }
            assertEquals(auditor.rebuild.frames.size(), auditor.frames.size());
            assertTrue(auditor.framesWithOrders > auditor.frames.size() / 2);
            long printed = auditor.trades.stream().mapToLong(TradeInfo::lots).sum();
            long takenByClients = auditor.reports.stream()
                    .map(ExecutionReport::fill)
                    .filter(fill -> fill != null && !fill.maker())
                    .mapToLong(FillInfo::lots)
                    .sum();
            assertEquals(auditor.rebuild.tradedLots(), printed - takenByClients - exchange.unrecordedLots(0));
            assertEquals(taking, takenByClients > 0);
            long fills = auditor.reports.stream()
                    .filter(report -> report.type() == ExecutionType.TRADE)
                    .count();
            assertTrue(fills > 100, "only " + fills + " fills");
        }
    }

    @Test
    void shouldPlayTradesInTheOrderOfTheExchangesTime() {
        Path file = folder.resolve("late.gz");
        try (CaptureFile out = new CaptureFile(file)) {
            out.snapshot(1_700_000_000_000L, 10, Map.of(100L, 50L), Map.of(110L, 50L))
                    .depth(1_700_000_000_100L, 11, 11, Map.of(), Map.of())
                    .depth(1_700_000_000_200L, 12, 12, Map.of(100L, 20L), Map.of())
                    .trade(1_700_000_000_150L, 1, 100, 35, true)
                    .trade(1_700_000_000_090L, 2, 100, 7, true)
                    .trade(1_700_000_000_200L, 3, 110, 1, false);
        }
        Recorder heard = new Recorder();
        Exchange exchange = exchange(List.of(file), heard);
        exchange.advanceTo(Fixtures.START_NANOS);
        exchange.place(0, NewOrder.limitMaker(0, "a", Side.BUY, 100, 10), Fixtures.START_NANOS);
        exchange.advanceTo(Fixtures.START_NANOS + 50 * MILLI);
        assertEquals(List.of(35L), heard.trades.stream().map(TradeInfo::lots).toList());
        assertFalse(exchange.ended());
        // The trade came before the frame: 15 of the 50 ahead are left, and the frame's 20 do not change that.
        exchange.advanceTo(Fixtures.START_NANOS + 100 * MILLI);
        assertTrue(exchange.ended());
        List<Object> order = new ArrayList<>(heard.all);
        assertTrue(
                order.indexOf(heard.frames.get(1)) < order.indexOf(heard.trades.get(1)), "equal times as in the file");
        assertEquals(30, exchange.depth(0).lotsAt(Side.BUY, 100));
    }
}
