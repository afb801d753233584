package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.StateTape;
import dev.flowmaker.core.signal.AlphaSettings.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlphaTest {
    private static final long MILLI = 1_000_000L;
    private static final long SAMPLE = 100 * MILLI;
    private static final int HORIZON_STEPS = 3;
    private static final int LEAST = 50;
    private static final double MICRO = 1e6;

    /** Signals that a test sets by hand. */
    private static final class Given implements SignalVector {
        final double[] values;

        Given(int size) {
            values = new double[size];
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double valueAt(int index, long timeNanos) {
            return values[index];
        }
    }

    private static final SignalSettings ONE = signals(SignalKind.ORDER_FLOW_IMBALANCE);
    private static final SignalSettings TWO = signals(SignalKind.ORDER_FLOW_IMBALANCE, SignalKind.QUEUE_IMBALANCE);

    private static SignalSettings signals(SignalKind... use) {
        return new SignalSettings(
                List.of(use),
                new FlowSettings(1, 1, 1),
                10,
                3,
                new SignalSettings.Integrated(List.of(), 1, 1),
                new SignalSettings.MicroPriceTable(2, 1, List.of()),
                new SignalSettings.Volatility(SignalSettings.VolatilityMethod.EWMA, 1, 1, 2),
                new SignalSettings.Intensity(12 * SAMPLE, 3));
    }

    private static AlphaSettings settings(
            Mode mode, SignalSettings signals, double bound, double weight, double calibratedR2, long cap) {
        return new AlphaSettings(
                mode,
                HORIZON_STEPS * SAMPLE,
                SAMPLE,
                600 * SAMPLE,
                0.01,
                4,
                LEAST,
                cap,
                Collections.nCopies(signals.width(), bound),
                Collections.nCopies(signals.width(), weight),
                Collections.nCopies(signals.use().size(), calibratedR2),
                0.5);
    }

    private static Alpha fitted(SignalSettings signals) {
        return new Alpha(settings(Mode.FITTED, signals, 100 * MICRO, 0, Double.NaN, 100_000_000), signals);
    }

    /** A market whose mid, in half ticks, follows the first signal by one sample; the second says nothing. */
    private static final class Play {
        final Random random;
        final Given given;
        final Alpha alpha;
        final double strength;
        double mid2 = 2_000_000;
        long step = 1;

        Play(Alpha alpha, int size, double strength, long seed) {
            this.alpha = alpha;
            this.strength = strength;
            random = new Random(seed);
            given = new Given(size);
        }

        /** Just after each step of the grid: the mid moves by what the signals said, then they say something new. */
        void run(int steps) {
            for (int i = 0; i < steps; i++, step++) {
                long time = step * SAMPLE + 1;
                alpha.advance(time, given);
                mid2 += 2 * (strength * given.values[0] + random.nextGaussian());
                for (int j = 0; j < given.values.length; j++) {
                    given.values[j] = random.nextGaussian();
                }
                alpha.onState(time, Math.round(mid2), true);
            }
        }

        long evaluate() {
            return alpha.evaluate(step * SAMPLE, given);
        }
    }

    @Test
    void shouldFindTheWeightOfASignalThatForetells() {
        Play play = new Play(fitted(TWO), 2, 3, 1);
        play.run(2 * LEAST + HORIZON_STEPS);
        assertEquals(0, play.evaluate(), "not one sample too early");
        play.run(2_000);
        long shift = play.evaluate();
        assertEquals(3, play.alpha.weightUsed(0) / MICRO, 0.3);
        assertTrue(play.alpha.confidence(0) > 0.25, () -> "R2 " + play.alpha.confidence(0));
        assertTrue(play.alpha.confidence() > 0.25, () -> "R2 " + play.alpha.confidence());
        assertEquals((long) Math.rint(play.alpha.value(0) * play.alpha.weightUsed(0)), play.alpha.contribution(0));
        assertEquals(play.alpha.contribution(0) + play.alpha.contribution(1), shift);
        assertTrue(play.alpha.confidence(1) < 0.01, "what says nothing is worth nothing");
    }

    @Test
    void shouldMoveNothingWhileNothingIsForetold() {
        int moved = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Play play = new Play(fitted(TWO), 2, 0, seed);
            play.run(3_000);
            for (int i = 0; i < 100; i++) {
                play.run(1);
                long shift = play.evaluate();
                assertTrue(Math.abs(shift) < MICRO / 3, "seed " + seed + ": " + shift);
                boolean trusted = play.alpha.confidence() > 0;
                moved += trusted ? 1 : 0;
                assertTrue(trusted || shift == 0, "a weight counts only while the whole foretells");
            }
        }
        // Noise foretells noise now and then, by a little.
        assertTrue(moved < 400, moved + " of 2000");
    }

    @Test
    void shouldTakeTheWeightAwayWhenTheSignalStopsForetelling() {
        Alpha alpha = fitted(ONE);
        Play good = new Play(alpha, 1, 3, 2);
        good.run(2_000);
        assertNotEquals(0, good.evaluate());
        Play bad = new Play(alpha, 1, -3, 3);
        bad.step = good.step;
        bad.mid2 = good.mid2;
        boolean silent = false;
        for (int i = 0; i < 2_000 && !silent; i++) {
            bad.run(1);
            bad.evaluate();
            silent = alpha.weightUsed(0) == 0;
        }
        assertTrue(silent, "R2 stayed above 0");
        bad.run(10_000);
        bad.evaluate();
        assertEquals(-3, alpha.weightUsed(0) / MICRO, 0.4, "and learns what it says now");
    }

    @Test
    void shouldReleaseAReturnOnlyAtItsHorizon() {
        Alpha alpha = fitted(ONE);
        Given given = new Given(1);
        int step = 0;
        for (; step < 60; step++) {
            alpha.advance(step * SAMPLE + 1, given);
            alpha.onState(step * SAMPLE + 1, 0, true);
            given.values[0] = step >= 50 ? 0 : step % 2 == 0 ? 1 : -1;
        }
        double before = alpha.fitted(0);
        // One sample that says something, then the mid jumps.
        given.values[0] = 1;
        long taken = step * SAMPLE;
        alpha.advance(taken + 1, given);
        given.values[0] = 0;
        alpha.onState(taken + 1, 8, true);
        alpha.advance(taken + HORIZON_STEPS * SAMPLE, given);
        assertEquals(before, alpha.fitted(0), "not known before the horizon is over");
        alpha.advance(taken + HORIZON_STEPS * SAMPLE + 1, given);
        assertTrue(alpha.fitted(0) > before, "known now");
    }

    @Test
    void shouldBoundWeightsAndTheirSum() {
        Alpha alpha = new Alpha(settings(Mode.FITTED, ONE, MICRO, 0, Double.NaN, 500_000), ONE);
        Play play = new Play(alpha, 1, 3, 4);
        play.run(2_000);
        play.given.values[0] = 1.25;
        assertEquals(500_000, play.evaluate());
        assertEquals(MICRO, alpha.weightUsed(0));
        assertEquals(1_250_000, alpha.contribution(0));
        assertEquals(1_250_000, alpha.uncappedMicroTicks());
        play.given.values[0] = -1.25;
        assertEquals(-500_000, play.evaluate());
    }

    @Test
    void shouldCutWhatIsBeyondAllUsualSizes() {
        Play calm = new Play(fitted(ONE), 1, 3, 5);
        Play wild = new Play(fitted(ONE), 1, 3, 5);
        calm.run(1_000);
        wild.run(1_000);
        wild.mid2 += 1e6;
        wild.run(1_000);
        calm.run(1_000);
        wild.evaluate();
        calm.evaluate();
        assertEquals(calm.alpha.fitted(0), wild.alpha.fitted(0), 0.5 * MICRO, "one jump of half a million ticks");
        wild.given.values[0] = 1_000;
        wild.evaluate();
        assertTrue(wild.alpha.value(0) < 5, () -> "value " + wild.alpha.value(0));
    }

    @Test
    void shouldFreezeAcrossABreak() {
        Alpha alpha = fitted(ONE);
        Play play = new Play(alpha, 1, 3, 6);
        play.run(1_000);
        double before = alpha.fitted(0);
        play.evaluate();
        double confidence = alpha.confidence();
        alpha.restart();
        // A warming book: nothing is sampled, and the mid of the other side of the break is no return.
        for (int i = 0; i < 20; i++, play.step++) {
            alpha.advance(play.step * SAMPLE + 1, play.given);
            alpha.onState(play.step * SAMPLE + 1, 9_000_000, false);
        }
        assertEquals(before, alpha.fitted(0));
        play.mid2 = 9_000_000;
        play.run(HORIZON_STEPS + 1);
        assertEquals(before, alpha.fitted(0), "no sample of before the break is pending");
        assertEquals(confidence, alpha.confidence());
        play.run(1);
        assertNotEquals(before, alpha.fitted(0), "it learns again");
    }

    @Test
    void shouldWeighByTheConfigurationInModeFixed() {
        Alpha alpha = new Alpha(settings(Mode.FIXED, TWO, 0, 400_000, Double.NaN, 3_000_000), TWO);
        Given given = new Given(2);
        given.values[0] = 1;
        given.values[1] = -3;
        assertEquals(-800_000, alpha.evaluate(0, given));
        given.values[0] = 1_000;
        assertEquals(3_000_000, alpha.evaluate(0, given));
        assertEquals(400_000_000, alpha.contribution(0));
        Play play = new Play(alpha, 2, 0.4, 7);
        play.run(3_000);
        assertTrue(alpha.confidence(0) > 0.02, () -> "measured all the same: " + alpha.confidence(0));
    }

    @Test
    void shouldMoveNothingWhenOff() {
        Alpha alpha = new Alpha(settings(Mode.OFF, ONE, MICRO, MICRO, Double.NaN, 3_000_000), ONE);
        Play play = new Play(alpha, 1, 3, 8);
        play.run(1_000);
        assertEquals(0, play.evaluate());
        assertEquals(play.given.values[0], alpha.value(0));
    }

    @Test
    void shouldTellADriftOnceAnEpisode() {
        List<Integer> told = new ArrayList<>();
        Alpha alpha = new Alpha(settings(Mode.FITTED, ONE, 100 * MICRO, 3 * MICRO, 0.5, 100_000_000), ONE);
        Play play = new Play(alpha, 1, 3, 9);
        for (int i = 0; i < 3_000; i++) {
            play.run(1);
            if (alpha.takeDrifted() >= 0) {
                told.add(i);
            }
        }
        assertEquals(List.of(), told, "as calibrated");
        Play turned = new Play(alpha, 1, -3, 10);
        turned.step = play.step;
        turned.mid2 = play.mid2;
        for (int i = 0; i < 3_000; i++) {
            turned.run(1);
            if (alpha.takeDrifted() >= 0) {
                told.add(i);
            }
        }
        assertEquals(1, told.size(), told::toString);
        Play again = new Play(alpha, 1, 3, 11);
        again.step = turned.step;
        again.mid2 = turned.mid2;
        again.run(10_000);
        assertEquals(-1, alpha.takeDrifted(), "back to what was calibrated");
        turned.step = again.step;
        turned.mid2 = again.mid2;
        turned.run(3_000);
        assertEquals(0, alpha.takeDrifted(), "a second episode");
    }

    @Test
    void shouldGoOnTheSameFromARestoredState() {
        Play play = new Play(fitted(TWO), 2, 3, 12);
        play.run(777);
        Play copy = new Play(fitted(TWO), 2, 3, 12);
        StateTape.copy(play.alpha::visitState, copy.alpha::visitState);
        for (int i = 0; i < 777; i++) {
            copy.random.nextGaussian();
            copy.random.nextGaussian();
            copy.random.nextGaussian();
        }
        copy.step = play.step;
        copy.mid2 = play.mid2;
        copy.given.values[0] = play.given.values[0];
        copy.given.values[1] = play.given.values[1];
        for (int i = 0; i < 500; i++) {
            play.run(1);
            copy.run(1);
            assertEquals(play.evaluate(), copy.evaluate());
            assertEquals(play.alpha.fitted(1), copy.alpha.fitted(1));
            assertEquals(play.alpha.confidence(), copy.alpha.confidence());
        }
        assertNotEquals(0, play.evaluate());
    }
}
