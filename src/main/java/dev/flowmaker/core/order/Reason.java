package dev.flowmaker.core.order;

/** Why a decision's action was chosen. Codes are positions and never change their meaning. */
public enum Reason {
    /** A free slot and a target that passed every check. */
    NEW_QUOTE,
    /** The target rounds to the price the order has. */
    SAME_TICK,
    /** The target moved less than the requote threshold: the place in the queue is worth more. */
    WITHIN_THRESHOLD,
    /** The order is younger than the minimum age. */
    BELOW_MIN_AGE,
    /** The order's placement is not answered yet. */
    AWAITING_ACK,
    /** The order's cancel is not answered yet. */
    AWAITING_CANCEL,
    /** What became of the order is unknown: its slot stays blocked. */
    OUTCOME_UNKNOWN,
    /** The target moved by the requote threshold or more. */
    REPRICE,
    /** The target size changed by enough to matter. */
    RESIZE,
    /** The order reached the maximum age. */
    MAX_AGE,
    /** This side was filled a moment ago. */
    PAUSE_AFTER_FILL,
    /** No book yet, or one side of it is empty. */
    EMPTY_BOOK,
    STALE_BOOK,
    CROSSED_BOOK,
    LOCKED_BOOK,
    /** The book is too new after a reset. */
    WARMING_UP,
    NOT_CONNECTED,
    /** The venue's open orders and balances are not known yet. */
    NOT_RECONCILED,
    HALTED,
    STOPPING,
    /** A risk check failed; the verdict says which. */
    RISK,
    /** The target size is below the venue's smallest. */
    NO_SIZE,
    /** The operator's lowest or highest price leaves no price. */
    PRICE_LIMIT,
    /** The venue asked us to wait. */
    RATE_LIMITED,
    /** The venue just refused an order of this slot. */
    PAUSE_AFTER_REJECT,
    /** The quote model needs a volatility, and none is measured or configured. */
    NO_VOLATILITY,
    /** The quote model needs a fill intensity, and none is measured or configured. */
    NO_INTENSITY,
    /** The order's edge after fee and expected markout is gone. */
    EDGE_GONE,
    /** Inventory is at the quote model's own limit: this side would add to it. */
    INVENTORY_LIMIT,
    /** A tripped breaker; the verdict says which, with what it saw and its limit. */
    BREAKER,
    /** An operator wants the position closed. */
    FLATTEN,
    /** The market does not trade, by the venue's word; or it does again, and no book came since. */
    MARKET_HALTED,
    /** The venue is under maintenance; or was, and no book came since. */
    MAINTENANCE,
    /** The market's rules are not those of the session any more. */
    RULES_CHANGED,
    /** The market ends, or has ended. */
    DELISTED
}
