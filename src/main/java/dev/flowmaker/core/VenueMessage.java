package dev.flowmaker.core;

/** A message that may be of a whole venue. */
public abstract class VenueMessage extends Message {
    /** Index of the venue in the session's venues when no market says it; else 0. */
    public int venue;
}
