package dev.flowmaker.core.event;

/** An order's state by the venue's own account. */
public enum OrderStatus {
    WORKING,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED,
    /** The venue has no order of this client id. Authoritative only after the venue had time to see the request. */
    NOT_FOUND
}
