package dev.flowmaker.core.risk;

/** What the risk checks said of an order: the first that failed, or PASS. Codes are positions and never change. */
public enum Verdict {
    NOT_CHECKED,
    PASS,
    MIN_SIZE,
    MAX_SIZE,
    PRICE_RANGE,
    MIN_NOTIONAL,
    MAX_NOTIONAL,
    /** Too far from the mid. */
    COLLAR,
    SELF_CROSS,
    POSITION,
    BALANCE,
    OPEN_ORDERS,
    ORDER_RATE,
    /** Too far from the last trade. */
    COLLAR_TRADE,
    /** Too far from the slow reference. */
    COLLAR_REFERENCE,
    /** The larger position that the market's open orders may lead to is worth too much. */
    GROSS,
    /** Too many requests for each trade of the market. */
    ORDER_TO_TRADE,
    /** Open orders of all markets. */
    VENUE_OPEN_ORDERS,
    /** Rate of requests of all markets. */
    VENUE_ORDER_RATE,
    /** Requests of all markets for each trade. */
    VENUE_ORDER_TO_TRADE,
    /** Position of an asset over all markets. */
    ACCOUNT_POSITION,
    /** The same, summed over all markets with this quote asset. */
    ACCOUNT_GROSS,
    BREAKER_STALE_BOOK,
    BREAKER_CROSSED_BOOK,
    BREAKER_VOLATILITY,
    BREAKER_FILL_RATE,
    BREAKER_MARKOUT,
    BREAKER_REJECTS,
    BREAKER_DAY_LOSS,
    BREAKER_DRAWDOWN,
    BREAKER_FEED_SILENCE,
    BREAKER_INBOX_LAG,
    BREAKER_CLOCK_SKEW,
    BREAKER_ACCOUNT_DAY_LOSS,
    BREAKER_ACCOUNT_DRAWDOWN,
    /** More initial margin than there is equity. */
    MARGIN,
    /** What all positions may be worth over the equity. */
    LEVERAGE,
    /** Too near to the price at which the venue closes the position. */
    LIQUIDATION,
    BREAKER_MARGIN,
    BREAKER_LEVERAGE,
    BREAKER_LIQUIDATION
}
