package dev.flowmaker.core.event;

/** How a session ended. */
public enum StopReason {
    /** By an operator; every order confirmed ended. */
    REQUESTED,
    /** By an operator; some order was not confirmed ended within the bound. */
    UNCONFIRMED,
    /** The market source was played to its end. */
    END_OF_DATA,
    /** A broken invariant or a journal that cannot be written. */
    FAILED,
    /** The venue changed a market's rules; every order confirmed ended. */
    RULES_CHANGED
}
