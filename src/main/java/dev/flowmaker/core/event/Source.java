package dev.flowmaker.core.event;

/** How we learned of it. */
public enum Source {
    /** The venue's user stream. */
    STREAM,
    /** The answer to our own request. */
    RESPONSE,
    /** A query made to find out. */
    QUERY
}
