package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * The weighted mid's distance from the mid, ticks: each price weighted by the quantity at the other, (Pb·qa + Pa·qb) /
 * (qb + qa) − mid = spread/2 · (qb − qa)/(qb + qa). The micro-price's first approximation where there is no table, Stoikov
 * (2018), section 2.
 */
public final class WeightedMid {
    private double valueTicks;

    /** Begins anew: the signal is 0. */
    public void reset() {
        valueTicks = 0;
    }

    /** Takes the touch of the next clean state. */
    public void set(long bidLots, long askLots, long spreadTicks) {
        valueTicks = spreadTicks / 2.0 * QueueImbalance.of(bidLots, askLots);
    }

    /** Weighted mid minus mid, ticks. */
    public double valueTicks() {
        return valueTicks;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("weightedMid");
        valueTicks = visitor.real("valueTicks", valueTicks);
        visitor.end();
    }
}
