package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;

/**
 * How far apart the highest and the lowest mid of a window are. The window is kept in eighths: a mid is forgotten when it
 * is between 7/8 of the window and the whole of it old.
 */
public final class MidRange {
    private static final int SLICES = 8;
    private static final long BILLION = 1_000_000_000L;
    /** Two of these, multiplied, fit a long. */
    private static final long SMALL = 3_000_000_000L;

    private final long sliceNanos;
    private final long[] highest = new long[SLICES];
    private final long[] lowest = new long[SLICES];
    /** Number of the newest slice since 1970. */
    private long newest;

    private long high;
    private long low;

    public MidRange(long windowNanos) {
        sliceNanos = StrictMath.max(1, windowNanos / SLICES);
        for (int i = 0; i < SLICES; i++) {
            empty(i);
        }
        derive();
    }

    public void add(long nowNanos, long mid2Ticks) {
        if (nowNanos >= (newest + 1) * sliceNanos) {
            roll(nowNanos / sliceNanos);
        }
        int index = (int) (newest % SLICES);
        highest[index] = StrictMath.max(highest[index], mid2Ticks);
        lowest[index] = StrictMath.min(lowest[index], mid2Ticks);
        high = StrictMath.max(high, mid2Ticks);
        low = StrictMath.min(low, mid2Ticks);
    }

    /** Whether highest minus lowest is more than this many billionths of the lowest. */
    public boolean exceeds(long ppb) {
        long apart = high - low;
        // floor(a·b / c) > m is a·b ≥ (m + 1)·c.
        if (apart >= 0 && apart < SMALL && low < SMALL && ppb < SMALL && apart * BILLION < (ppb + 1) * low) {
            return false;
        }
        return rangePpb() > ppb;
    }

    /** Highest minus lowest, billionths of the lowest; 0 without a mid. */
    public long rangePpb() {
        return high <= low ? 0 : Wide.multiplyDivideFloor(high - low, BILLION, low);
    }

    private void roll(long slice) {
        long missed = StrictMath.min(slice - newest, SLICES);
        for (long i = 1; i <= missed; i++) {
            empty((int) ((newest + i) % SLICES));
        }
        newest = slice;
        derive();
    }

    private void empty(int index) {
        highest[index] = Long.MIN_VALUE;
        lowest[index] = Long.MAX_VALUE;
    }

    private void derive() {
        high = Long.MIN_VALUE;
        low = Long.MAX_VALUE;
        for (int i = 0; i < SLICES; i++) {
            high = StrictMath.max(high, highest[i]);
            low = StrictMath.min(low, lowest[i]);
        }
    }

    public void visitState(StateVisitor v) {
        v.begin("midRange");
        newest = v.int64("newest", newest);
        for (int i = 0; i < SLICES; i++) {
            highest[i] = v.int64("highest", highest[i]);
            lowest[i] = v.int64("lowest", lowest[i]);
        }
        v.end();
        if (v.restoring()) {
            derive();
        }
    }
}
