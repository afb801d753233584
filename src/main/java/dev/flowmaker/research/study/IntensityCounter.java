package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;

/**
 * Counts, in steps of 100 ms, how deep trades reached beyond the mid before them, and how far the mid moved: what the fill
 * intensity λ(δ) = A·e^(−kδ) and the volatility are fitted on. Steps are right-closed and begin at the first multiple at
 * or after the first state; a step in a gap does not count.
 */
final class IntensityCounter implements TapeScan.Listener {
    static final int MOST_TICKS = 500;
    static final long STEP_NANOS = 100_000_000;
    private static final long NONE = Long.MIN_VALUE;

    /** Steps whose deepest trade reached more than j + ½ ticks, for each j below the index. */
    private final long[] reached = new long[MOST_TICKS + 1];

    private boolean begun;
    private long startNanos;
    private long mid2;
    private long startMid2;
    private long deepest = NONE;
    private long steps;
    private long changes;
    private double squares;
    private double cubes;
    private double fourths;

    @Override
    public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        if (!begun || !emitted) {
            begun = true;
            startNanos = (Math.floorDiv(timeNanos - 1, STEP_NANOS) + 1) * STEP_NANOS;
            startMid2 = NONE;
            deepest = NONE;
        }
        advance(timeNanos);
        mid2 = book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL);
    }

    /** Closes the steps that ended before this time. */
    private void advance(long timeNanos) {
        if (startMid2 == NONE && timeNanos > startNanos) {
            startMid2 = mid2;
        }
        while (timeNanos > startNanos + STEP_NANOS) {
            long change = mid2 - startMid2;
            changes += change;
            double square = (double) change * change;
            squares += square;
            cubes += square * change;
            fourths += square * square;
            steps++;
            reached[(int) Math.max(0, Math.min(MOST_TICKS, Math.floorDiv(deepest, 2)))]++;
            deepest = NONE;
            startMid2 = mid2;
            startNanos += STEP_NANOS;
        }
    }

    @Override
    public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
        if (begun && timeNanos > startNanos) {
            advance(timeNanos);
            deepest = Math.max(deepest, aggressor.sign() * (2 * priceTicks - startMid2));
        }
    }

    /** Steps counted. */
    long steps() {
        return steps;
    }

    double seconds() {
        return steps * (STEP_NANOS / 1e9);
    }

    /** Steps in which a trade reached more than {@code j} + ½ ticks beyond the mid. */
    long deeperThan(int j) {
        long count = 0;
        for (int index = j + 1; index <= MOST_TICKS; index++) {
            count += reached[index];
        }
        return count;
    }

    /** Standard deviation of the mid's changes, scaled to a second: ticks/√s. */
    double sigma() {
        double mean = changes / 2.0 / steps;
        double variance = squares / 4.0 / steps - mean * mean;
        return Math.sqrt(Math.max(0, variance) * 1e9 / STEP_NANOS);
    }

    /** Standard error of {@link #sigma}, as if steps were independent: σ/2·√((κ − 1)/n), κ the kurtosis of the changes. */
    double sigmaError() {
        double mean = (double) changes / steps;
        double second = squares / steps - mean * mean;
        double fourth = fourths / steps
                - 4 * mean * cubes / steps
                + 6 * mean * mean * squares / steps
                - 3 * mean * mean * mean * mean;
        return second > 0 ? sigma() / 2 * Math.sqrt(Math.max(0, fourth / (second * second) - 1) / steps) : 0;
    }
}
