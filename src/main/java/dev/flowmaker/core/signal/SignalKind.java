package dev.flowmaker.core.signal;

/** The signals a decision can carry. Codes are positions and never change their meaning. */
public enum SignalKind {
    /** Decayed best-level order-flow imbalance over decayed depth, dimensionless. */
    ORDER_FLOW_IMBALANCE,
    /** Best-level order flow of a trailing interval over decayed depth, dimensionless. */
    BEST_LEVEL_FLOW,
    /** Decayed order flow at one rank over the decayed depth of a rank, dimensionless. */
    LEVEL_FLOW,
    /** Order flow of all ranks in the direction in which they vary most, dimensionless. */
    INTEGRATED_FLOW,
    /** Decayed signed traded quantity over decayed depth, dimensionless. */
    TRADE_IMBALANCE,
    /** (bid - ask) / (bid + ask) at the touch, -1 to 1. */
    QUEUE_IMBALANCE,
    /** Micro-price minus mid, ticks. */
    MICRO_PRICE,
    /** All of them together: the value is their sum in ticks before the cap, the contribution what the cap took away. */
    ALPHA_CAP
}
