package dev.flowmaker.report;

import dev.flowmaker.core.event.Fill;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What the mid made of fills: side · (mid some time after the fill − price), in half ticks, integers. The mid is the last
 * decision's at or before that time, without our own orders; a fill's time is the venue's, and that of its record where the
 * venue gave none, as everywhere ({@link dev.flowmaker.replay.figures.Markout}). What lies before the first or beyond the last
 * decision is not known and not counted, nor is what a fill told a minute late would need of mids by then forgotten.
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

    /** Mids are kept so long, for fills that are told after their time. */
    private static final long KEPT_NANOS = 60_000 * NANOS;

    private record Due(long nanos, int fill, int horizon) {}

    private record Mid(long nanos, long mid2) {}

    private final List<Judged> fills = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    /** The changes of the last minute, and the one before them. */
    private final Deque<Mid> mids = new ArrayDeque<>();

    private long lastNanos = Long.MIN_VALUE;

    void onMid(long timeNanos, long newMid2) {
        settle(timeNanos);
        lastNanos = timeNanos;
        Mid last = mids.peekLast();
        if (last == null || last.mid2 != newMid2) {
            mids.addLast(new Mid(timeNanos, newMid2));
        }
        while (mids.size() > 1 && second().nanos <= timeNanos - KEPT_NANOS) {
            mids.removeFirst();
        }
    }

    private Mid second() {
        Iterator<Mid> each = mids.iterator();
        each.next();
        return each.next();
    }

    void onFill(Fill fill) {
        long[] values = new long[HORIZON_MILLIS.length];
        Arrays.fill(values, UNKNOWN);
        long at = fill.exchangeTimeNanos == 0 ? fill.timeNanos : fill.exchangeTimeNanos;
        for (int h = 0; h < HORIZON_MILLIS.length; h++) {
            due.add(new Due(at + HORIZON_MILLIS[h] * NANOS, fills.size(), h));
        }
        fills.add(new Judged(at, fill.side.sign(), fill.priceTicks, fill.lots, values));
    }

    /** Fixes all that lies before this time with the mids that held then. */
    private void settle(long untilNanos) {
        for (Due first = due.peek(); first != null && first.nanos < untilNanos; first = due.peek()) {
            due.remove();
            Judged fill = fills.get(first.fill);
            long mid2 = mid2(first.nanos);
            if (mid2 != UNKNOWN) {
                fill.halfTicks[first.horizon] = fill.sign * (mid2 - 2 * fill.priceTicks);
            }
        }
    }

    private long mid2(long nanos) {
        for (Iterator<Mid> each = mids.descendingIterator(); each.hasNext(); ) {
            Mid mid = each.next();
            if (mid.nanos <= nanos) {
                return mid.mid2;
            }
        }
        return UNKNOWN;
    }

    /** No mid comes any more. */
    void end() {
        if (!mids.isEmpty()) {
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
