package dev.flowmaker.research.sweep;

/** A sweep cannot be done as asked. The message says why, and the remedy. */
public final class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SweepException(String message) {
        super(message);
    }
}
