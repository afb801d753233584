package dev.flowmaker.core.market;

/** Where the best prices come from. */
public enum TouchFeed {
    /** The depth frames and, where the venue has it, the faster feed of the touch, in the venue's order. */
    MERGED,
    /** The depth frames alone. */
    DEPTH
}
