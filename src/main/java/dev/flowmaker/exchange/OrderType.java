package dev.flowmaker.exchange;

/** How an order meets the book. */
public enum OrderType {
    /** Trades at its price or better, then rests unless its time in force says otherwise. */
    LIMIT,
    /** Trades at any price and never rests. */
    MARKET,
    /** Rests, or is refused when it would trade at once. */
    LIMIT_MAKER
}
