package dev.flowmaker.report;

/**
 * Counts of durations, exact to 1.6 % whatever their size, in the space of a few thousand counters. Negative ones, which
 * clocks that disagree make, are counted apart.
 */
final class Histogram {
    private static final int BITS = 6;
    private static final int HALF = 1 << BITS;

    private final long[] counts = new long[(64 - BITS) * HALF];
    private long count;
    private long negative;
    private long most = Long.MIN_VALUE;
    private long least = Long.MAX_VALUE;

    void add(long nanos) {
        least = Math.min(least, nanos);
        most = Math.max(most, nanos);
        count++;
        negative += nanos < 0 ? 1 : 0;
        counts[slot(Math.max(0, nanos))]++;
    }

    private static int slot(long value) {
        if (value < HALF) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - BITS;
        return (shift + 1) * HALF + (int) ((value >>> shift) - HALF);
    }

    /** The largest value of a slot. */
    private static long top(int slot) {
        if (slot < HALF) {
            return slot;
        }
        int shift = slot / HALF - 1;
        return ((slot % HALF + HALF + 1L) << shift) - 1;
    }

    /** The value that this share of all is not above; 0 when there is none. */
    long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            seen += counts[slot];
            if (seen >= rank && seen > 0) {
                return Math.max(Math.min(top(slot), most), Math.min(least, 0));
            }
        }
        return 0;
    }

    long count() {
        return count;
    }

    long negative() {
        return negative;
    }

    /** The largest; 0 when there is none. */
    long most() {
        return count == 0 ? 0 : most;
    }

    /** The smallest; 0 when there is none. */
    long least() {
        return count == 0 ? 0 : least;
    }
}
