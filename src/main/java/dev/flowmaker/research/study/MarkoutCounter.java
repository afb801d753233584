package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import java.util.Arrays;

/**
 * What whoever was hit by a trade had of it: the distance from the mid they earned, and how far the mid went against them
 * within a horizon. Trades whose horizon a gap cuts are left out.
 */
final class MarkoutCounter implements TapeScan.Listener {
    private final long horizonNanos;
    /** Trades whose horizon is not over, in a ring: time, twice the mid, aggressor's sign. */
    private long[] times = new long[1024];

    private long[] mids2 = new long[1024];
    private int[] signs = new int[1024];
    private int first;
    private int waiting;
    private long mid2;
    private boolean begun;
    private long earned2;
    private long trades;
    private double against;
    private double againstSquares;
    private long settled;

    MarkoutCounter(long horizonNanos) {
        this.horizonNanos = horizonNanos;
    }

    @Override
    public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        if (begun && !emitted) {
            waiting = 0;
        }
        begun = true;
        while (waiting > 0 && times[first] + horizonNanos < timeNanos) {
            double moved = signs[first] * (mid2 - mids2[first]) / 2.0;
            against += moved;
            againstSquares += moved * moved;
            settled++;
            first = (first + 1) % times.length;
            waiting--;
        }
        mid2 = book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL);
    }

    @Override
    public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
        if (!begun) {
            return;
        }
        if (waiting == times.length) {
            grow();
        }
        int at = (first + waiting) % times.length;
        times[at] = timeNanos;
        mids2[at] = mid2;
        signs[at] = aggressor.sign();
        waiting++;
        earned2 += aggressor.sign() * (2 * priceTicks - mid2);
        trades++;
    }

    private void grow() {
        int size = times.length;
        long[] oldTimes = times;
        long[] oldMids = mids2;
        int[] oldSigns = signs;
        times = Arrays.copyOf(times, size * 2);
        mids2 = Arrays.copyOf(mids2, size * 2);
        signs = Arrays.copyOf(signs, size * 2);
        for (int i = 0; i < size; i++) {
            int from = (first + i) % size;
            times[i] = oldTimes[from];
            mids2[i] = oldMids[from];
            signs[i] = oldSigns[from];
        }
        first = 0;
    }

    /** Mean distance of trades from the mid before them, ticks. */
    double earnedTicks() {
        return earned2 / 2.0 / trades;
    }

    /** Mean move of the mid in the taker's direction within the horizon, ticks. */
    double againstTicks() {
        return against / settled;
    }

    /** Standard error of {@link #againstTicks} as if trades were independent; they come in bursts, so it is too small. */
    double standardError() {
        double mean = againstTicks();
        return Math.sqrt(Math.max(0, againstSquares / settled - mean * mean) / settled);
    }

    long trades() {
        return settled;
    }
}
