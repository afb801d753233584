package dev.flowmaker.research.truth;

/**
 * What became of an order.
 *
 * @param filledLots in all
 * @param filledNanos when the last lot of it was filled that was; 0 when none
 */
record Outcome(boolean refused, long filledLots, long filledNanos) {
    boolean filled() {
        return filledLots > 0;
    }
}
