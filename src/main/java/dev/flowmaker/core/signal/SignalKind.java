package dev.flowmaker.core.signal;

/** The signals a decision can carry. Codes are positions and never change their meaning. */
public enum SignalKind {
    /** Decayed best-level order-flow imbalance over decayed depth, dimensionless. */
    ORDER_FLOW_IMBALANCE
}
