package dev.flowmaker.research.study;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A tape in bins of equal length, right-closed: bin k, from 0, holds what happened in {@code (start + k·Δ, start +
 * (k+1)·Δ]}. Boundary k is the left end of bin k. Quantities are lots, mids twice the mid in ticks; about 200 bytes a bin.
 */
public final class BinTable {
    private final long binNanos;
    private final int levels;
    private long startNanos;
    private int bins;
    private long[] mid2 = new long[0];
    private long[] bidLots = new long[0];
    private long[] askLots = new long[0];
    private long[] spreadTicks = new long[0];
    private long[] trades = new long[0];
    private long[] events = new long[0];
    private final long[][] flow;
    private final long[][] depth;
    private final BitSet broken = new BitSet();

    BinTable(long binNanos, int levels) {
        this.binNanos = binNanos;
        this.levels = levels;
        this.flow = new long[levels][0];
        this.depth = new long[levels][0];
    }

    void reserve(int count) {
        if (count < mid2.length) {
            return;
        }
        int size = Math.max(1024, count + count / 4);
        requireRoom(size);
        mid2 = Arrays.copyOf(mid2, size + 1);
        bidLots = Arrays.copyOf(bidLots, size + 1);
        askLots = Arrays.copyOf(askLots, size + 1);
        spreadTicks = Arrays.copyOf(spreadTicks, size + 1);
        trades = Arrays.copyOf(trades, size);
        events = Arrays.copyOf(events, size);
        for (int rank = 0; rank < levels; rank++) {
            flow[rank] = Arrays.copyOf(flow[rank], size);
            depth[rank] = Arrays.copyOf(depth[rank], size);
        }
    }

    private void requireRoom(int size) {
        long bytes = (long) size * Long.BYTES * (6 + 2 * levels);
        if (bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new StudyException("bins of " + binNanos / 1_000_000 + " ms with " + levels
                    + " levels need more than "
                    + bytes / 1_000_000 + " MB; choose longer bins or fewer levels, or give Java more memory with"
                    + " FLOWMAKER_JAVA_OPTS=-Xmx4g");
        }
    }

    void setBoundary(int k, long newMid2, long bid, long ask, long spread) {
        mid2[k] = newMid2;
        bidLots[k] = bid;
        askLots[k] = ask;
        spreadTicks[k] = spread;
    }

    void addTrade(int k, long signedLots) {
        trades[k] += signedLots;
    }

    void addEvent(int k) {
        events[k]++;
    }

    void addLevel(int k, int rank, long flowLots, long depthLots) {
        flow[rank][k] += flowLots;
        depth[rank][k] += depthLots;
    }

    void breakBins(int from, int to) {
        broken.set(Math.max(0, from), to + 1);
    }

    void finish(long start, int count) {
        startNanos = start;
        bins = count;
    }

    public long binNanos() {
        return binNanos;
    }

    /** Whole bins. */
    public int bins() {
        return bins;
    }

    public int levels() {
        return levels;
    }

    /** Right end of bin k, UTC nanoseconds. */
    public long endNanos(int k) {
        return startNanos + (k + 1L) * binNanos;
    }

    /** Bid plus ask of the last state at or before boundary k, ticks. */
    public long mid2(int k) {
        return mid2[k];
    }

    /** Best bid's quantity at boundary k, lots. */
    public long bidLots(int k) {
        return bidLots[k];
    }

    /** Best ask's quantity at boundary k, lots. */
    public long askLots(int k) {
        return askLots[k];
    }

    /** Spread at boundary k, ticks. */
    public long spreadTicks(int k) {
        return spreadTicks[k];
    }

    /** Sum of e_n at a rank, 0 the best; lots. */
    public long flowLots(int k, int rank) {
        return flow[rank][k];
    }

    /** Sum over the bin's events of both sides' quantity at a rank, lots. */
    public long depthLots(int k, int rank) {
        return depth[rank][k];
    }

    /** Buyer- minus seller-initiated quantity, lots. */
    public long tradeLots(int k) {
        return trades[k];
    }

    /** Depth frames in the bin. */
    public long events(int k) {
        return events[k];
    }

    /** Whether the bin lies in a gap of the tape: its change of mid is not explained by its flow. */
    public boolean broken(int k) {
        return broken.get(k);
    }

    /** Whether a bin from..to lies in a gap. */
    boolean anyBroken(int from, int to) {
        int next = broken.nextSetBit(from);
        return next >= 0 && next <= to;
    }
}
