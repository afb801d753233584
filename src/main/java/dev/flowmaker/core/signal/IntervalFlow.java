package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Best-level order-flow imbalance of a trailing interval: the sum of e_n, lots, Cont, Kukanov and Stoikov (2014). The
 * interval is kept in {@link #SLOTS} parts of event time; the oldest leaves as a whole.
 */
public final class IntervalFlow {
    static final int SLOTS = 10;

    private final long slotNanos;
    private final double eventCap;
    /** By {@code time / slotNanos} modulo {@link #SLOTS}: flow as it came. */
    private final long[] rawLots = new long[SLOTS];
    /** The same as it was cut. */
    private final double[] cutLots = new double[SLOTS];

    private long newestSlot = Long.MIN_VALUE;

    /**
     * Of an interval.
     *
     * @param intervalNanos at least {@link #SLOTS}
     * @param eventCap most that one event counts as where the flow is cut, average depths
     */
    public IntervalFlow(long intervalNanos, double eventCap) {
        if (intervalNanos < SLOTS || !(eventCap > 0)) {
            throw new IllegalArgumentException("interval " + intervalNanos + " ns and the cap must be positive");
        }
        slotNanos = intervalNanos / SLOTS;
        this.eventCap = eventCap;
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        newestSlot = Long.MIN_VALUE;
        Arrays.fill(rawLots, 0);
        Arrays.fill(cutLots, 0);
    }

    /** Adds a frame's flow; one from before the last counts with it. */
    public void add(long timeNanos, long flowLots, AverageDepth depth) {
        long slot = StrictMath.floorDiv(timeNanos, slotNanos);
        if (slot > newestSlot) {
            for (int i = 0; i < SLOTS; i++) {
                long old = slot - SLOTS + 1 + i;
                if (old > newestSlot) {
                    rawLots[index(old)] = 0;
                    cutLots[index(old)] = 0;
                }
            }
            newestSlot = slot;
        }
        rawLots[index(newestSlot)] += flowLots;
        cutLots[index(newestSlot)] += depth.cut(flowLots, eventCap);
    }

    /** Takes back flow that was added at this time, cut as one event is, if it is still in the interval. */
    public void withdraw(long timeNanos, long lots, AverageDepth depth) {
        long slot = StrictMath.floorDiv(timeNanos, slotNanos);
        if (slot <= newestSlot && slot > newestSlot - SLOTS) {
            rawLots[index(slot)] -= lots;
            cutLots[index(slot)] -= depth.cut(lots, eventCap);
        }
    }

    /** OFI of the interval that ends now, as it came, lots. */
    public long rawLotsAt(long timeNanos) {
        long sum = 0;
        for (long slot = oldest(timeNanos); slot <= newestSlot; slot++) {
            sum += rawLots[index(slot)];
        }
        return sum;
    }

    /** The same with every event cut, over the average depth. */
    public double valueAt(long timeNanos, AverageDepth depth) {
        double sum = 0;
        for (long slot = oldest(timeNanos); slot <= newestSlot; slot++) {
            sum += cutLots[index(slot)];
        }
        return depth.share(sum);
    }

    private long oldest(long timeNanos) {
        return newestSlot == Long.MIN_VALUE
                ? 0
                : StrictMath.max(newestSlot, StrictMath.floorDiv(timeNanos, slotNanos)) - SLOTS + 1;
    }

    private static int index(long slot) {
        return (int) StrictMath.floorMod(slot, (long) SLOTS);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("intervalFlow");
        newestSlot = visitor.int64("newestSlot", newestSlot);
        for (int i = 0; i < SLOTS; i++) {
            rawLots[i] = visitor.int64("rawLots", rawLots[i]);
            cutLots[i] = visitor.real("cutLots", cutLots[i]);
        }
        visitor.end();
    }
}
