package dev.flowmaker.research.study;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What a bin table's regressions read: flow in base units, changes of the mid in ticks or basis points. Bins in a gap are
 * left out.
 */
final class Samples {
    private static final double BASIS_POINTS = 1e4;

    private final BinTable table;
    private final double lot;
    /** Bins that are not broken, in order. */
    private final int[] bins;

    /** Regressors and response of a bin. */
    private interface Reader {
        double read(int bin, double[] x);
    }

    /**
     * Over one table.
     *
     * @param lot quantity of one lot, base units
     */
    Samples(BinTable table, double lot) {
        this.table = table;
        this.lot = lot;
        this.bins = whole(table);
    }

    private static int[] whole(BinTable table) {
        int[] whole = new int[table.bins()];
        int count = 0;
        for (int k = 0; k < table.bins(); k++) {
            if (!table.broken(k)) {
                whole[count++] = k;
            }
        }
        return Arrays.copyOf(whole, count);
    }

    /** Where the first half of a table's bins ends, UTC nanoseconds. */
    static long splitNanos(BinTable table) {
        int[] whole = whole(table);
        return whole.length < 2 ? 0 : table.endNanos(whole[whole.length / 2 - 1]);
    }

    int rows() {
        return bins.length;
    }

    /** Rows in the first half, to fit on; the others judge. */
    int half() {
        return bins.length / 2;
    }

    /** The bin of a row. */
    int bin(int row) {
        return bins[row];
    }

    /** Change of the mid over a bin, ticks. */
    double change(int bin) {
        return (table.mid2(bin + 1) - table.mid2(bin)) / 2.0;
    }

    /** Log return of the mid over a bin, basis points. */
    double basisPoints(int bin) {
        return BASIS_POINTS * Math.log((double) table.mid2(bin + 1) / table.mid2(bin));
    }

    /** Best-level flow. */
    double flow(int bin) {
        return table.flowLots(bin, 0) * lot;
    }

    double trades(int bin) {
        return table.tradeLots(bin) * lot;
    }

    /** Flow of the best ranks together. */
    double sum(int bin, int ranks) {
        long sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += table.flowLots(bin, rank);
        }
        return sum * lot;
    }

    /**
     * Flow at each rank over the bin's mean depth Q = (1/M)Σ_m (1/(2ΔN))Σ_n (qb+qa): Cont, Cucuringu and Zhang (2023). 0
     * in a bin without events.
     */
    void normalised(int bin, double[] x) {
        long depth = 0;
        for (int rank = 0; rank < table.levels(); rank++) {
            depth += table.depthLots(bin, rank);
        }
        double mean = depth / (2.0 * table.events(bin) * table.levels());
        for (int rank = 0; rank < x.length; rank++) {
            x[rank] = depth == 0 ? 0 : table.flowLots(bin, rank) / mean;
        }
    }

    /** Normalised flow under these weights. */
    double integrated(int bin, double[] weights, double[] scratch) {
        normalised(bin, scratch);
        double sum = 0;
        for (int rank = 0; rank < weights.length; rank++) {
            sum += weights[rank] * scratch[rank];
        }
        return sum;
    }

    Ols.Sample ofi1() {
        return of(1, (bin, x) -> {
            x[0] = flow(bin);
            return change(bin);
        });
    }

    Ols.Sample ti() {
        return of(1, (bin, x) -> {
            x[0] = trades(bin);
            return change(bin);
        });
    }

    Ols.Sample both() {
        return of(2, (bin, x) -> {
            x[0] = flow(bin);
            x[1] = trades(bin);
            return change(bin);
        });
    }

    Ols.Sample sum(int ranks) {
        return of(1, (bin, x) -> {
            x[0] = sum(bin, ranks);
            return change(bin);
        });
    }

    Ols.Sample vector(int ranks) {
        return of(ranks, (bin, x) -> {
            for (int rank = 0; rank < ranks; rank++) {
                x[rank] = table.flowLots(bin, rank) * lot;
            }
            return change(bin);
        });
    }

    /** Response in basis points. */
    Ols.Sample normalised(int ranks) {
        return of(ranks, (bin, x) -> {
            normalised(bin, x);
            return basisPoints(bin);
        });
    }

    /** Response in basis points. */
    Ols.Sample integrated(double[] weights) {
        double[] scratch = new double[table.levels()];
        return of(1, (bin, x) -> {
            x[0] = integrated(bin, weights, scratch);
            return basisPoints(bin);
        });
    }

    private Ols.Sample of(int columns, Reader reader) {
        return new Ols.Sample() {
            @Override
            public int rows() {
                return bins.length;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public double read(int row, double[] x) {
                return reader.read(bins[row], x);
            }
        };
    }

    /** A regressor of one bin against the change of the mid {@code lag} bins later, where no gap lies between. */
    Ols.Sample lagged(IntToDoubleFunction regressor, int lag) {
        int[] from = new int[bins.length];
        int count = 0;
        for (int row = 0; row + lag < bins.length; row++) {
            if (bins[row + lag] == bins[row] + lag) {
                from[count++] = bins[row];
            }
        }
        int rows = count;
        return new Ols.Sample() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public double read(int row, double[] x) {
                x[0] = regressor.applyAsDouble(from[row]);
                return change(from[row] + lag);
            }
        };
    }
}
