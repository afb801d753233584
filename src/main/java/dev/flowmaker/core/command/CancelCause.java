package dev.flowmaker.core.command;

/** Why an order is taken away. */
public enum CancelCause {
    REPRICE,
    RESIZE,
    MAX_AGE,
    /** Its side or market is not quoted now. */
    SUPPRESSED,
    /** The session is ending. */
    STOP,
    HALT,
    /** Found at the venue without belonging to a quote. */
    UNWANTED,
    /** A breaker tripped. */
    BREAKER
}
