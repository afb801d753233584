package dev.flowmaker.core.event;

/** Why an order ended unfilled. */
public enum CancelReason {
    /** We asked for it. */
    REQUESTED,
    /** The venue ended it: time in force, or self-trade prevention. */
    EXPIRED,
    /** Somebody or something else at the venue canceled it. */
    VENUE
}
