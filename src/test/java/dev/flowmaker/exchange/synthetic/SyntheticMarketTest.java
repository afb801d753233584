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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The participants' market, with and without clients in it. */
class SyntheticMarketTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTES_3 = 180 * SECOND;

    private static Exchange exchange(long seed, Recorder heard) {
        return new Exchange(
                Fixtures.settings(Fixtures.fitted(seed), Fixtures.account("ann", 1_000, 50_000_000)), heard);
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
        assertTrue(differentTouches > 500, "disturbed " + differentTouches + " times");
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
        quote(exchange(seed, heard), MINUTES_3 / SECOND);
        for (Side side : Side.values()) {
            long fills = heard.reports.stream()
                    .filter(r -> r.type() == ExecutionType.TRADE && r.order().side() == side)
                    .count();
            assertTrue(fills >= 18, "seed " + seed + ": only " + fills + " fills of " + side);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldNeverRunEmptyNorCross(long seed) {
        Recorder heard = new Recorder();
        Exchange exchange = exchange(seed, heard);
        Depth depth = exchange.depth(0);
        for (long millis = 10; millis <= 120_000; millis += 10) {
            exchange.advanceTo(Fixtures.START_NANOS + millis * 1_000_000);
            assertTrue(depth.levels(Side.BUY) >= 30 && depth.levels(Side.SELL) >= 30, "seed " + seed);
            assertTrue(touch(exchange, Side.SELL) > touch(exchange, Side.BUY), "crossed, seed " + seed);
        }
    }

    /** Two hours: the book neither fills up nor thins out, the price stays a price. */
    @Test
    void shouldStayAsItIs() {
        Exchange exchange = exchange(11, new Recorder() {
            @Override
            public void onLevel(int market, long time, long id, Side side, long ticks, long lots) {}

            @Override
            public void onTrade(
                    int market,
                    long time,
                    long id,
                    long ticks,
                    long lots,
                    boolean buyerMakes,
                    long buyer,
                    long seller) {}
        });
        for (long minute = 1; minute <= 120; minute++) {
            exchange.advanceTo(Fixtures.START_NANOS + minute * 60 * SECOND);
            for (Side side : Side.values()) {
                int levels = exchange.depth(0).levels(side);
                assertTrue(levels > 30 && levels < 400, "minute " + minute + ": " + levels + " levels");
                long best = touch(exchange, side);
                assertTrue(best > 3_000_000 && best < 12_000_000, "minute " + minute + ": " + best);
            }
        }
    }

    @Test
    void shouldSurviveAClientWhoBuysAllThereIs() {
        Recorder heard = new Recorder();
        Exchange exchange = new Exchange(
                Fixtures.settings(Fixtures.fitted(9), Fixtures.account("rich", 1_000_000, 5_000_000_000L)), heard);
        long now = Fixtures.START_NANOS;
        for (int i = 0; i < 5; i++) {
            exchange.place(0, NewOrder.market(0, "all", Side.BUY, 100_000_000), now);
            assertTrue(exchange.depth(0).levels(Side.SELL) > 0);
            now += 2 * SECOND;
        }
        assertTrue(heard.trades.stream().mapToLong(TradeInfo::lots).sum() >= 500_000_000);
        exchange.advanceTo(now + 60 * SECOND);
        assertTrue(exchange.depth(0).levels(Side.SELL) >= 30);
        long ask = exchange.depth(0).priceTicks(Side.SELL, 0);
        assertTrue(Math.abs(ask - 6_000_000) < 100_000, "the price came back, it is " + ask);
        assertTrue(heard.reports.stream()
                .map(ExecutionReport::order)
                .allMatch(order -> order.executedLots() == 0
                        || order.executedLots() == 100_000_000
                        || order.status().open()));
    }

    /** What a second brought says next to nothing of the second after it, however long takers keep to one side. */
    @Test
    void shouldHaveNoTrend() {
        Exchange exchange = exchange(12, new Recorder());
        double products = 0;
        double squares = 0;
        double before = 0;
        double last = touch(exchange, Side.BUY);
        for (long second = 1; second <= 1_200; second++) {
            exchange.advanceTo(Fixtures.START_NANOS + second * SECOND);
            double change = touch(exchange, Side.BUY) - last;
            last += change;
            products += change * before;
            squares += change * change;
            before = change;
        }
        assertEquals(0, products / squares, 0.15);
    }
}
