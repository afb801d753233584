package dev.flowmaker.research.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.journal.MemoryJournal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarketFactsTest {
    private static final long MILLI = 1_000_000;

    private final MemoryJournal journal = new MemoryJournal();

    MarketFactsTest() {
        SessionStarted started = new SessionStarted();
        started.mode = "tape";
        started.assets.add(new AssetRow("X", 8));
        started.assets.add(new AssetRow("USDT", 8));
        started.instruments.add(new InstrumentRow(
                "X/USDT", "XUSDT", 0, 1, new Decimal(1, 2), new Decimal(1, 1), 1, 1_000_000, 1, 1_000_000, 0, 0, 0));
        journal.append(started);
    }

    private void book(long millis, boolean first, long... sideTicksLots) {
        BookUpdate update = new BookUpdate();
        update.market = 0;
        update.timeNanos = millis * MILLI;
        update.exchangeTimeNanos = update.timeNanos;
        update.reset = first ? ResetReason.SNAPSHOT : ResetReason.NONE;
        for (int i = 0; i < sideTicksLots.length; i += 3) {
            update.levels.add(sideTicksLots[i] > 0 ? Side.BUY : Side.SELL, sideTicksLots[i + 1], sideTicksLots[i + 2]);
        }
        journal.append(update);
    }

    private void trade(long millis, Side aggressor, long lots) {
        Trade trade = new Trade();
        trade.market = 0;
        trade.timeNanos = millis * MILLI;
        trade.exchangeTimeNanos = trade.timeNanos;
        trade.aggressor = aggressor;
        trade.priceTicks = 101;
        trade.lots = lots;
        journal.append(trade);
    }

    private MarketFacts facts() {
        return MarketFacts.of(journal.read(), null, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void shouldWeighTheBookByTheTimeItStood() {
        book(1_000, true, 1, 100, 50, 1, 98, 10, -1, 101, 70);
        book(4_000, false, -1, 101, 0, -1, 104, 30);
        book(5_000, false, 1, 100, 60);
        MarketFacts facts = facts();
        assertEquals((1 * 3 + 4 * 1) / 4.0, facts.value(Statistic.SPREAD, 0), 1e-12);
        assertEquals(0.75, facts.value(Statistic.SPREAD_SHARE, 0), 1e-12);
        // Of both sides, lots of a tenth.
        assertEquals((60 * 3 + 40 * 1) / 4.0 / 10, facts.value(Statistic.DEPTH, 0), 1e-12);
        assertEquals(1.0, facts.value(Statistic.DEPTH, 1), 1e-12);
        assertEquals(2.0, facts.value(Statistic.REACH, 0), 1e-12);
        // 30 lots at 104 and 10 more at 100.
        assertEquals(3.0, facts.value(Statistic.ORDER_SIZE, 2), 1e-12);
    }

    @Test
    void shouldTakeTradesOfOneMomentAndSideForOneOrder() {
        book(1_000, true, 1, 100, 50, -1, 101, 70);
        trade(1_010, Side.BUY, 3);
        trade(1_010, Side.BUY, 4);
        trade(1_010, Side.SELL, 5);
        trade(1_011, Side.SELL, 6);
        book(3_000, false, 1, 100, 51);
        MarketFacts facts = facts();
        assertEquals(3, facts.takers());
        assertEquals(1.5, facts.value(Statistic.TAKER_RATE, 0), 1e-12);
        assertEquals(0.6, facts.value(Statistic.TAKER_SIZE, 0), 1e-12);
        assertEquals(0.7, facts.value(Statistic.TAKER_SIZE, 2), 1e-12);
    }

    /** A walk of one tick a step and side, with as much flow: σ is the walk's at every length, flow explains all of it. */
    @Test
    void shouldFindAWalksVolatilityAndWhatDrivesIt() {
        Random random = new Random(5);
        long bid = 100_000;
        book(0, true, 1, bid, 10, -1, bid + 1, 10);
        for (int step = 1; step <= 20_000; step++) {
            long next = bid + (random.nextBoolean() ? 1 : -1);
            book(step * 100L, false, 1, bid, 0, -1, bid + 1, 0, 1, next, 10, -1, next + 1, 10);
            bid = next;
        }
        MarketFacts facts = facts();
        double[] bounds = {0.02, 0.02, 0.05, 0.05, 0.08, 0.15, 0.2, 0.35, 0.5};
        for (int place = 0; place < bounds.length; place++) {
            assertEquals(Math.sqrt(10), facts.value(Statistic.VOLATILITY, place), Math.sqrt(10) * bounds[place]);
        }
        // Up a tick: 10 lots more bid and 10 lots less asked for, twenty tenths.
        assertEquals(0.5, facts.value(Statistic.OFI_SLOPE, 0), 1e-9);
        assertEquals(1.0, facts.value(Statistic.OFI_R2, 1), 1e-9);
    }

    @Test
    void shouldTellClusteredFromEvenAndRememberedFromForgotten() {
        Random random = new Random(9);
        book(0, true, 1, 100, 50, -1, 101, 70);
        Side side = Side.BUY;
        for (long second = 0; second < 4_000; second++) {
            int orders = random.nextInt(10) == 0 ? 20 : 0;
            for (int i = 0; i < orders; i++) {
                side = random.nextInt(4) == 0 ? side.opposite() : side;
                trade(second * 1_000 + 10 + 40L * i, side, 1);
            }
        }
        book(4_000_000, false, 1, 100, 51);
        MarketFacts facts = facts();
        // Twenty at once with chance a tenth: variance 400 · 0.09 over mean 2.
        assertEquals(18, facts.value(Statistic.FANO, 1), 2);
        assertEquals(1 - 1 / Math.sqrt(18), facts.value(Statistic.BRANCHING, 0), 0.05);
        assertEquals(0.5, facts.value(Statistic.SIGN_ACF, 0), 0.05);
        assertEquals(0.25, facts.value(Statistic.SIGN_ACF, 1), 0.05);
        assertEquals(0, facts.value(Statistic.SIGN_ACF, 4), 0.05);
        assertEquals(0, facts.value(Statistic.COUNT_ACF, 0), 0.08);
    }

    @Test
    void shouldFindTheTailExponentThatSizesWereDrawnWith() {
        Random random = new Random(3);
        Doubles sizes = new Doubles();
        for (int i = 0; i < 200_000; i++) {
            sizes.add(Math.pow(1 - random.nextDouble(), -1 / 1.5));
        }
        assertEquals(1.5, sizes.tailExponent(0.05), 0.05);
        assertEquals(Math.pow(0.5, -1 / 1.5), sizes.quantile(0.5), 0.01);
        assertTrue(Double.isNaN(new Doubles().tailExponent(0.05)));
    }

    @Test
    void shouldCallAlikeWhatLiesWithinTheTolerance() {
        assertEquals(1, Tolerance.factor(1.5).distance(3, 2), 1e-12);
        assertEquals(1, Tolerance.factor(1.5).distance(2, 3), 1e-12);
        assertEquals(0.5, Tolerance.within(0.2).distance(0.3, 0.2), 1e-12);
        assertTrue(Tolerance.factor(1.5).distance(2, -3) > 1);
        assertTrue(Double.isNaN(Tolerance.factor(1.5).distance(2, Double.NaN)));
    }
}
