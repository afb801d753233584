package dev.flowmaker.exchange.latency;

import dev.flowmaker.exchange.synthetic.RandomStream;

/** One connection in one direction: what leaves first arrives first. */
public final class Line {
    private final Latency latency;
    private final RandomStream draws;
    private long lastArrivalNanos = Long.MIN_VALUE;

    /** @param number of the line; each draws from its own stream of the seed */
    public Line(Latency latency, long seed, int number) {
        this.latency = latency;
        this.draws = new RandomStream(seed, number);
    }

    /** When a message that leaves then arrives, UTC nanoseconds. */
    public long arrivalNanos(long sentNanos) {
        lastArrivalNanos = Math.max(lastArrivalNanos, sentNanos + latency.nanos(sentNanos, draws));
        return lastArrivalNanos;
    }

    /** Whether a request that leaves then is refused on the way; its arrival is then when its sender hears of it. */
    public boolean refuses(long sentNanos) {
        return latency.refuses(sentNanos);
    }
}
