package dev.flowmaker.core.event;

/** Why a venue refused a request for good. */
public enum RejectReason {
    /** A post-only order would have crossed. */
    POST_ONLY_WOULD_TAKE,
    INSUFFICIENT_BALANCE,
    /** Price, size or notional breaks an instrument rule. */
    FILTER,
    /** Nothing to cancel or to report under that id. */
    UNKNOWN_ORDER,
    /** An open order has this client id already. */
    DUPLICATE_ID,
    /** Too many requests or orders; retry later. */
    RATE_LIMIT,
    /** Key, signature or permission. */
    AUTH,
    /** Our timestamp is outside the venue's window. */
    CLOCK,
    /** The market does not trade now. */
    MARKET_CLOSED,
    OTHER
}
