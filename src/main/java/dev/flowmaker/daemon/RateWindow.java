package dev.flowmaker.daemon;

/**
 * Counts what was spent in the last stretch of time, so that no stretch of that length, wherever it begins, holds more
 * than the limit: venues count in windows of their own, and a bucket that refills would let twice as much through one.
 * One thread at a time.
 */
final class RateWindow {
    private final int limit;
    private final long windowNanos;
    private final long[] times;
    private final int[] weights;
    private int head;
    private int count;
    private int spent;

    /** @param windowNanos length of the stretch; at most {@code limit} may be spent in it */
    RateWindow(int limit, long windowNanos) {
        this.limit = limit;
        this.windowNanos = windowNanos;
        times = new long[limit];
        weights = new int[limit];
    }

    /**
     * How long until {@code weight} may be spent with {@code reserve} left over; 0 for now. What weighs more than there
     * ever is counts as all there is.
     */
    long waitNanos(int weight, int reserve, long now) {
        forget(now);
        int room = limit - Math.min(reserve, limit - 1);
        int over = spent + Math.min(weight, room) - room;
        for (int i = 0; over > 0; i++) {
            int slot = (head + i) % limit;
            over -= weights[slot];
            if (over <= 0) {
                return times[slot] + windowNanos - now;
            }
        }
        return 0;
    }

    void spend(int weight, long now) {
        forget(now);
        if (weight <= 0 || count == limit) {
            return;
        }
        int slot = (head + count) % limit;
        times[slot] = now;
        weights[slot] = weight;
        count++;
        spent += weight;
    }

    private void forget(long now) {
        while (count > 0 && now - times[head] >= windowNanos) {
            spent -= weights[head];
            head = (head + 1) % limit;
            count--;
        }
    }
}
