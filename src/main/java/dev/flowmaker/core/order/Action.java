package dev.flowmaker.core.order;

/** What a decision does about one quote. Codes are positions and never change their meaning. */
public enum Action {
    /** An order is there and stays. */
    KEEP,
    /** No order is there; one is sent. */
    PLACE,
    /** The order is taken away and nothing follows. */
    CANCEL,
    /** The order is taken away so that another may follow once that is confirmed. */
    REPLACE,
    /** No order is there and none is sent. */
    SUPPRESS
}
