package dev.flowmaker.exchange.bitmex;

/** So many requests at once, and one more each time as much time has gone by. */
final class TokenBucket {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int capacity;
    private final long intervalNanos;
    /** When all of them are there again. */
    private long fullNanos = Long.MIN_VALUE;

    TokenBucket(int perMinute) {
        capacity = perMinute;
        intervalNanos = Math.max(1, MINUTE_NANOS / perMinute);
    }

    /** Takes one; whether there was one. */
    boolean take(long nowNanos) {
        if (remaining(nowNanos) == 0) {
            return false;
        }
        fullNanos = fullNanos(nowNanos) + intervalNanos;
        return true;
    }

    int remaining(long nowNanos) {
        long missing = (fullNanos(nowNanos) - nowNanos + intervalNanos - 1) / intervalNanos;
        return (int) Math.max(0, capacity - missing);
    }

    int capacity() {
        return capacity;
    }

    long fullNanos(long nowNanos) {
        return Math.max(fullNanos, nowNanos);
    }

    /** How long until there is one; 0 when there is. */
    long waitNanos(long nowNanos) {
        return Math.max(0, fullNanos(nowNanos) - nowNanos - (capacity - 1L) * intervalNanos);
    }
}
