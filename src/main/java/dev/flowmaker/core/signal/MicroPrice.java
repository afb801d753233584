package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * The micro-price's distance from the mid, ticks: where the mid is expected to settle given imbalance and spread. The
 * table comes from past data (see the study's estimator); outside of it the signal is 0. Stoikov (2018).
 */
public final class MicroPrice {
    private final MicroPriceGrid grid;
    private final double[] adjustmentTicks;
    private int state = MicroPriceGrid.OUTSIDE;

    /**
     * Uses a fitted table.
     *
     * @param adjustmentTicks by state of the grid
     */
    public MicroPrice(MicroPriceGrid grid, double[] adjustmentTicks) {
        if (adjustmentTicks.length != grid.states()) {
            throw new IllegalArgumentException(
                    adjustmentTicks.length + " adjustments for " + grid.states() + " states");
        }
        this.grid = grid;
        this.adjustmentTicks = Arrays.copyOf(adjustmentTicks, adjustmentTicks.length);
    }

    MicroPrice(SignalSettings.MicroPriceTable table) {
        this(new MicroPriceGrid(table.buckets(), table.spreads()), new double[table.buckets() * table.spreads()]);
        for (int i = 0; i < adjustmentTicks.length; i++) {
            adjustmentTicks[i] = table.ticks().get(i);
        }
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        state = MicroPriceGrid.OUTSIDE;
    }

    /** Takes the touch of the next clean state. */
    public void set(long bidLots, long askLots, long spreadTicks) {
        state = grid.state(bidLots, askLots, spreadTicks);
    }

    /** Micro-price minus mid, ticks. */
    public double valueTicks() {
        return state == MicroPriceGrid.OUTSIDE ? 0 : adjustmentTicks[state];
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("microPrice");
        state = visitor.int32("state", state);
        visitor.end();
    }
}
