package dev.flowmaker.core;

/** A message that may be of a whole venue. */
public abstract class VenueMessage extends Message {
    /** The venue of a message that is about no market and no single venue. */
    public static final int NO_VENUE = -1;

    /** Index of the venue in the session's venues when no market says it, or {@link #NO_VENUE}; else 0. */
    public int venue;
}
