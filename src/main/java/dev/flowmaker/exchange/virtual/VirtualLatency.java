package dev.flowmaker.exchange.virtual;

import dev.flowmaker.exchange.latency.Latency;

/**
 * How long things are under way.
 *
 * @param marketData a book frame or trade, from the venue to the engine
 * @param orderEntry a command, from the engine to the venue's matching
 * @param execution an order event or balance by the user stream, from the venue to the engine
 * @param response the answer to a query or the refusal of a request, from the venue to the engine
 * @param seed of those that vary; the same seed gives the same delays to the same messages
 */
public record VirtualLatency(Latency marketData, Latency orderEntry, Latency execution, Latency response, long seed) {
    /** Always the same, nanoseconds. */
    public VirtualLatency(long marketDataNanos, long orderEntryNanos, long executionNanos, long responseNanos) {
        this(
                new Latency.Constant(marketDataNanos),
                new Latency.Constant(orderEntryNanos),
                new Latency.Constant(executionNanos),
                new Latency.Constant(responseNanos),
                0);
    }

    /** A process near the exchange: 3 ms for market data, 2 ms out, 3 ms back, 4 ms for answers. */
    public static VirtualLatency near() {
        return new VirtualLatency(3_000_000, 2_000_000, 3_000_000, 4_000_000);
    }
}
