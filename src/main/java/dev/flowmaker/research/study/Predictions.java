package dev.flowmaker.research.study;

import dev.flowmaker.core.signal.QueueImbalance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each signal, known at the end of a bin, says about the mid some time later. Fitted on the first half, as far as
 * the responses were known by its end, judged on the second. A share of 0 or less is nothing.
 */
record Predictions(List<Long> horizonMillis, List<Signal> signals) {
    private static final long[] HORIZONS = {100, 1_000, 5_000, 10_000, 30_000};
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int FEWEST = 30;

    /**
     * One signal's by horizon.
     *
     * @param outOfSampleR2 on the second half; not a number where the tape is too short or the mid never moved
     * @param response change of the mid for one standard deviation of the signal, all bins, ticks
     * @param t of the response, by Newey and West (1987): responses that overlap are not independent
     */
    record Signal(String name, List<Double> outOfSampleR2, List<Double> response, List<Double> t) {}

    static Predictions of(
            BinTable table, Samples samples, MidSeries mids, double[] pastWeights, @Nullable MicroPriceFit microPrice) {
        double[] scratch = new double[table.levels()];
        List<Long> horizons = new ArrayList<>();
        for (long horizon : HORIZONS) {
            if (horizon * NANOS_PER_MILLI % mids.stepNanos() == 0) {
                horizons.add(horizon);
            }
        }
        Maker maker = new Maker(table, samples, mids, horizons);
        maker.add("ofi1", samples::flow);
        maker.add("ti", samples::trades);
        maker.add("integrated", bin -> samples.integrated(bin, pastWeights, scratch));
        maker.add("queueImbalance", bin -> QueueImbalance.of(table.bidLots(bin + 1), table.askLots(bin + 1)));
        if (microPrice != null) {
            maker.add(
                    "microPrice",
                    bin -> microPrice.adjustment(
                            table.bidLots(bin + 1), table.askLots(bin + 1), table.spreadTicks(bin + 1)));
        }
        return new Predictions(horizons, maker.signals);
    }

    private record Maker(BinTable table, Samples samples, MidSeries mids, List<Long> horizons, List<Signal> signals) {
        Maker(BinTable table, Samples samples, MidSeries mids, List<Long> horizons) {
            this(table, samples, mids, horizons, new ArrayList<>());
        }

        void add(String name, IntToDoubleFunction signal) {
            List<Double> r2 = new ArrayList<>();
            List<Double> response = new ArrayList<>();
            List<Double> t = new ArrayList<>();
            for (long horizon : horizons) {
                long horizonNanos = horizon * NANOS_PER_MILLI;
                int[] bins = bins(horizonNanos);
                int split = samples.rows() < 2 ? 0 : samples.bin(samples.half());
                int past = first(bins, bin -> table.endNanos(bin) + horizonNanos > table.endNanos(split - 1));
                int future = first(bins, bin -> bin >= split);
                Ols.Sample sample = sample(signal, bins, horizonNanos);
                if (past < FEWEST || bins.length - future < FEWEST) {
                    r2.add(Double.NaN);
                    response.add(Double.NaN);
                    t.add(Double.NaN);
                } else {
                    r2.add(Ols.r2(Ols.fit(sample.slice(0, past)), sample.slice(future, bins.length)));
                    Response of = Response.of(sample, (int) ((horizonNanos - 1) / table.binNanos()));
                    response.add(of.perDeviation());
                    t.add(of.t());
                }
            }
            signals.add(new Signal(name, r2, response, t));
        }

        private static int first(int[] bins, IntPredicate wanted) {
            int index = 0;
            while (index < bins.length && !wanted.test(bins[index])) {
                index++;
            }
            return index;
        }

        /** Bins whose response is known. */
        private int[] bins(long horizonNanos) {
            int[] bins = new int[samples.rows()];
            int count = 0;
            for (int row = 0; row < samples.rows(); row++) {
                int bin = samples.bin(row);
                if (mids.covers(table.endNanos(bin) + horizonNanos) && whole(bin, horizonNanos)) {
                    bins[count++] = bin;
                }
            }
            return Arrays.copyOf(bins, count);
        }

        private Ols.Sample sample(IntToDoubleFunction signal, int[] bins, long horizonNanos) {
            return new Ols.Sample() {
                @Override
                public int rows() {
                    return bins.length;
                }

                @Override
                public int columns() {
                    return 1;
                }

                @Override
                public double read(int row, double[] x) {
                    int bin = bins[row];
                    x[0] = signal.applyAsDouble(bin);
                    return (mids.mid2(table.endNanos(bin) + horizonNanos) - table.mid2(bin + 1)) / 2.0;
                }
            };
        }

        /** Whether no gap lies between. */
        private boolean whole(int bin, long horizonNanos) {
            int last =
                    (int) Math.min(table.bins() - 1L, bin + (horizonNanos + table.binNanos() - 1) / table.binNanos());
            return !table.anyBroken(bin + 1, last);
        }
    }
}
