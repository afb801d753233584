package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Counts any number of events in a sliding window of event time, in sixtieths of it: an event is forgotten when it is
 * between 59/60 of the window and the whole of it old.
 */
public final class SlidingCount {
    private static final int SLICES = 60;

    private final long sliceNanos;
    private final long[] counts = new long[SLICES];
    /** Number of the newest slice since 1970. */
    private long newest;

    private long sum;

    public SlidingCount(long windowNanos) {
        sliceNanos = StrictMath.max(1, windowNanos / SLICES);
    }

    public void add(long nowNanos) {
        roll(nowNanos);
        counts[(int) (newest % SLICES)]++;
        sum++;
    }

    /** Events in the window that ends now. */
    public long count(long nowNanos) {
        roll(nowNanos);
        return sum;
    }

    private void roll(long nowNanos) {
        long slice = nowNanos / sliceNanos;
        if (slice - newest >= SLICES) {
            Arrays.fill(counts, 0);
            sum = 0;
            newest = slice;
        }
        while (newest < slice) {
            newest++;
            int index = (int) (newest % SLICES);
            sum -= counts[index];
            counts[index] = 0;
        }
    }

    public void visitState(StateVisitor v) {
        v.begin("slidingCount");
        newest = v.int64("newest", newest);
        sum = v.int64("sum", sum);
        for (int i = 0; i < SLICES; i++) {
            counts[i] = v.int64("count", counts[i]);
        }
        v.end();
    }
}
