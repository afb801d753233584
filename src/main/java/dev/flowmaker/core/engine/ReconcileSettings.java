package dev.flowmaker.core.engine;

/**
 * How our books are held against the venue's.
 *
 * @param everyNanos pause between two comparisons while nothing calls for one
 * @param haltOnUnexplained whether a balance that no trade explains stops quoting until an operator resumes it
 */
public record ReconcileSettings(long everyNanos, boolean haltOnUnexplained) {
    public static final ReconcileSettings USUAL = new ReconcileSettings(60_000_000_000L, false);
}
