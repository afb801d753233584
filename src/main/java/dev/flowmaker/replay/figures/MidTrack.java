package dev.flowmaker.replay.figures;

import java.util.Arrays;

/** The mid over time as a session's decisions saw it, without its own orders: twice the mid in ticks, at each change. */
public final class MidTrack {
    private long[] times = new long[1024];
    private long[] mid2 = new long[1024];
    private int count;
    private long lastNanos = Long.MIN_VALUE;

    /** The mid is this from then on; times do not fall. */
    public void add(long timeNanos, long newMid2) {
        lastNanos = timeNanos;
        if (count > 0 && mid2[count - 1] == newMid2) {
            return;
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            mid2 = Arrays.copyOf(mid2, count * 2);
        }
        times[count] = timeNanos;
        mid2[count++] = newMid2;
    }

    /** Whether the mid at this time is known. */
    public boolean covers(long timeNanos) {
        return count > 0 && timeNanos >= times[0] && timeNanos <= lastNanos;
    }

    /** Twice the mid at a time that is covered, ticks. */
    public long mid2(long timeNanos) {
        int found = Arrays.binarySearch(times, 0, count, timeNanos);
        return mid2[found < 0 ? -found - 2 : found];
    }
}
