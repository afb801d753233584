package dev.flowmaker.daemon.doctor;

/**
 * One thing that was looked at.
 *
 * @param what it is
 * @param text what was found, with its numbers
 * @param remedy what to do about it; empty when it is fine
 */
public record Finding(Verdict verdict, String what, String text, String remedy) {
    /** How it is. */
    public enum Verdict {
        FINE,
        /** It works, and may not be what was meant. */
        WARNING,
        /** The daemon would not start, or not trade. */
        BAD
    }

    static Finding fine(String what, String text) {
        return new Finding(Verdict.FINE, what, text, "");
    }

    static Finding warning(String what, String text, String remedy) {
        return new Finding(Verdict.WARNING, what, text, remedy);
    }

    static Finding bad(String what, String text, String remedy) {
        return new Finding(Verdict.BAD, what, text, remedy);
    }
}
