package dev.flowmaker.core;

/** The side of an order, a trade's aggressor or a book: buyers (bids) or sellers (asks). */
public enum Side {
    BUY,
    SELL;

    /** +1 for a buy, -1 for a sell: what a filled quantity adds to the position. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }

    /** Whether {@code a} is a better price than {@code b} on this side of a book: higher for bids, lower for asks. */
    public boolean better(long a, long b) {
        return this == BUY ? a > b : a < b;
    }
}
