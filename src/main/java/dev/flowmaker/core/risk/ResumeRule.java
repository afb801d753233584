package dev.flowmaker.core.risk;

/**
 * When a tripped breaker arms itself again.
 *
 * @param kind after what
 * @param nanos {@link Kind#AFTER_TIME}: how long after the condition was over
 * @param cleanFrames {@link Kind#AFTER_CLEAN}: how many clean book frames after that
 */
public record ResumeRule(Kind kind, long nanos, int cleanFrames) {
    /** Codes are positions and never change. */
    public enum Kind {
        /** A while after the condition was last seen. */
        AFTER_TIME,
        /** A number of clean book frames, in a row, after the condition was last seen. */
        AFTER_CLEAN,
        /** When an operator says so, also after a restart. */
        BY_OPERATOR
    }

    public static final ResumeRule OPERATOR = new ResumeRule(Kind.BY_OPERATOR, 0, 0);

    public static ResumeRule after(long nanos) {
        return new ResumeRule(Kind.AFTER_TIME, nanos, 0);
    }

    public static ResumeRule clean(int frames) {
        return new ResumeRule(Kind.AFTER_CLEAN, 0, frames);
    }
}
