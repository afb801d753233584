package dev.flowmaker.core.order;

/** Where an order is in its life. Everything but the ends counts as exposure. */
public enum OrderState {
    /** The slot holds no order. */
    NONE,
    /** Placed, no answer yet. */
    PENDING_NEW,
    /** On the book, nothing filled. */
    WORKING,
    /** On the book, partly filled. */
    PARTIALLY_FILLED,
    /** On the book as far as we know, with a cancel under way. */
    PENDING_CANCEL,
    /** A request's answer did not come; the venue is asked until it answers. */
    UNKNOWN,
    FILLED,
    CANCELED,
    REJECTED,
    /** Never left the process. */
    NOT_SENT;

    /** Whether it may still trade. */
    public boolean isOpen() {
        return this != NONE && ordinal() < FILLED.ordinal();
    }
}
