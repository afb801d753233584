package dev.flowmaker.core.market;

/** Whether a book can be believed. Codes are positions and never change their meaning. */
public enum BookStatus {
    /** No book since the connection was made, or one side has no order but ours. */
    EMPTY,
    /** Clean, but too few frames since it began anew. */
    WARMING_UP,
    /** Good to quote on. */
    OK,
    /** Best bid equals best ask. */
    LOCKED,
    /** Best bid above best ask. */
    CROSSED,
    /** No frame for too long. */
    STALE,
    /** The connection it came over is down. */
    DISCONNECTED
}
