package dev.flowmaker.core.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.engine.TestMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdverseSelectionTest {
    private static final long MICRO = PriceParts.MICRO;
    private static final long SECOND = 1_000_000_000L;
    private static final long MID2 = 200_000;
    private static final long BID = 99_995;
    private static final long ASK = 100_005;

    private static AdverseSettings settings(long priorTicks, int priorFills, int memory, long... horizonSeconds) {
        List<Long> horizons = new ArrayList<>();
        for (long seconds : horizonSeconds) {
            horizons.add(seconds * SECOND);
        }
        return new AdverseSettings(
                true, horizons, new Distance(priorTicks * MICRO, 0), priorFills, memory, new Distance(100 * MICRO, 0));
    }

    /** A spread of ten ticks. */
    private static void touch(AdverseSelection adverse, long now, long venue, long mid2) {
        adverse.onTouch(now, venue, mid2 / 2 - 5, mid2 - (mid2 / 2 - 5));
    }

    @Test
    void shouldCountAFillOnlyOnceTheMidAtItsHorizonIsKnown() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 1, MID2);
        adverse.onFill(10, 10, Side.BUY, BID);
        touch(adverse, SECOND / 2, 20, MID2 - 6);
        assertEquals(0, adverse.expectedMicroTicks(Side.BUY, MID2));
        // A frame after the horizon: at the horizon the mid was still the one before.
        touch(adverse, 2 * SECOND, 30, MID2 - 100);
        assertEquals(3 * MICRO, adverse.expectedMicroTicks(Side.BUY, MID2));
        assertEquals(1, adverse.fills(Side.BUY, 0));
        assertEquals(3.0, adverse.meanTicks(Side.BUY, 0));
        assertEquals(0, adverse.expectedMicroTicks(Side.SELL, MID2), "each side for itself");
    }

    @Test
    void shouldMeasureFromTheMidBeforeTheTradeOnTheVenuesTimeLine() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 100, MID2);
        // The frame that shows the trade comes before our own report of it.
        touch(adverse, 1, 200, MID2 - 8);
        adverse.onFill(2, 200, Side.BUY, BID);
        adverse.release(2 + SECOND);
        assertEquals(4.0, adverse.meanTicks(Side.BUY, 0));
        adverse.onFill(3 + SECOND, 0, Side.SELL, ASK - 4);
        adverse.release(3 + 2 * SECOND);
        assertEquals(0.0, adverse.meanTicks(Side.SELL, 0), "without a venue time the last mid counts");
    }

    @Test
    void shouldNotCountWhatTheMarketCrossedToReachAQuoteBehindTheTouch() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 100, MID2);
        // 300 ticks below the mid: the mid was 5 above it when it was filled, and is 12 below it then.
        adverse.onFill(2, 200, Side.BUY, MID2 / 2 - 300);
        touch(adverse, 3, 201, MID2 - 600 - 24);
        adverse.release(2 + SECOND);
        assertEquals(17.0, adverse.meanTicks(Side.BUY, 0));
        // Inside the touch the mid itself counts.
        adverse.onFill(3 + SECOND, 300, Side.SELL, MID2 / 2 - 300 - 12 + 2);
        touch(adverse, 4 + SECOND, 301, MID2 - 600);
        adverse.release(4 + 2 * SECOND);
        assertEquals(12.0, adverse.meanTicks(Side.SELL, 0));
    }

    @Test
    void shouldExpectNoLessThanNothingAndNoMoreThanTheCap() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 1, MID2);
        adverse.onFill(10, 10, Side.BUY, BID);
        adverse.onFill(10, 10, Side.SELL, ASK);
        touch(adverse, 11, 20, MID2 + 1000);
        adverse.release(2 * SECOND);
        assertEquals(0, adverse.expectedMicroTicks(Side.BUY, MID2));
        assertEquals(-500.0, adverse.meanTicks(Side.BUY, 0));
        assertEquals(100 * MICRO, adverse.expectedMicroTicks(Side.SELL, MID2));
    }

    @Test
    void shouldBlendThePriorByFillsAndForgetOldOnes() {
        int memory = 20;
        AdverseSelection adverse = new AdverseSelection(settings(10, 5, memory, 1));
        assertEquals(10 * MICRO, adverse.expectedMicroTicks(Side.BUY, MID2), "the prior before any fill");
        double sum = 0;
        double weight = 0;
        long now = 0;
        for (int fill = 0; fill < 60; fill++) {
            long against = fill < 30 ? 2 : 6;
            touch(adverse, now, now, MID2);
            adverse.onFill(now + 1, now + 1, Side.BUY, BID);
            touch(adverse, now + 2, now + 2, MID2 - 2 * against);
            now += 2 * SECOND;
            adverse.release(now);
            sum = sum * Math.exp(-1.0 / memory) + against;
            weight = weight * Math.exp(-1.0 / memory) + 1;
            double expected = (10 * 5 + sum) / (5 + weight);
            assertEquals(expected * MICRO, (double) adverse.expectedMicroTicks(Side.BUY, MID2), 1, "fill " + fill);
        }
        assertTrue(adverse.meanTicks(Side.BUY, 0) > 4.5, "mostly the newer ones");
    }

    @Test
    void shouldTakeTheWorstHorizon() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1, 10));
        touch(adverse, 0, 1, MID2);
        adverse.onFill(10, 10, Side.SELL, ASK);
        touch(adverse, SECOND / 2, 20, MID2 + 2);
        touch(adverse, 5 * SECOND, 30, MID2 + 12);
        assertEquals(MICRO, adverse.expectedMicroTicks(Side.SELL, MID2));
        adverse.release(11 * SECOND);
        assertEquals(6 * MICRO, adverse.expectedMicroTicks(Side.SELL, MID2));
    }

    @Test
    void shouldNotCountAFillWhoseHorizonHasNoBook() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 1, MID2);
        adverse.onFill(10, 10, Side.BUY, BID);
        adverse.onNoBook(SECOND / 2);
        touch(adverse, 3 * SECOND, 50, MID2 - 100);
        assertEquals(0, adverse.fills(Side.BUY, 0));
        assertEquals(1, adverse.unmeasured());
        adverse.onFill(4 * SECOND, 10, Side.BUY, BID);
        adverse.release(6 * SECOND);
        assertEquals(0.0, adverse.meanTicks(Side.BUY, 0), "mids of the book before are not looked back to");
        AdverseSelection none = new AdverseSelection(settings(0, 0, 1000, 1));
        none.onFill(10, 10, Side.BUY, BID);
        assertEquals(1, none.unmeasured());
    }

    @Test
    void shouldBoundTheFillsOnTheirWay() {
        AdverseSelection adverse = new AdverseSelection(settings(0, 0, 1000, 1));
        touch(adverse, 0, 1, MID2);
        for (int i = 0; i < 600; i++) {
            adverse.onFill(10, 10, Side.BUY, BID);
        }
        adverse.release(2 * SECOND);
        assertEquals(512, adverse.fills(Side.BUY, 0));
        assertEquals(88, adverse.unmeasured());
    }

    /** A copy restored anywhere on the way goes on as the first does. */
    @Test
    void shouldGoOnTheSameAfterARestore() {
        SplittableRandom random = new SplittableRandom(11);
        AdverseSettings settings = settings(3, 4, 50, 1, 5);
        AdverseSelection first = new AdverseSelection(settings);
        AdverseSelection second = new AdverseSelection(settings);
        long now = TestMarket.SECOND;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextLong(SECOND / 5);
            long venue = now - random.nextLong(50_000_000);
            int what = random.nextInt(20);
            long mid2 = MID2 + random.nextLong(-40, 40);
            long away = random.nextLong(-40, 40);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            for (AdverseSelection each : List.of(first, second)) {
                if (what < 12) {
                    if (what == 0) {
                        each.onNoBook(now);
                    } else {
                        touch(each, now, venue, mid2);
                    }
                } else {
                    each.onFill(now, venue, side, BID + away);
                }
            }
            if (step % 700 == 0) {
                second = new AdverseSelection(settings);
                StateTape.copy(first::visitState, second::visitState);
            }
            assertEquals(first.expectedMicroTicks(side, MID2), second.expectedMicroTicks(side, MID2), "step " + step);
        }
        assertEquals(StateTape.write(first::visitState), StateTape.write(second::visitState));
        assertTrue(first.fills(Side.BUY, 1) > 1000, "counted " + first.fills(Side.BUY, 1));
    }
}
