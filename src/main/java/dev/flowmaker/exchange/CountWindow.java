package dev.flowmaker.exchange;

/** A count that starts anew at each whole multiple of a length of time. */
public final class CountWindow {
    private final long lengthNanos;
    private long index = Long.MIN_VALUE;
    private int count;

    public CountWindow(long lengthNanos) {
        this.lengthNanos = lengthNanos;
    }

    public int count(long nowNanos) {
        long current = Math.floorDiv(nowNanos, lengthNanos);
        if (current != index) {
            index = current;
            count = 0;
        }
        return count;
    }

    /** Adds, or takes off when {@code amount} is negative; never below 0. */
    public int add(long nowNanos, int amount) {
        count = Math.max(0, count(nowNanos) + amount);
        return count;
    }

    public long endNanos(long nowNanos) {
        return (Math.floorDiv(nowNanos, lengthNanos) + 1) * lengthNanos;
    }
}
