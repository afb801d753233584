package dev.flowmaker.research.study;

import dev.flowmaker.research.study.Ols.Fit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Best-level flow and trades fitted in half-hour windows, as Cont, Kukanov and Stoikov (2014) do: impact changes with
 * depth, β = c/D^λ.
 *
 * @param windows whole ones
 * @param meanSlope of best-level flow, ticks per base unit
 * @param shareSignificant share of windows whose White t is above 1.96
 * @param lambda how impact falls with depth, from the windows with a positive slope
 * @param lambdaR2 how well it does
 * @param meanSlopeTimesDepth c when λ is 1, ticks
 */
record Windows(
        int windows,
        double meanSlope,
        double meanTWhite,
        double meanR2Ofi1,
        double meanR2Ti,
        double shareSignificant,
        double lambda,
        double lambdaR2,
        double meanSlopeTimesDepth) {
    private static final long WINDOW_NANOS = 1_800_000_000_000L;
    private static final double SIGNIFICANT = 1.96;
    private static final int FEWEST_BINS = 10;

    static @Nullable Windows of(BinTable table, Samples samples, double lot) {
        int size = Math.toIntExact(Math.min(Integer.MAX_VALUE, WINDOW_NANOS / table.binNanos()));
        int count = size < FEWEST_BINS ? 0 : samples.rows() / size;
        if (count < 2) {
            return null;
        }
        double slope = 0;
        double tWhite = 0;
        double r2 = 0;
        double r2Ti = 0;
        int significant = 0;
        int fitted = 0;
        double slopeTimesDepth = 0;
        List<double[]> logs = new ArrayList<>();
        for (int window = 0; window < count; window++) {
            Fit flow = Ols.fit(samples.ofi1().slice(window * size, (window + 1) * size));
            Fit trades = Ols.fit(samples.ti().slice(window * size, (window + 1) * size));
            if (Double.isNaN(flow.r2()) || Double.isNaN(flow.tWhite(1))) {
                continue;
            }
            fitted++;
            double beta = flow.beta(1);
            double depth = depth(table, samples, window * size, (window + 1) * size) * lot;
            slope += beta;
            tWhite += flow.tWhite(1);
            r2 += flow.r2();
            r2Ti += trades.r2();
            significant += flow.tWhite(1) > SIGNIFICANT ? 1 : 0;
            slopeTimesDepth += beta * depth;
            if (beta > 0 && depth > 0) {
                logs.add(new double[] {Math.log(depth), Math.log(beta)});
            }
        }
        if (fitted < 2) {
            return null;
        }
        Fit line = logs.size() < 3 ? null : Ols.fit(sample(logs));
        return new Windows(
                fitted,
                slope / fitted,
                tWhite / fitted,
                r2 / fitted,
                r2Ti / fitted,
                (double) significant / fitted,
                line == null ? Double.NaN : -line.beta(1),
                line == null ? Double.NaN : line.r2(),
                slopeTimesDepth / fitted);
    }

    /** Average quantity at a best price, lots. */
    private static double depth(BinTable table, Samples samples, int from, int to) {
        long depth = 0;
        long events = 0;
        for (int row = from; row < to; row++) {
            depth += table.depthLots(samples.bin(row), 0);
            events += table.events(samples.bin(row));
        }
        return depth / (2.0 * events);
    }

    private static Ols.Sample sample(List<double[]> points) {
        return new Ols.Sample() {
            @Override
            public int rows() {
                return points.size();
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public double read(int row, double[] x) {
                x[0] = points.get(row)[0];
                return points.get(row)[1];
            }
        };
    }
}
