package dev.flowmaker.research.truth;

import java.util.Arrays;

/** A mid each 100 ms, ticks. */
final class MidGrid {
    static final long STEP_NANOS = 100_000_000;

    private final long startNanos;
    private double[] mids = new double[1024];
    private int size;

    /** The first mid is of this time. */
    MidGrid(long startNanos) {
        this.startNanos = startNanos;
    }

    void add(double mid) {
        if (size == mids.length) {
            mids = Arrays.copyOf(mids, 2 * size);
        }
        mids[size++] = mid;
    }

    /** The mid at that time or up to a step before; NaN when it is not known. */
    double at(long timeNanos) {
        long step = Math.floorDiv(timeNanos - startNanos, STEP_NANOS);
        return step < 0 || step >= size ? Double.NaN : mids[(int) step];
    }
}
