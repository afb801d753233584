package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MicroPriceGrid;
import dev.flowmaker.core.signal.MultiLevelFlow;

/**
 * Counts a tape's steps between the states of Stoikov (2018), "The micro-price", each also mirrored, for the chain that
 * {@link MicroPriceFit} solves. A step counts when both its ends are in the grid.
 */
final class MicroPriceEstimator implements TapeScan.Listener {
    static final int BUCKETS = 10;
    static final int MOST_SPREADS = 10;

    private final MicroPriceGrid grid = new MicroPriceGrid(BUCKETS, MOST_SPREADS);
    /** By from-state, to-state, and change of twice the mid, from −2·{@value #MOST_SPREADS} ticks up; others are dropped. */
    private final int[][][] steps = new int[grid.states()][grid.states()][];

    private final long[] visits = new long[MOST_SPREADS + 1];
    private int before = MicroPriceGrid.OUTSIDE;
    private long mid2;

    @Override
    public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        long bid = book.bestTicks(Side.BUY);
        long ask = book.bestTicks(Side.SELL);
        int now = grid.state(book.bestLots(Side.BUY), book.bestLots(Side.SELL), ask - bid);
        visits[(int) Math.min(ask - bid, MOST_SPREADS + 1) - 1]++;
        long moved = bid + ask - mid2;
        if (emitted
                && before != MicroPriceGrid.OUTSIDE
                && now != MicroPriceGrid.OUTSIDE
                && Math.abs(moved) <= limit()) {
            count(before, now, (int) moved);
            count(grid.mirrored(before), grid.mirrored(now), (int) -moved);
        }
        before = now;
        mid2 = bid + ask;
    }

    private static int limit() {
        return 2 * MOST_SPREADS;
    }

    private void count(int from, int to, int moved) {
        if (steps[from][to] == null) {
            steps[from][to] = new int[2 * limit() + 1];
        }
        steps[from][to][moved + limit()]++;
    }

    @Override
    public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {}

    MicroPriceGrid grid() {
        return grid;
    }

    /** Steps from one state to another over which twice the mid changed by {@code moved} ticks. */
    int steps(int from, int to, int moved) {
        return steps[from][to] == null ? 0 : steps[from][to][moved + limit()];
    }

    /** The fewest spreads that cover half of all states, at most {@value #MOST_SPREADS}. */
    int usualSpreads() {
        long all = 0;
        for (long count : visits) {
            all += count;
        }
        int spreads = 0;
        for (long covered = 0; spreads < MOST_SPREADS && covered * 2 < all; spreads++) {
            covered += visits[spreads];
        }
        return Math.max(1, spreads);
    }
}
