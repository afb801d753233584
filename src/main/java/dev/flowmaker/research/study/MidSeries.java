package dev.flowmaker.research.study;

import java.util.Arrays;

/** The mid at each step of a fixed time grid: that of the last state at or before. Twice the mid in ticks. */
final class MidSeries {
    private final long stepNanos;
    private long[] mid2 = new long[4096];
    private int count;
    private long startNanos;
    private long last;
    private boolean begun;

    MidSeries(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    void state(long timeNanos, long newMid2) {
        if (!begun) {
            begun = true;
            startNanos = (Math.floorDiv(timeNanos - 1, stepNanos) + 1) * stepNanos;
        }
        while (startNanos + count * stepNanos < timeNanos) {
            add();
        }
        last = newMid2;
    }

    private void add() {
        if (count == mid2.length) {
            mid2 = Arrays.copyOf(mid2, count + count / 2);
        }
        mid2[count++] = last;
    }

    /** Whether the mid at this time, a multiple of the step, is known. */
    boolean covers(long timeNanos) {
        long index = (timeNanos - startNanos) / stepNanos;
        return timeNanos >= startNanos && index < count;
    }

    long mid2(long timeNanos) {
        return mid2[(int) ((timeNanos - startNanos) / stepNanos)];
    }

    long stepNanos() {
        return stepNanos;
    }
}
