package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.signal.SignalSettings.VolatilityMethod;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolatilityTest {
    private static final long STEP = 100_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int SLOW = 10;

    private static Volatility volatility(VolatilityMethod method, long halfLife) {
        return Volatility.of(new SignalSettings.Volatility(method, STEP, halfLife, SLOW));
    }

    @Test
    void shouldBeTheWeightedMeanOfSquaredChanges() {
        Random random = new Random(3);
        Volatility ewma = volatility(VolatilityMethod.EWMA, 2 * SECOND);
        int steps = 200;
        long[] mid2 = new long[steps + 1];
        mid2[0] = 1_000;
        for (int i = 1; i <= steps; i++) {
            mid2[i] = mid2[i - 1] + random.nextInt(9) - 4;
        }
        // A state between two steps; what it shows at the second is what counts.
        for (int i = 0; i <= steps; i++) {
            ewma.onMid(i * STEP - 60_000_000, mid2[i] + 7);
            ewma.onMid(i * STEP - 1, mid2[i]);
        }
        ewma.advance(steps * STEP + 1);
        double kept = Math.pow(0.5, 0.1 / 2);
        double sum = 0;
        double weights = 0;
        for (int i = 1; i <= steps; i++) {
            double weight = Math.pow(kept, steps - i);
            double change = (mid2[i] - mid2[i - 1]) / 2.0;
            sum += weight * change * change;
            weights += weight;
        }
        assertEquals(Math.sqrt(sum / weights / 0.1), ewma.value(), 1e-12);
    }

    @Test
    void shouldBeTheFormulaOnBothScales() {
        Random random = new Random(4);
        Volatility twoScale = volatility(VolatilityMethod.TWO_SCALE, 2 * SECOND);
        int steps = 200;
        long[] mid2 = new long[steps + 1];
        mid2[0] = 1_000;
        for (int i = 1; i <= steps; i++) {
            mid2[i] = mid2[i - 1] + random.nextInt(9) - 4;
        }
        for (int i = 0; i <= steps; i++) {
            twoScale.onMid(i * STEP, mid2[i]);
        }
        twoScale.advance(steps * STEP + 1);
        double kept = Math.pow(0.5, 0.1 / 2);
        double variance = (mean(mid2, SLOW, kept) / SLOW - mean(mid2, 1, kept) / SLOW) / (1 - 1.0 / SLOW);
        assertTrue(variance > 0);
        assertEquals(Math.sqrt(variance / 0.1), twoScale.value(), 1e-12);
    }

    private static double mean(long[] mid2, int lag, double kept) {
        double sum = 0;
        double weights = 0;
        for (int i = lag; i < mid2.length; i++) {
            double weight = Math.pow(kept, mid2.length - 1 - i);
            double change = (mid2[i] - mid2[i - lag]) / 2.0;
            sum += weight * change * change;
            weights += weight;
        }
        return sum / weights;
    }

    /** A walk of known volatility under noise of known size, seeded: the closed forms of both estimators' means. */
    @Test
    void shouldSeeThroughNoiseOnTheSlowScale() {
        double sigma = 40;
        double noise = 25;
        Random random = new Random(11);
        Volatility ewma = volatility(VolatilityMethod.EWMA, 3600 * SECOND);
        Volatility twoScale = volatility(VolatilityMethod.TWO_SCALE, 3600 * SECOND);
        double price = 1e6;
        int steps = 200_000;
        for (int i = 0; i <= steps; i++) {
            price += sigma * Math.sqrt(0.1) * random.nextGaussian();
            long mid2 = Math.round(2 * (price + noise * random.nextGaussian()));
            ewma.onMid(i * STEP, mid2);
            twoScale.onMid(i * STEP, mid2);
        }
        double noisy = Math.sqrt((sigma * sigma * 0.1 + 2 * noise * noise) / 0.1);
        assertEquals(noisy, ewma.value(), 0.02 * noisy, "volatility and twice the noise");
        assertEquals(sigma, twoScale.value(), 0.04 * sigma, "volatility alone");
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountStepsInWhichNothingHappened(VolatilityMethod method) {
        Volatility often = volatility(method, 2 * SECOND);
        Volatility seldom = volatility(method, 2 * SECOND);
        for (int i = 0; i <= 300; i++) {
            long mid2 = 1_000 + i / 50 * 8L;
            often.onMid(i * STEP, mid2);
            if (i % 50 == 0) {
                seldom.onMid(i * STEP, mid2);
            }
        }
        often.advance(300 * STEP + 1);
        seldom.advance(300 * STEP + 1);
        assertTrue(often.value() > 0);
        assertEquals(often.value(), seldom.value(), 1e-9 * often.value());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSeeNoJumpAcrossABreakAndKeepWhatItKnew(VolatilityMethod method) {
        Volatility volatility = volatility(method, 2 * SECOND);
        assertEquals(0, volatility.value());
        Random random = new Random(6);
        long mid2 = 1_000;
        for (int i = 0; i <= 100; i++) {
            mid2 += random.nextInt(9) - 4;
            volatility.onMid(i * STEP, mid2);
        }
        volatility.advance(100 * STEP + 1);
        double before = volatility.value();
        assertTrue(before > 0);
        volatility.reset();
        volatility.onMid(200 * STEP, 90_000);
        assertEquals(before, volatility.value());
        for (int i = 201; i < 260; i++) {
            volatility.onMid(i * STEP, 90_000);
        }
        assertTrue(volatility.value() < before, "a still market, no jump");
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnTheSameFromARestoredState(VolatilityMethod method) {
        Random random = new Random(5);
        Volatility volatility = volatility(method, 2 * SECOND);
        Volatility copy = volatility(method, 2 * SECOND);
        long mid2 = 5_000;
        for (int i = 0; i < 60; i++) {
            mid2 += random.nextInt(5) - 2;
            volatility.onMid(i * STEP / 2, mid2);
        }
        StateTape.copy(volatility::visitState, copy::visitState);
        for (int i = 60; i < 120; i++) {
            mid2 += random.nextInt(5) - 2;
            volatility.onMid(i * STEP / 2, mid2);
            copy.onMid(i * STEP / 2, mid2);
            assertEquals(volatility.value(), copy.value());
        }
    }
}
