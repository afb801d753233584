package dev.flowmaker.journal;

/** The journal cannot be read or written. Says what is wrong, where, and what to do about it, in one line. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String place;
    private final String remedy;

    public JournalException(String problem, String place, String remedy) {
        super(problem);
        this.problem = problem;
        this.place = place;
        this.remedy = remedy;
    }

    public JournalException(String problem, String place, String remedy, Throwable cause) {
        super(problem, cause);
        this.problem = problem;
        this.place = place;
        this.remedy = remedy;
    }

    /** Place, problem and remedy in one line. */
    @Override
    public String getMessage() {
        return line(problem, place, remedy);
    }

    /** The same problem, found at {@code where}. */
    JournalException at(String where) {
        return new JournalException(problem, where, remedy, this);
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

    private static String line(String problem, String place, String remedy) {
        return (place.isEmpty() ? "" : place + ": ") + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
