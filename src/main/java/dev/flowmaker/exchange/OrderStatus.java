package dev.flowmaker.exchange;

/** Where an order stands. A refused order never gets one. */
public enum OrderStatus {
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    /** Ended by its time in force, or a market order that found no more liquidity. */
    EXPIRED,
    /** Ended by self-trade prevention. */
    EXPIRED_IN_MATCH,
    /** Taken in and ended at once because it would have taken: at venues that do not refuse such an order at the door. */
    POST_ONLY;

    public boolean open() {
        return this == NEW || this == PARTIALLY_FILLED;
    }
}
