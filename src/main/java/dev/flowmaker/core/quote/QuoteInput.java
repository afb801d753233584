package dev.flowmaker.core.quote;

/** What a quote model is given at one evaluation. A struct that the engine reuses. */
public final class QuoteInput {
    /** Event time, UTC nanoseconds. */
    public long nowNanos;
    /** Best bid plus best ask without our own orders, ticks. */
    public long mid2Ticks;
    /** Best bid without our own orders. */
    public long bestBidTicks;
    /** Best ask without our own orders. */
    public long bestAskTicks;
    /** Best price at which others' bids have stood for the minimum life; the best bid where that is 0. */
    public long standingBidTicks;
    /** The same of asks. */
    public long standingAskTicks;
    /** How much of it has stood, lots. */
    public long standingBidLots;
    /** The same of asks. */
    public long standingAskLots;
    /** Size at the best bid without our own orders, lots. */
    public long bestBidLots;
    /** Size at the best ask without our own orders, lots. */
    public long bestAskLots;
    /** Change of the mid that the signals foretell over {@link #alphaHorizonNanos}, millionths of a tick. */
    public long alphaMicroTicks;
    /** How far ahead alpha looks, nanoseconds. */
    public long alphaHorizonNanos;
    /** Farthest that signals may move the fair value, a model's drift term included; millionths of a tick. */
    public long alphaCapMicroTicks;
    /** Measured volatility, ticks per square root of a second; 0 while not known. */
    public double volatility;
    /** Fill intensity at the mid, A of A·e^(−kδ), per second; 0 while not known. */
    public double intensity;
    /** Its decay k with distance, per tick; 0 while not known. */
    public double intensityDecay;
    /** Base held minus target, base quanta. */
    public long inventoryQuanta;
    /** Inventory over its limit on that side, millionths, within ±1,000,000. */
    public long inventoryPpm;
}
