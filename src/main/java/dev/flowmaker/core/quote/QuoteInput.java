package dev.flowmaker.core.quote;

/** What a quote model is given at one evaluation. A struct that the engine reuses. */
public final class QuoteInput {
    /** Best bid plus best ask without our own orders, ticks. */
    public long mid2Ticks;
    /** Best bid without our own orders. */
    public long bestBidTicks;
    /** Best ask without our own orders. */
    public long bestAskTicks;
    /** Fair-value shift by order-flow imbalance, millionths of a tick. */
    public long flowMicroTicks;
    /** Inventory over its limit on that side, millionths, within ±1,000,000. */
    public long inventoryPpm;
}
