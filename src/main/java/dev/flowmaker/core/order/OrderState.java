package dev.flowmaker.core.order;

/** Where an order is in its life, and where it may go from there. Everything but the ends counts as exposure. */
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

    /** The table of transitions: by state, a bit for each that may follow. */
    private static final int[] NEXT = new int[values().length];

    static {
        allow(NONE, PENDING_NEW);
        allow(PENDING_NEW, WORKING, PARTIALLY_FILLED, PENDING_CANCEL, UNKNOWN, FILLED, CANCELED, REJECTED, NOT_SENT);
        allow(WORKING, PARTIALLY_FILLED, PENDING_CANCEL, UNKNOWN, FILLED, CANCELED);
        allow(PARTIALLY_FILLED, PENDING_CANCEL, UNKNOWN, FILLED, CANCELED);
        allow(PENDING_CANCEL, WORKING, PARTIALLY_FILLED, UNKNOWN, FILLED, CANCELED, REJECTED, NOT_SENT);
        allow(UNKNOWN, WORKING, PARTIALLY_FILLED, UNKNOWN, FILLED, CANCELED, REJECTED, NOT_SENT);
        // An end is the end, but for what was traded before it and is told late.
        allow(CANCELED, FILLED);
        allow(REJECTED, FILLED);
        allow(NOT_SENT, FILLED);
    }

    private static void allow(OrderState from, OrderState... to) {
        for (OrderState each : to) {
            NEXT[from.ordinal()] |= 1 << each.ordinal();
        }
    }

    /** Whether it may still trade. */
    public boolean isOpen() {
        return this != NONE && ordinal() < FILLED.ordinal();
    }

    /** Whether the table of transitions has this one. */
    public boolean mayBecome(OrderState next) {
        return (NEXT[ordinal()] & 1 << next.ordinal()) != 0;
    }
}
