package dev.flowmaker.research.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * The order-flow study a second time, written as plainly as can be from its definition: lists of states, normal equations
 * by elimination, the first component by repeated multiplication.
 */
@SuppressWarnings("ArrayRecordComponent") // plain on purpose
final class NaiveStudy {
    /** The best levels after a message; quantity 0 where there is none. */
    record State(long nanos, boolean fresh, long[] bids, long[] bidLots, long[] asks, long[] askLots) {
        State at(long otherNanos) {
            return new State(otherNanos, fresh, bids, bidLots, asks, askLots);
        }
    }

    record TradePrint(long nanos, long signedLots) {}

    /** One bin, as the rows of the oracle have it. */
    record Bin(long endNanos, long startMid2, long endMid2, long[] flow, long trades, long events, long[] depth) {}

    /** Slopes without the intercept, their t, White's t, and R². */
    record Line(double[] slope, double[] t, double[] tWhite, double r2) {}

    private final int levels;
    final List<State> states = new ArrayList<>();
    final List<TradePrint> trades = new ArrayList<>();

    NaiveStudy(int levels) {
        this.levels = levels;
    }

    /** Takes down the book as it is; bids are the best last. */
    void state(long nanos, boolean fresh, NavigableMap<Long, Long> bids, NavigableMap<Long, Long> asks) {
        long[][] all = new long[4][levels];
        int rank = 0;
        for (Map.Entry<Long, Long> level : bids.descendingMap().entrySet()) {
            if (rank < levels) {
                all[0][rank] = level.getKey();
                all[1][rank++] = level.getValue();
            }
        }
        rank = 0;
        for (Map.Entry<Long, Long> level : asks.entrySet()) {
            if (rank < levels) {
                all[2][rank] = level.getKey();
                all[3][rank++] = level.getValue();
            }
        }
        states.add(new State(nanos, fresh, all[0], all[1], all[2], all[3]));
    }

    List<Bin> bins(long binNanos) {
        long first = (states.get(0).nanos + binNanos - 1) / binNanos * binNanos;
        long last = states.get(states.size() - 1).nanos / binNanos * binNanos;
        List<Bin> bins = new ArrayList<>();
        for (long start = first; start < last; start += binNanos) {
            bins.add(bin(start, start + binNanos));
        }
        return bins;
    }

    private Bin bin(long start, long end) {
        long[] flow = new long[levels];
        long[] depth = new long[levels];
        long events = 0;
        long startMid2 = 0;
        long endMid2 = 0;
        for (int n = 0; n < states.size(); n++) {
            State now = states.get(n);
            if (now.nanos <= start) {
                startMid2 = now.bids[0] + now.asks[0];
            }
            if (now.nanos <= end) {
                endMid2 = now.bids[0] + now.asks[0];
            }
            if (now.nanos > start && now.nanos <= end && !now.fresh) {
                events++;
                for (int m = 0; m < levels; m++) {
                    flow[m] += flow(states.get(n - 1), now, m);
                    depth[m] += now.bidLots[m] + now.askLots[m];
                }
            }
        }
        long signed = trades.stream()
                .filter(trade -> trade.nanos > start && trade.nanos <= end)
                .mapToLong(TradePrint::signedLots)
                .sum();
        return new Bin(end, startMid2, endMid2, flow, signed, events, depth);
    }

    private static long flow(State was, State now, int m) {
        long flow = 0;
        if (was.bidLots[m] > 0 && now.bidLots[m] > 0) {
            flow += now.bids[m] >= was.bids[m] ? now.bidLots[m] : 0;
            flow -= now.bids[m] <= was.bids[m] ? was.bidLots[m] : 0;
        }
        if (was.askLots[m] > 0 && now.askLots[m] > 0) {
            flow -= now.asks[m] <= was.asks[m] ? now.askLots[m] : 0;
            flow += now.asks[m] >= was.asks[m] ? was.askLots[m] : 0;
        }
        return flow;
    }

    static double[] changes(List<Bin> bins) {
        return bins.stream()
                .mapToDouble(bin -> (bin.endMid2 - bin.startMid2) / 2.0)
                .toArray();
    }

