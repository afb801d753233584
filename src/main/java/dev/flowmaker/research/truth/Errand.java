package dev.flowmaker.research.truth;

import dev.flowmaker.core.Side;

/**
 * One order as it is sent, wherever that is.
 *
 * @param kind why it was sent, to tell the results apart
 * @param placeNanos when it reaches the exchange
 * @param cancelNanos when its cancel reaches the exchange, if it still stands
 */
record Errand(String kind, Side side, long priceTicks, long lots, long placeNanos, long cancelNanos) {
    /** The same of another kind. */
    Errand of(String otherKind) {
        return new Errand(otherKind, side, priceTicks, lots, placeNanos, cancelNanos);
    }
}
