package dev.flowmaker.research.study;

import java.util.Arrays;

/**
 * The mid at each step of a fixed time grid: that of the last state at or before. Twice the mid in ticks. Kept are the
 * steps at which it changed.
 */
final class MidSeries {
    private final long stepNanos;
    private long[] changedAt = new long[1024];
    private long[] mid2 = new long[1024];
    private int changes;
    /** The change asked for last. */
    private int at;

    private long count;
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
        // Steps before this time have the mid as it was.
        long reached = Math.max(count, Math.floorDiv(timeNanos - 1 - startNanos, stepNanos) + 1);
        if (reached > count) {
            add();
            count = reached;
        }
        last = newMid2;
    }

    private void add() {
        if (changes > 0 && mid2[changes - 1] == last) {
            return;
        }
        if (changes == mid2.length) {
            mid2 = Arrays.copyOf(mid2, changes + changes / 2);
            changedAt = Arrays.copyOf(changedAt, changes + changes / 2);
        }
        changedAt[changes] = count;
        mid2[changes++] = last;
    }

    /** Whether the mid at this time, a multiple of the step, is known. */
    boolean covers(long timeNanos) {
        return timeNanos >= startNanos && (timeNanos - startNanos) / stepNanos < count;
    }

    long mid2(long timeNanos) {
        long step = (timeNanos - startNanos) / stepNanos;
        // Mostly asked for one time after another.
        for (int tries = 0; tries < 2 && at < changes; tries++) {
            if (changedAt[at] <= step && (at + 1 == changes || step < changedAt[at + 1])) {
                return mid2[at];
            }
            at++;
        }
        int found = Arrays.binarySearch(changedAt, 0, changes, step);
        at = found < 0 ? -found - 2 : found;
        return mid2[at];
    }

    long stepNanos() {
        return stepNanos;
    }
}
