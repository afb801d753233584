package dev.flowmaker.research.study;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;

/**
 * Sorts a tape's states and trades into bins. The first boundary is the first multiple of the bin's length at or after
 * the first state, the last one the last multiple at or before the last state.
 */
final class BinBuilder {
    private static final int NOT_BEGUN = -2;
    private static final int BEFORE_FIRST = -1;

    private final long binNanos;
    private final BinTable table;
    private int current = NOT_BEGUN;
    private long startNanos;
    private long lastNanos;
    private long mid2;
    private long bidLots;
    private long askLots;
    private long spreadTicks;

    BinBuilder(long binNanos, int levels) {
        this.binNanos = binNanos;
        this.table = new BinTable(binNanos, levels);
    }

    /**
     * Takes the next clean state.
     *
     * @param timeNanos not before the last one's
     * @param emitted whether flow holds what led from the last state to this one; otherwise this begins anew
     */
    void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        if (current == NOT_BEGUN) {
            current = BEFORE_FIRST;
            startNanos = (Math.floorDiv(timeNanos - 1, binNanos) + 1) * binNanos;
        } else if (!emitted) {
            table.breakBins(bin(lastNanos), bin(timeNanos));
        }
        int bin = bin(timeNanos);
        while (current < bin) {
            closeCurrent();
        }
        if (emitted && bin >= 0) {
            table.addEvent(bin);
            for (int rank = 0; rank < table.levels(); rank++) {
                table.addLevel(bin, rank, flow.flowLots(rank), flow.depthLots(rank));
            }
        }
        lastNanos = timeNanos;
        long bid = book.bestTicks(Side.BUY);
        long ask = book.bestTicks(Side.SELL);
        mid2 = bid + ask;
        spreadTicks = ask - bid;
        bidLots = book.bestLots(Side.BUY);
        askLots = book.bestLots(Side.SELL);
    }

    void trade(long timeNanos, long signedLots) {
        if (current != NOT_BEGUN && timeNanos > startNanos) {
            int bin = bin(timeNanos);
            table.reserve(bin + 1);
            table.addTrade(bin, signedLots);
        }
    }

    /** Index of the bin a time falls into, negative before the first. */
    private int bin(long timeNanos) {
        return Math.toIntExact(Math.floorDiv(timeNanos - startNanos - 1, binNanos));
    }

    private void closeCurrent() {
        current++;
        table.reserve(current + 1);
        table.setBoundary(current, mid2, bidLots, askLots, spreadTicks);
    }

    BinTable finish() {
        int bins = 0;
        if (current >= 0) {
            boolean full = lastNanos == startNanos + (current + 1) * binNanos;
            bins = full ? current + 1 : current;
            if (full) {
                closeCurrent();
            }
        }
        table.finish(startNanos, bins);
        return table;
    }
}
