package dev.flowmaker.exchange.kraken;

/** A count that goes down by itself, so much a second. */
final class Counter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int limit;
    private final double perSecond;
    private double count;
    private long atNanos = Long.MIN_VALUE;

    Counter(int limit, double perSecond) {
        this.limit = limit;
        this.perSecond = perSecond;
    }

    /** Adds, and says whether the limit holds. What is refused is counted too: who goes on asking waits longer. */
    boolean add(double cost, long nowNanos) {
        if (atNanos != Long.MIN_VALUE) {
            count = Math.max(0, count - (nowNanos - atNanos) / NANOS_PER_SECOND * perSecond);
        }
        atNanos = nowNanos;
        // Twice the limit is enough to remember of somebody who never stops.
        count = Math.min(count + cost, 2.0 * limit);
        return count <= limit;
    }
}
