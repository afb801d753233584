package dev.flowmaker.exchange.virtual;

/**
 * How long things are under way, nanoseconds, always the same.
 *
 * @param marketDataNanos a book frame or trade, from the venue to the engine
 * @param orderEntryNanos a command, from the engine to the venue's matching
 * @param executionNanos an order event or balance by the user stream, from the venue to the engine
 * @param responseNanos the answer to a query or the refusal of a request, from the venue to the engine
 */
public record VirtualLatency(long marketDataNanos, long orderEntryNanos, long executionNanos, long responseNanos) {
    public VirtualLatency {
        if (marketDataNanos < 0 || orderEntryNanos < 0 || executionNanos < 0 || responseNanos < 0) {
            throw new IllegalArgumentException("a latency is below 0");
        }
    }

    /** A process near the exchange: 3 ms for market data, 2 ms out, 3 ms back, 4 ms for answers. */
    public static VirtualLatency near() {
        return new VirtualLatency(3_000_000, 2_000_000, 3_000_000, 4_000_000);
    }
}
