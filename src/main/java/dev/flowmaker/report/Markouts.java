package dev.flowmaker.report;

import dev.flowmaker.core.event.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What the mid made of fills: side · (mid some time after the fill − price), in half ticks, integers. The mid is the last
 * decision's at or before that time, without our own orders; a fill's time is that of its record. What lies beyond the
 * last decision is not known and not counted.
 */
final class Markouts {
    /** Milliseconds after the fill. */
    static final long[] HORIZON_MILLIS = {0, 100, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000};

    /** Not known. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long NANOS = 1_000_000L;
    /** Of the standard error, for 95 % confidence. */
    private static final double CONFIDENCE = 1.96;
    /** Fills nearer than this to one another are one sample, at any horizon. */
    private static final long LEAST_BLOCK_MILLIS = 1_000;

    /**
     * A mean over lots.
     *
     * @param ticks not a number when no fill's horizon is known
     * @param half width of the 95 % confidence interval to either side, ticks: by blocks of fills whose horizons overlap,
     *     which are not independent
     * @param fills judged
     */
    record Point(long millis, double ticks, double half, int fills) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Judged(long timeNanos, int sign, long priceTicks, long lots, long[] halfTicks) {}

    private final List<Judged> fills = new ArrayList<>();
    private final int[] next = new int[HORIZON_MILLIS.length];
    private long lastNanos = Long.MIN_VALUE;
    private long mid2 = UNKNOWN;

    void onMid(long timeNanos, long newMid2) {
        settle(timeNanos);
        lastNanos = timeNanos;
        mid2 = newMid2;
    }

    void onFill(Fill fill) {
        long[] values = new long[HORIZON_MILLIS.length];
        Arrays.fill(values, UNKNOWN);
        fills.add(new Judged(fill.timeNanos, fill.side.sign(), fill.priceTicks, fill.lots, values));
    }

    /** Fixes all that lies before this time with the mid that holds till then. */
    private void settle(long untilNanos) {
        for (int h = 0; h < next.length; h++) {
            while (next[h] < fills.size()) {
                Judged fill = fills.get(next[h]);
                if (fill.timeNanos + HORIZON_MILLIS[h] * NANOS >= untilNanos) {
                    break;
                }
                if (mid2 != UNKNOWN) {
                    fill.halfTicks[h] = fill.sign * (mid2 - 2 * fill.priceTicks);
                }
                next[h]++;
            }
        }
    }

    /** No mid comes any more. */
    void end() {
        if (mid2 != UNKNOWN) {
            settle(lastNanos + 1);
        }
    }

    /** A fill's own, half ticks at each horizon, or {@link #UNKNOWN}. */
    long[] of(int fill) {
        return fills.get(fill).halfTicks;
    }

    /** The curve of those fills, by their number, that are wanted. */
    List<Point> curve(IntPredicate wanted) {
        List<Point> points = new ArrayList<>();
        for (int h = 0; h < HORIZON_MILLIS.length; h++) {
            points.add(point(h, wanted));
        }
        return points;
    }

    /** Sums of one block of fills. */
    private static final class Block {
        long lots;
        long halfTickLots;
    }

    private Point point(int h, IntPredicate wanted) {
        long blockNanos = Math.max(HORIZON_MILLIS[h], LEAST_BLOCK_MILLIS) * NANOS;
        Map<Long, Block> blocks = new TreeMap<>();
        long lots = 0;
        long sum = 0;
        int count = 0;
        for (int i = 0; i < fills.size(); i++) {
            Judged fill = fills.get(i);
            if (fill.halfTicks[h] != UNKNOWN && wanted.test(i)) {
                Block block = blocks.computeIfAbsent(fill.timeNanos / blockNanos, key -> new Block());
                long weighted = Math.multiplyExact(fill.lots, fill.halfTicks[h]);
                block.lots += fill.lots;
                block.halfTickLots += weighted;
                lots += fill.lots;
                sum += weighted;
                count++;
            }
        }
        double mean = sum / 2.0 / lots;
        int n = blocks.size();
        if (n < 2) {
            return new Point(HORIZON_MILLIS[h], mean, Double.NaN, count);
        }
        double squares = 0;
        for (Block block : blocks.values()) {
            double off = (block.halfTickLots / 2.0 - mean * block.lots) / lots;
            squares += off * off;
        }
        return new Point(HORIZON_MILLIS[h], mean, CONFIDENCE * Math.sqrt(squares * n / (n - 1.0)), count);
    }
}
