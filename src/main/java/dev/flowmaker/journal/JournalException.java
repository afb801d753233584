package dev.flowmaker.journal;

import org.jspecify.annotations.Nullable;

/** The journal cannot be read or written. Says what is wrong, where, and what to do about it, in one line. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String RESTORE = "what precedes it can still be read; restore the file from a copy";

    private final String problem;
    private final String place;
    private final String remedy;
    private final boolean damage;

    /** Something refused: nothing is broken. */
    public JournalException(String problem, String place, String remedy) {
        this(problem, place, remedy, false, null);
    }

    public JournalException(String problem, String place, String remedy, @Nullable Throwable cause) {
        this(problem, place, remedy, false, cause);
    }

    private JournalException(String problem, String place, String remedy, boolean damage, @Nullable Throwable cause) {
        super(problem, cause);
        this.problem = problem;
        this.place = place;
        this.remedy = remedy;
        this.damage = damage;
    }

    /** Bytes that are not what was written. */
    static JournalException damaged(String problem, @Nullable Throwable cause) {
        return new JournalException(problem, "", RESTORE, true, cause);
    }

    /** The same problem, found at {@code where}. */
    JournalException at(String where) {
        return new JournalException(problem, where, remedy, damage, this);
    }

    /** Place, problem and remedy in one line. */
    @Override
    public String getMessage() {
        return (place.isEmpty() ? "" : place + ": ") + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }

    public String problem() {
        return problem;
    }

    /** File, index and sequence as far as known, or empty. */
    public String place() {
        return place;
    }

    public String remedy() {
        return remedy;
    }

    /** Whether bytes of the journal are damaged or missing. */
    public boolean damage() {
        return damage;
    }
}
