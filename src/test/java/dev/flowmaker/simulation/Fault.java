package dev.flowmaker.simulation;

/** What goes wrong in a simulation. Those of the second kind are not made but seen: they come of the others. */
enum Fault {
    /** A request never reached the venue. */
    REQUEST_LOST,
    /** It was done, and the answer never came. */
    ACK_LOST,
    /** It was done, and the answer came after it was given up. */
    LATE_ACK,
    /** It was under way for seconds. */
    REQUEST_DELAYED,
    /** It arrived twice. */
    REQUEST_DUPLICATED,
    SERVER_ERROR_AFTER_DOING,
    SERVER_ERROR_BEFORE_DOING,
    RATE_LIMITED,
    BANNED,
    /** The connections of requests are reset: what is under way has no answer. */
    REQUESTS_RESET,
    MAINTENANCE,
    /** The market takes no orders for a while, and nobody trades. */
    MARKET_HALTED,
    /** The venue did not find an order that was placed a moment ago. */
    QUERY_TOO_EARLY,
    STREAM_EVENT_LOST,
    STREAM_EVENT_DELAYED,
    STREAM_EVENT_DUPLICATED,
    USER_HALF_OPEN,
    USER_RESET,
    MARKET_HALF_OPEN,
    /** In mid-frame: what was under way is lost. */
    MARKET_RESET,
    PARTITION,
    BOOK_GAP,
    BOOK_CROSSED,
    BOOK_STALE,
    BOOK_RESYNCED_SILENTLY,
    BOOK_DUPLICATED,
    TOUCH_LOST,
    /** It is told after frames that are newer. */
    TOUCH_DELAYED,
    TRADE_LOST,
    TRADE_DUPLICATED,
    /** The venue canceled an order of ours by itself. */
    VENUE_CANCELED,
    /** Somebody else trades on the account. */
    FOREIGN_TRADE,
    DEPOSIT,
    /** The process stands still for 1 to 60 s. */
    PAUSE,
    CLOCK_STEP,
    CLOCK_DRIFT,
    /** The journal begins a new file in the middle. */
    ROLL,
    /** The process died when the header of a new file was written and its snapshot was not. */
    ROLL_IN_MID_WRITE,
    DISK_FULL,
    /** Stopped by an operator and started again. */
    RESTART,
    CRASH_BEFORE_JOURNAL,
    CRASH_AFTER_JOURNAL,
    CRASH_IN_SNAPSHOT,
    CRASH_BEFORE_SEND,
    CRASH_AFTER_SEND,
    /** The machine lost its power, and the journal its last records. */
    LOST_TAIL,
    TORN_TAIL,
    /** The machine lost its power while records were written back: an older one is gone. */
    HOLE,
    FLIPPED_BIT,

    /** An event of the user stream came before one that was sent earlier. */
    STREAM_REORDERED(true),
    FILL_BEFORE_ACK(true),
    FILL_AFTER_CANCEL(true),
    DUPLICATE_FILL(true),
    PARTIAL_FILL_THEN_CANCEL(true);

    final boolean seen;

    Fault() {
        this(false);
    }

    Fault(boolean seen) {
        this.seen = seen;
    }
}
