package dev.flowmaker.research.study;

/** A tape cannot be studied. Says why and what to do, in one line. */
public final class StudyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StudyException(String message) {
        super(message);
    }
}
