package dev.flowmaker.exchange;

/** What happened to an order. Refusals are answers to the request, never reports. */
public enum ExecutionType {
    NEW,
    TRADE,
    CANCELED,
    /** By time in force, lack of liquidity or self-trade prevention: the order's status says which. */
    EXPIRED
}
