package dev.flowmaker.core.event;

/** The ways we talk with a venue. */
public enum Channel {
    /** Books and trades. */
    MARKET_DATA,
    /** Our own orders, fills and balances. */
    USER,
    /** Where commands go. */
    REQUESTS
}
