package dev.flowmaker.core.engine;

/**
 * How one venue is dealt with.
 *
 * @param dedicatedAccount whether cancel-all may be used
 * @param reconcile how our books are held against the venue's
 * @param switchNanos countdown of the venue's dead man's switch; 0 where it has none or it is not wanted
 */
public record VenueTerms(boolean dedicatedAccount, ReconcileSettings reconcile, long switchNanos) {}
