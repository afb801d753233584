package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Imbalance of the queues at the touch, (bid − ask) / (bid + ask), from -1 to 1. Gould and Bonart (2016), "Queue imbalance
 * as a one-tick-ahead price predictor in a limit order book".
 */
public final class QueueImbalance {
    private double value;

    /** Of quantities in any one unit; 0 when both are 0. */
    public static double of(long bidLots, long askLots) {
        double sum = (double) bidLots + askLots;
        return sum > 0 ? ((double) bidLots - askLots) / sum : 0;
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        value = 0;
    }

    /** Takes the touch of the next clean state. */
    public void set(long bidLots, long askLots) {
        value = of(bidLots, askLots);
    }

    public double value() {
        return value;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("queueImbalance");
        value = visitor.real("value", value);
        visitor.end();
    }
}
