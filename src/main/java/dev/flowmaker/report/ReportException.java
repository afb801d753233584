package dev.flowmaker.report;

/** There is nothing to report, or not as asked. The message says why and what to do. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }
}
