package dev.flowmaker.exchange.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.exchange.TradeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The participants' market, with and without clients in it. */
class SyntheticMarketTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTES_3 = 180 * SECOND;

    private static Exchange exchange(long seed, Recorder heard) {
        return new Exchange(
                Fixtures.settings(Fixtures.synthetic(seed), Fixtures.account("ann", 1_000, 50_000_000)), heard);
    }

    /** Joins both touches with a little every second, and cancels it the next second. */
    private static void quote(Exchange exchange, long seconds) {
        for (long second = 1; second <= seconds; second++) {
            long now = Fixtures.START_NANOS + second * SECOND + 123_456_789;
            exchange.cancelAll(0, 0, now);
            for (Side side : Side.values()) {
                long price = exchange.depth(0).priceTicks(side, 0);
                PlaceResult result =
                        exchange.place(0, NewOrder.limitMaker(0, side + "-" + second, side, price, 100), now);
                assertTrue(result.order() != null, () -> "refused: " + result.reject());
            }
        }
    }

    @Test
    void shouldBeTheSameMarketForTheSameSeedAndRequests() {
        List<Recorder> heard = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            Recorder recorder = new Recorder();
            quote(exchange(seed, recorder), 60);
            heard.add(recorder);
        }
        assertEquals(heard.get(0).all, heard.get(1).all);
        assertNotEquals(heard.get(0).trades, heard.get(2).trades);
    }

    @Test
    void shouldNotDependOnTheStepsThatTimeTakes() {
        Recorder whole = new Recorder();
        exchange(3, whole).advanceTo(Fixtures.START_NANOS + 20 * SECOND);
        Recorder stepped = new Recorder();
        Exchange exchange = exchange(3, stepped);
        for (long nanos = 0; nanos <= 20 * SECOND; nanos += 7_777_777) {
            exchange.advanceTo(Fixtures.START_NANOS + nanos);
        }
        exchange.advanceTo(Fixtures.START_NANOS + 20 * SECOND);
        assertEquals(whole.all, stepped.all);
    }

    /** When each participant acts is the same whatever a client does. */
    @Test
    void shouldDrawTheParticipantsIndependentlyOfClients() {
        Exchange alone = exchange(5, new Recorder());
        Exchange disturbed = exchange(5, new Recorder());
        disturbed.place(0, NewOrder.limitMaker(0, "wall", Side.BUY, 5_990_000, 8_000_000), Fixtures.START_NANOS);
        int differentTouches = 0;
        for (int i = 0; i < 20_000; i++) {
            assertEquals(alone.nextEventNanos(), disturbed.nextEventNanos(), "event " + i);
            alone.advanceTo(alone.nextEventNanos());
            disturbed.advanceTo(disturbed.nextEventNanos());
            if (i < 10_000 && i % 10 == 0) {
                Side side = i % 20 == 0 ? Side.BUY : Side.SELL;
                disturbed.place(0, NewOrder.market(0, "m" + i, side, 200_000), disturbed.nowNanos());
                boolean same = touch(alone, side.opposite()) == touch(disturbed, side.opposite());
                differentTouches += same ? 0 : 1;
            }
        }
        assertTrue(differentTouches > 900, "disturbed " + differentTouches + " times");
        // Left alone, they make the same market again.
        for (Side side : Side.values()) {
            assertEquals(touch(alone, side), touch(disturbed, side));
        }
    }

    private static long touch(Exchange exchange, Side side) {
        return exchange.depth(0).priceTicks(side, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBeAMarketWorthQuotingIn(long seed) {
        Recorder heard = new Recorder();
        Exchange exchange = exchange(seed, heard);
        quote(exchange, MINUTES_3 / SECOND);

        for (Side side : Side.values()) {
            long fills = heard.reports.stream()
                    .filter(r -> r.type() == ExecutionType.TRADE && r.order().side() == side)
                    .count();
            assertTrue(fills >= 36, "seed " + seed + ": only " + fills + " fills of " + side);
            assertTrue(exchange.depth(0).levels(side) >= 20);
        }
        double changesPerTenth = heard.levels.size() / (MINUTES_3 / 1e8);
        assertTrue(changesPerTenth > 3 && changesPerTenth < 50, changesPerTenth + " changes in 100 ms");
        double tradesPerSecond = heard.trades.size() / (MINUTES_3 / 1e9);
        assertTrue(tradesPerSecond > 2 && tradesPerSecond < 50, tradesPerSecond + " trades in a second");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNeverRunEmptyNorCross(long seed) {
        Recorder heard = new Recorder();
        Exchange exchange = exchange(seed, heard);
        Depth depth = exchange.depth(0);
        List<Long> spreads = new ArrayList<>();
        for (long millis = 10; millis <= 300_000; millis += 10) {
            exchange.advanceTo(Fixtures.START_NANOS + millis * 1_000_000);
            assertTrue(depth.levels(Side.BUY) >= 20 && depth.levels(Side.SELL) >= 20, "seed " + seed);
            spreads.add(depth.priceTicks(Side.SELL, 0) - depth.priceTicks(Side.BUY, 0));
        }
        LongStream sorted = spreads.stream().mapToLong(Long::longValue).sorted();
        long[] ordered = sorted.toArray();
        assertTrue(ordered[0] > 0, "crossed, seed " + seed);
        long median = ordered[ordered.length / 2];
        assertTrue(median >= 5 && median <= 200, "median spread " + median);
    }

    @Test
    void shouldSurviveAClientWhoBuysAllThereIs() {
        Recorder heard = new Recorder();
        Exchange exchange = new Exchange(
                Fixtures.settings(Fixtures.synthetic(9), Fixtures.account("rich", 1_000_000, 5_000_000_000L)), heard);
        long now = Fixtures.START_NANOS;
        for (int i = 0; i < 5; i++) {
            exchange.place(0, NewOrder.market(0, "all", Side.BUY, 100_000_000), now);
            assertTrue(exchange.depth(0).levels(Side.SELL) > 0);
            now += 2 * SECOND;
        }
        assertTrue(heard.trades.stream().mapToLong(TradeInfo::lots).sum() >= 500_000_000);
        exchange.advanceTo(now + 60 * SECOND);
        assertTrue(exchange.depth(0).levels(Side.SELL) >= 20);
        long ask = exchange.depth(0).priceTicks(Side.SELL, 0);
        assertTrue(Math.abs(ask - 6_000_000) < 50_000, "the price came back, it is " + ask);
        assertTrue(heard.reports.stream()
                .map(ExecutionReport::order)
                .allMatch(order -> order.executedLots() == 0
                        || order.executedLots() == 100_000_000
                        || order.status().open()));
    }

    /** Burst or lull: gaps between takers vary more than those of an even flow would. */
    @Test
    void shouldClusterTakers() {
        Recorder heard = new Recorder();
        exchange(4, heard).advanceTo(Fixtures.START_NANOS + MINUTES_3);
        long[] times =
                heard.trades.stream().mapToLong(TradeInfo::timeNanos).distinct().toArray();
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < times.length; i++) {
            double gap = times[i] - times[i - 1];
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / (times.length - 1);
        double variation = (squares / (times.length - 1) - mean * mean) / (mean * mean);
        assertTrue(variation > 1.2, "squared coefficient of variation " + variation + ", 1 for an even flow");
    }
}