    static double[] basisPoints(List<Bin> bins) {
        return bins.stream()
                .mapToDouble(bin -> 1e4 * (Math.log((double) bin.endMid2) - Math.log((double) bin.startMid2)))
                .toArray();
    }

    double[][] overDepth(List<Bin> bins) {
        double[][] rows = new double[bins.size()][levels];
        for (int row = 0; row < rows.length; row++) {
            Bin bin = bins.get(row);
            double mean = (double) Arrays.stream(bin.depth).sum() / levels / (2.0 * bin.events);
            for (int m = 0; m < levels; m++) {
                rows[row][m] = bin.events == 0 ? 0 : bin.flow[m] / mean;
            }
        }
        return rows;
    }

    /** The first principal component of the columns, its weights' sizes adding up to 1. */
    static double[] component(double[][] rows) {
        int size = rows[0].length;
        double[] mean = new double[size];
        for (double[] row : rows) {
            for (int i = 0; i < size; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        double[] direction = new double[size];
        Arrays.fill(direction, 1);
        for (int turn = 0; turn < 20_000; turn++) {
            double[] next = new double[size];
            for (double[] row : rows) {
                double along = 0;
                for (int i = 0; i < size; i++) {
                    along += (row[i] - mean[i]) * direction[i];
                }
                for (int i = 0; i < size; i++) {
                    next[i] += along * (row[i] - mean[i]);
                }
            }
            double length = Arrays.stream(next).map(Math::abs).sum();
            for (int i = 0; i < size; i++) {
                direction[i] = next[i] / length;
            }
        }
        double sum = Arrays.stream(direction).sum();
        return Arrays.stream(direction).map(w -> sum < 0 ? -w : w).toArray();
    }

    static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    /** Least squares with an intercept by the normal equations. */
    static Line regress(double[][] x, double[] y) {
        int n = y.length;
        int p = x[0].length + 1;
        double[][] cross = new double[p][p];
        double[] right = new double[p];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < p; i++) {
                right[i] += at(x, row, i) * y[row];
                for (int j = 0; j < p; j++) {
                    cross[i][j] += at(x, row, i) * at(x, row, j);
                }
            }
        }
        double[][] inverse = inverse(cross);
        double[] beta = new double[p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                beta[i] += inverse[i][j] * right[j];
            }
        }
        double mean = Arrays.stream(y).average().orElseThrow();
        double errors = 0;
        double total = 0;
        double[][] meat = new double[p][p];
        for (int row = 0; row < n; row++) {
            double error = y[row];
            for (int i = 0; i < p; i++) {
                error -= beta[i] * at(x, row, i);
            }
            errors += error * error;
            total += (y[row] - mean) * (y[row] - mean);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    meat[i][j] += error * error * at(x, row, i) * at(x, row, j);
                }
            }
        }
        double[] t = new double[p - 1];
        double[] tWhite = new double[p - 1];
        for (int k = 1; k < p; k++) {
            double white = 0;
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    white += inverse[k][i] * meat[i][j] * inverse[j][k];
                }
            }
            t[k - 1] = beta[k] / Math.sqrt(errors / (n - p) * inverse[k][k]);
            tWhite[k - 1] = beta[k] / Math.sqrt(white);
        }
        return new Line(Arrays.copyOfRange(beta, 1, p), t, tWhite, 1 - errors / total);
    }

    private static double at(double[][] x, int row, int column) {
        return column == 0 ? 1 : x[row][column - 1];
    }

    /** By Gauss and Jordan, with the largest pivot. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] left = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[][] right = new double[size][size];
        for (int i = 0; i < size; i++) {
            right[i][i] = 1;
        }
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column; row < size; row++) {
                pivot = Math.abs(left[row][column]) > Math.abs(left[pivot][column]) ? row : pivot;
            }
            swap(left, column, pivot);
            swap(right, column, pivot);
            double divisor = left[column][column];
            for (int j = 0; j < size; j++) {
                left[column][j] /= divisor;
                right[column][j] /= divisor;
            }
            for (int row = 0; row < size; row++) {
                double factor = left[row][column];
                for (int j = 0; row != column && j < size; j++) {
                    left[row][j] -= factor * left[column][j];
                    right[row][j] -= factor * right[column][j];
                }
            }
        }
        return right;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
