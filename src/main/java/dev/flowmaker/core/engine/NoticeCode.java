package dev.flowmaker.core.engine;

/** Things worth telling that are neither a decision nor a command. Codes are positions and never change. */
public enum NoticeCode {
    /** An event names an order this engine does not know. */
    UNKNOWN_ORDER,
    /** A fill that was applied before came again and was not applied. */
    DUPLICATE_FILL,
    /** A fill of an order that had ended; applied. */
    FILL_AFTER_END,
    /** More was filled than ordered; applied, and quoting stops. */
    OVERFILL,
    /** An open order at the venue that is not ours. */
    FOREIGN_ORDER,
    /** An order of ours is open at the venue that should not be, or missing there. */
    ORDER_DIFFERENCE,
    /** A balance differs from the ledger. Values: ledger, venue. */
    BALANCE_DIFFERENCE,
    /** The book was thrown away and begun anew. */
    BOOK_RESET,
    /** A frame showed a crossed or locked book. */
    BOOK_CROSSED,
    BOOK_STALE,
    /** Flow that was counted turned out to have been our own and was taken back. Values: lots, times so far. */
    OWN_FLOW_WITHDRAWN,
    /** An order's outcome became unknown. */
    ORDER_UNKNOWN,
    /** The engine's books and the venue's agree: quoting may begin. */
    RECONCILED,
    /**
     * The parts of a profit and loss do not sum to it: nobody knows what is owned, and quoting halts. Values: the sum of the
     * parts, the change of cash and position, quote quanta.
     */
    INVARIANT,
    /** A signal is no longer what its calibration found. Values: R² out of sample, millionths; fitted weight, micro-ticks. */
    SIGNAL_DRIFT,
    /** Somebody else traded on the account; applied. Values: trade id, lots, negative when sold. */
    FOREIGN_TRADE,
    /** A balance nobody could explain was taken over. Values: ledger, venue. */
    BALANCE_ADOPTED,
    /** An order that was held to have ended, or is not known, lives at the venue; it is canceled. */
    ORDER_ALIVE,
    /** The state of the session before this one was taken over. Values: its number, orders that may be open. */
    RECOVERED,
    /**
     * Book frames moved the best prices again and again and the faster feed of them told nothing: flow comes from the
     * frames alone until it does. Values: touches used and dropped so far.
     */
    TOUCH_SILENT,
    /** The faster feed of the best prices tells again. Values: touches used and dropped so far. */
    TOUCH_BACK,
    /** A breaker tripped; the text names it. Values: what it saw, its limit. */
    BREAKER_TRIPPED,
    /** A breaker is armed again; the text names it. Values: as when it tripped. */
    BREAKER_RESUMED,
    /** A breaker that tripped in an earlier session still waits for an operator. Values: as when it tripped. */
    BREAKER_STILL_TRIPPED,
    /** What an operator asked for cannot be done; nothing changed. */
    OPERATOR_REFUSED,
    /** The position is closed as far as it can be. Values: what is left, base quanta; 0. */
    FLATTENED,
    /** The venue's dead man's switch could not be armed or refreshed. Values: countdown in nanoseconds; 0. */
    SWITCH_NOT_ARMED,
    /** The venue closed a position of ours by force; quoting halts. Values: trade id, lots, negative when sold. */
    LIQUIDATED,
    /** A funding payment that was applied before came again and was not applied. Values: time of the funding; quanta. */
    FUNDING_REPEATED,
    /** The market does not trade, by the venue's word; the text says more. Values: the status's code; 1 when orders stay on the book. */
    MARKET_HALTED,
    /** The market trades again. Values: nanoseconds since it was halted; the code of the status it had. */
    MARKET_RESUMED,
    /** The market's rules are not those of the session any more; the text says how. Values: 1 when the session is to begin anew under them; 0. */
    RULES_CHANGED,
    /** The venue announced the market's end. Values: when, UTC nanoseconds; when quoting ends, UTC nanoseconds. */
    DELISTING,
    /** Quoting in a market that ends is over. Values: inventory, base quanta; 1 when it is closed. */
    MARKET_LEFT,
    /** The venue does not know the market any more: its orders are held to have ended. Values: how many; inventory, base quanta. */
    MARKET_GONE,
    /** Nothing the venue does keeps the market from being quoted any more; the text is why it was. Values: nanoseconds; 0. */
    QUOTES_BACK,
    /** The venue began anew, as test networks do: orders, trades and balances of before are gone there. Values: profit until then, quote quanta; inventory until then, base quanta. */
    VENUE_RESET
}
