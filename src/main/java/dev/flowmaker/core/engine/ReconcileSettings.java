package dev.flowmaker.core.engine;

/**
 * How our books are held against the venue's.
 *
 * @param everyNanos pause between two comparisons while nothing calls for one
 * @param haltOnUnexplained whether a balance that no trade explains stops quoting until an operator resumes it
 * @param haltOnReset whether a venue that began anew, as test networks do, stops it
 */
public record ReconcileSettings(long everyNanos, boolean haltOnUnexplained, boolean haltOnReset) {
    public static final ReconcileSettings USUAL = new ReconcileSettings(60_000_000_000L, false);

    /** The venue's word is taken after a reset. */
    public ReconcileSettings(long everyNanos, boolean haltOnUnexplained) {
        this(everyNanos, haltOnUnexplained, false);
    }
}
