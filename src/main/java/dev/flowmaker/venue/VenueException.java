package dev.flowmaker.venue;

/** A venue cannot be used as configured. The message says what, and the remedy, and holds no secret. */
public final class VenueException extends Exception {
    private static final long serialVersionUID = 1L;

    public VenueException(String message) {
        super(message);
    }

    public VenueException(String message, Throwable cause) {
        super(message, cause);
    }
}
