package dev.flowmaker.core.order;

/**
 * How working orders follow their targets.
 *
 * @param requoteMicroTicks an order stays while its target is nearer than this, millionths of a tick; keeps queue place
 * @param minAgeNanos an order younger than this is not repriced
 * @param maxAgeNanos an order older than this is renewed; 0 is never
 * @param queryAfterNanos first question about an unknown order comes this long after it became unknown
 * @param queryBackoffMaxNanos the pause between questions doubles up to this
 * @param ackTimeoutNanos a request without any answer for longer than this makes the order unknown
 * @param settledAfterNanos a placement older than this cannot reach the book any more (the venue's request window plus
 *     clock tolerance); only then does "not found" mean that it never lived
 * @param resizePpm an order stays while its open size is above its target size by no more than this, millionths
 * @param pauseAfterRejectNanos how long a slot waits after the venue refused its order or a cancel
 */
public record OrderSettings(
        long requoteMicroTicks,
        long minAgeNanos,
        long maxAgeNanos,
        long queryAfterNanos,
        long queryBackoffMaxNanos,
        long ackTimeoutNanos,
        long settledAfterNanos,
        long resizePpm,
        long pauseAfterRejectNanos) {
    private static final long MILLION = 1_000_000L;

    /** Whether an order of that open size is too large for what is wanted. */
    public boolean tooLarge(long openLots, long wantedLots) {
        return (openLots - wantedLots) * MILLION > StrictMath.multiplyExact(wantedLots, resizePpm);
    }
}
