package dev.flowmaker.exchange.tape;

/** A tape cannot be played. The message says where and why. */
public final class TapeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TapeException(String message) {
        super(message);
    }
}
