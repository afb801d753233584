package dev.flowmaker.venue;

/** A venue cannot be used as configured. The message says what, and the remedy, and holds no secret. */
public final class VenueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    public VenueException(String text) {
        this.text = text;
    }

    public VenueException(String text, Throwable cause) {
        super(cause);
        this.text = text;
    }

    @Override
    public String getMessage() {
        return text;
    }
}
