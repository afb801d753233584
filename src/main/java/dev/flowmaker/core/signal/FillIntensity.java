package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Fill intensity λ(δ) = A·e^(−kδ) of the last window, A per second and k per tick. In steps of 100 ms the deepest signed
 * distance of a trade from the mid at the step's start; λ(δ) is the steps with a trade beyond δ per second, and ln λ is
 * fitted on δ = ½, 1½, … by least squares. Steps are right-closed; one in which the book began anew does not count. The
 * window moves by a twelfth. Avellaneda and Stoikov (2008); the study's calibration counts the same.
 */
public final class FillIntensity {
    public static final long STEP_NANOS = 100_000_000;
    /** Steps that a distance needs, for its logarithm to mean something. */
    public static final long FEWEST_STEPS = 30;
    /** Distances that a line needs. */
    public static final int FEWEST_TICKS = 3;

    static final int SLOTS = 12;
    private static final int STEPS_BETWEEN_FITS = 100;
    private static final long MOST_STEPS = 100_000;
    private static final long NONE = Long.MIN_VALUE;

    private final int ticks;
    private final long slotNanos;
    /** By slot, steps whose deepest trade reached index + ½ ticks or more, the last index being all beyond. */
    private final long[] reached;

    private final long[] total;
    private final long[] stepsInSlot = new long[SLOTS];
    private long newestSlot = NONE;

    private boolean begun;
    private long startNanos;
    private long mid2;
    private long startMid2 = NONE;
    private long deepest = NONE;
    private int sinceFit;

    private int fitted;
    private double a;
    private double k;
    private double r2;

    /**
     * Fitted on a trailing window.
     *
     * @param settings window and distances at most
     */
    public FillIntensity(SignalSettings.Intensity settings) {
        ticks = settings.ticks();
        slotNanos = settings.windowNanos() / SLOTS;
        if (ticks < FEWEST_TICKS || slotNanos < STEP_NANOS) {
            throw new IllegalArgumentException(settings.toString());
        }
        reached = new long[SLOTS * (ticks + 1)];
        total = new long[ticks + 1];
    }

    /** The chain of states broke: the step under way does not count, what was counted stays. */
    public void reset() {
        begun = false;
    }

    /** Takes the next clean state. */
    public void onMid(long timeNanos, long mid2Ticks) {
        if (!begun) {
            begun = true;
            startNanos = (StrictMath.floorDiv(timeNanos - 1, STEP_NANOS) + 1) * STEP_NANOS;
            startMid2 = NONE;
            deepest = NONE;
        }
        advance(timeNanos);
        mid2 = mid2Ticks;
    }

    /** Takes a trade. */
    public void onTrade(long timeNanos, Side aggressor, long priceTicks) {
        if (begun && timeNanos > startNanos) {
            advance(timeNanos);
            deepest = StrictMath.max(deepest, aggressor.sign() * (2 * priceTicks - startMid2));
        }
    }

    /** Ends the steps that were over before this time. */
    public void advance(long timeNanos) {
        if (!begun) {
            return;
        }
        if (startMid2 == NONE && timeNanos > startNanos) {
            startMid2 = mid2;
        }
        // In a silence of hours the steps before the last ones are not counted.
        startNanos += StrictMath.max(0, (timeNanos - startNanos) / STEP_NANOS - MOST_STEPS) * STEP_NANOS;
        while (timeNanos > startNanos + STEP_NANOS) {
            count();
            deepest = NONE;
            startMid2 = mid2;
            startNanos += STEP_NANOS;
        }
    }

    private void count() {
        long slot = StrictMath.floorDiv(startNanos, slotNanos);
        if (slot > newestSlot) {
            long from = newestSlot == NONE ? slot : StrictMath.max(newestSlot + 1, slot - SLOTS + 1);
            for (long i = from; i <= slot; i++) {
                forget((int) (i % SLOTS));
            }
            newestSlot = slot;
        }
        int place = (int) (slot % SLOTS);
        int depth = (int) StrictMath.max(0, StrictMath.min(ticks, StrictMath.floorDiv(deepest, 2)));
        reached[place * (ticks + 1) + depth]++;
        total[depth]++;
        stepsInSlot[place]++;
        if (++sinceFit >= STEPS_BETWEEN_FITS) {
            fit();
        }
    }

    private void forget(int place) {
        int first = place * (ticks + 1);
        for (int depth = 0; depth <= ticks; depth++) {
            total[depth] -= reached[first + depth];
            reached[first + depth] = 0;
        }
        stepsInSlot[place] = 0;
    }

    /** Fits the line to what was counted so far. By itself it is fitted anew every ten seconds. */
    public void fit() {
        sinceFit = 0;
        double seconds = seconds();
        fitted = 0;
        double sum = 0;
        long deeper = 0;
        for (int depth = 1; depth <= ticks; depth++) {
            deeper += total[depth];
        }
        long first = deeper;
        while (fitted < ticks && deeper >= FEWEST_STEPS) {
            sum += StrictMath.log(deeper / seconds);
            fitted++;
            deeper -= total[fitted];
        }
        if (fitted < FEWEST_TICKS) {
            fitted = 0;
            a = 0;
            k = 0;
            r2 = 0;
            return;
        }
        double mean = sum / fitted;
        double middle = fitted / 2.0;
        double products = 0;
        double squares = 0;
        double variation = 0;
        deeper = first;
        for (int j = 0; j < fitted; j++) {
            double x = j + 0.5 - middle;
            double y = StrictMath.log(deeper / seconds) - mean;
            products += x * y;
            squares += x * x;
            variation += y * y;
            deeper -= total[j + 1];
        }
        k = -products / squares;
        a = StrictMath.exp(mean + k * middle);
        r2 = variation > 0 ? products * products / squares / variation : 0;
    }

    /** Time counted in the window. */
    public double seconds() {
        long steps = 0;
        for (long each : stepsInSlot) {
            steps += each;
        }
        return steps * (STEP_NANOS / 1e9);
    }

    /** A, trades beyond the mid, per second; 0 while trades reach too few distances. */
    public double a() {
        return a;
    }

    /** k, decay with distance, per tick; 0 while not known. */
    public double k() {
        return k;
    }

    /** Share of ln λ's variance explained. */
    public double r2() {
        return r2;
    }

    /** Distances behind the fit. */
    public int distances() {
        return fitted;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("intensity");
        for (int i = 0; i < reached.length; i++) {
            reached[i] = visitor.int64("reached", reached[i]);
        }
        for (int i = 0; i < SLOTS; i++) {
            stepsInSlot[i] = visitor.int64("steps", stepsInSlot[i]);
        }
        if (visitor.restoring()) {
            Arrays.fill(total, 0);
            for (int i = 0; i < reached.length; i++) {
                total[i % (ticks + 1)] += reached[i];
            }
        }
        newestSlot = visitor.int64("newestSlot", newestSlot);
        begun = visitor.flag("begun", begun);
        startNanos = visitor.int64("startNanos", startNanos);
        mid2 = visitor.int64("mid2", mid2);
        startMid2 = visitor.int64("startMid2", startMid2);
        deepest = visitor.int64("deepest", deepest);
        sinceFit = visitor.int32("sinceFit", sinceFit);
        fitted = visitor.int32("fitted", fitted);
        a = visitor.real("a", a);
        k = visitor.real("k", k);
        r2 = visitor.real("r2", r2);
        visitor.end();
    }
}
