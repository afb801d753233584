package dev.flowmaker.research.tape;

/** An import cannot go on. Says where, what is wrong and what to do about it, in one line. */
public final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
