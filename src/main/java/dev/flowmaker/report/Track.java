package dev.flowmaker.report;

import java.util.Arrays;

/**
 * Integers over time, as many columns as wanted, in bounded memory. While there is room every row is kept as it is; then
 * rows share buckets of time, of which each column keeps its lowest and its highest value and which of them came first,
 * so that nothing that could be seen is lost.
 */
final class Track {
    /** No value. */
    static final long NONE = Long.MIN_VALUE;

    private static final long[] NICE_NANOS = {
        1_000_000L,
        10_000_000L,
        100_000_000L,
        200_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_000_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L,
        60_000_000_000L
    };

    private final int columns;
    private final long[] times;
    private final long[] lastTimes;
    private final long[][] least;
    private final long[][] most;
    /** Which of a bucket's two values came first: 0 the least. */
    private final boolean[][] mostFirst;

    private int count;
    private long widthNanos;
    private long rowsSeen;

    /** @param buckets kept at most; a bucket makes one row or two */
    Track(int columns, int buckets) {
        this.columns = columns;
        times = new long[buckets];
        lastTimes = new long[buckets];
        least = new long[columns][buckets];
        most = new long[columns][buckets];
        mostFirst = new boolean[columns][buckets];
    }

    /** Adds a row, not before the last one. */
    void add(long timeNanos, long[] row) {
        rowsSeen++;
        if (count > 0 && belongs(count - 1, timeNanos)) {
            lastTimes[count - 1] = timeNanos;
            for (int c = 0; c < columns; c++) {
                merge(c, count - 1, row[c], row[c], false);
            }
            return;
        }
        if (count == times.length) {
            widen();
            add(timeNanos, row);
            rowsSeen--;
            return;
        }
        times[count] = timeNanos;
        lastTimes[count] = timeNanos;
        for (int c = 0; c < columns; c++) {
            least[c][count] = row[c];
            most[c][count] = row[c];
            mostFirst[c][count] = false;
        }
        count++;
    }

    private boolean belongs(int bucket, long timeNanos) {
        return times[bucket] == timeNanos
                || (widthNanos > 0 && Math.floorDiv(times[bucket], widthNanos) == Math.floorDiv(timeNanos, widthNanos));
    }

    private void merge(int column, int bucket, long low, long high, boolean highFirst) {
        if (low == NONE) {
            return;
        }
        if (least[column][bucket] == NONE) {
            least[column][bucket] = low;
            most[column][bucket] = high;
            mostFirst[column][bucket] = highFirst;
            return;
        }
        boolean lower = low < least[column][bucket];
        boolean higher = high > most[column][bucket];
        if (lower && higher) {
            mostFirst[column][bucket] = highFirst;
        } else if (lower) {
            mostFirst[column][bucket] = true;
        } else if (higher) {
            mostFirst[column][bucket] = false;
        }
        least[column][bucket] = Math.min(least[column][bucket], low);
        most[column][bucket] = Math.max(most[column][bucket], high);
    }

    /** Makes buckets wider until half of them are free. */
    private void widen() {
        long wanted = (times[count - 1] - times[0]) / (times.length / 2) + 1;
        do {
            widthNanos = wider(Math.max(widthNanos + 1, wanted));
            compact();
        } while (count > times.length * 3 / 4);
    }

    private static long wider(long wanted) {
        for (long nice : NICE_NANOS) {
            if (nice >= wanted) {
                return nice;
            }
        }
        long last = NICE_NANOS[NICE_NANOS.length - 1];
        long minutes = 1;
        while (minutes * last < wanted) {
            minutes *= 2;
        }
        return minutes * last;
    }

    private void compact() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept > 0 && belongs(kept - 1, times[i])) {
                lastTimes[kept - 1] = lastTimes[i];
                for (int c = 0; c < columns; c++) {
                    merge(c, kept - 1, least[c][i], most[c][i], mostFirst[c][i]);
                }
            } else {
                times[kept] = times[i];
                lastTimes[kept] = lastTimes[i];
                for (int c = 0; c < columns; c++) {
                    least[c][kept] = least[c][i];
                    most[c][kept] = most[c][i];
                    mostFirst[c][kept] = mostFirst[c][i];
                }
                kept++;
            }
        }
        count = kept;
    }

    /** Width of the buckets; 0 while every row is its own. */
    long widthNanos() {
        return widthNanos;
    }

    /** Rows that were added. */
    long rowsSeen() {
        return rowsSeen;
    }

    /** The rows to draw: times first, then the columns; two rows for a bucket whose values differ. */
    long[][] rows() {
        long[][] out = new long[columns + 1][2 * count];
        int rows = 0;
        for (int i = 0; i < count; i++) {
            boolean two = false;
            for (int c = 0; c < columns; c++) {
                two |= least[c][i] != most[c][i];
            }
            out[0][rows] = times[i];
            for (int c = 0; c < columns; c++) {
                out[c + 1][rows] = mostFirst[c][i] ? most[c][i] : least[c][i];
                if (two) {
                    out[c + 1][rows + 1] = mostFirst[c][i] ? least[c][i] : most[c][i];
                }
            }
            if (two) {
                out[0][rows + 1] = lastTimes[i];
            }
            rows += two ? 2 : 1;
        }
        for (int c = 0; c < out.length; c++) {
            out[c] = Arrays.copyOf(out[c], rows);
        }
        return out;
    }
}
