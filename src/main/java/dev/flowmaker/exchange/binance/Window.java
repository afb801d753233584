package dev.flowmaker.exchange.binance;

/** A count that starts anew at each whole multiple of a length of time. */
final class Window {
    private final long lengthNanos;
    private long index = Long.MIN_VALUE;
    private int count;

    Window(long lengthNanos) {
        this.lengthNanos = lengthNanos;
    }

    int count(long nowNanos) {
        long current = Math.floorDiv(nowNanos, lengthNanos);
        if (current != index) {
            index = current;
            count = 0;
        }
        return count;
    }

    int add(long nowNanos, int amount) {
        count = Math.max(0, count(nowNanos) + amount);
        return count;
    }

    long endNanos(long nowNanos) {
        return (Math.floorDiv(nowNanos, lengthNanos) + 1) * lengthNanos;
    }
}
