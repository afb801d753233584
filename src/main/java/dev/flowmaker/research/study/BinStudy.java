package dev.flowmaker.research.study;

import dev.flowmaker.core.signal.QueueImbalance;
import dev.flowmaker.research.study.Ols.Fit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order-flow study of one bin length. Contemporaneous regressions of the mid's change on the flow of the same bin are
 * what flow explains; the lagged ones are what it foretells.
 *
 * @param events depth frames in the bins
 * @param ofi1 best-level flow; ticks per base unit
 * @param ti trade imbalance
 * @param both best-level flow and trade imbalance
 * @param sums flow of the best 1..M ranks added up, by M−1
 * @param vectors the best 1..M ranks each by itself, by M−1
 * @param normalised best-level flow over mean depth, to basis points
 * @param integrated the ranks' first principal component, to basis points
 * @param component its weights, from all bins
 * @param lagged flow, trades and queue imbalance against the next bin's change
 * @param decay share explained by best-level flow of the change 0, 1, 2… bins later
 * @param windows null when there are not two
 */
record BinStudy(
        long binMillis,
        int k,
        long events,
        long emptyBins,
        long brokenBins,
        long unchanged,
        double deviation,
        long sumOfi1,
        long sumTi,
        double sumChange,
        Fit ofi1,
        Fit ti,
        Fit both,
        List<Fit> sums,
        List<Fit> vectors,
        Fit normalised,
        Fit integrated,
        PrincipalComponent component,
        OutOfSample outOfSample,
        Lagged lagged,
        List<Double> decay,
        List<Decile> deciles,
        @Nullable Windows windows,
        Predictions predictions) {

    private static final int DECAY_BINS = 10;

    /** R² on the second half of what the first half fitted; {@code vectors} by number of ranks − 1. */
    record OutOfSample(double ofi1, double ti, List<Double> vectors, double normalised, double integrated) {}

    record Lagged(Fit ofi1, Fit ti, Fit queueImbalance) {}

    /** Mean of the mid's change, ticks, over a tenth of the bins by best-level flow, base units; tenths from 1. */
    record Decile(int tenth, double meanFlow, double meanChange, int bins) {}

    private static final int FEW = 30;

    /** Whether there are too few bins to believe a regression. */
    boolean few() {
        return k < FEW;
    }

    static BinStudy of(BinTable table, double lot, MidSeries mids, @Nullable MicroPriceFit microPrice) {
        Samples samples = new Samples(table, lot);
        int rows = samples.rows();
        long binMillis = table.binNanos() / 1_000_000;
        int half = samples.half();
        List<Fit> sums = new ArrayList<>();
        List<Fit> vectors = new ArrayList<>();
        List<Double> vectorsAhead = new ArrayList<>();
        for (int ranks = 1; ranks <= table.levels(); ranks++) {
            sums.add(Ols.fit(samples.sum(ranks)));
            vectors.add(Ols.fit(samples.vector(ranks)));
            vectorsAhead.add(ahead(samples.vector(ranks), half));
        }
        PrincipalComponent component = PrincipalComponent.of(samples.normalised(table.levels()));
        PrincipalComponent past =
                PrincipalComponent.of(samples.normalised(table.levels()).slice(0, half));
        Totals totals = new Totals(table, samples);
        return new BinStudy(
                binMillis,
                rows,
                totals.events,
                totals.empty,
                table.bins() - (long) rows,
                totals.unchanged,
                totals.deviation(),
                totals.flow,
                totals.trades,
                totals.change,
                sums.get(0),
                Ols.fit(samples.ti()),
                Ols.fit(samples.both()),
                sums,
                vectors,
                Ols.fit(samples.normalised(1)),
                Ols.fit(samples.integrated(component.weights())),
                component,
                new OutOfSample(
                        ahead(samples.ofi1(), half),
                        ahead(samples.ti(), half),
                        vectorsAhead,
                        ahead(samples.normalised(1), half),
                        ahead(samples.integrated(past.weights()), half)),
                new Lagged(
                        Ols.fit(samples.lagged(samples::flow, 1)),
                        Ols.fit(samples.lagged(samples::trades, 1)),
                        // Known at the bin's left end.
                        Ols.fit(samples.lagged(bin -> QueueImbalance.of(table.bidLots(bin), table.askLots(bin)), 0))),
                decay(samples),
                Deciles.of(table, samples),
                Windows.of(table, samples, lot),
                Predictions.of(table, samples, mids, past.weights(), microPrice));
    }

    private static double ahead(Ols.Sample sample, int half) {
        return Ols.r2(Ols.fit(sample.slice(0, half)), sample.slice(half, sample.rows()));
    }

    private static List<Double> decay(Samples samples) {
        List<Double> decay = new ArrayList<>();
        for (int lag = 0; lag <= DECAY_BINS; lag++) {
            decay.add(Ols.fit(samples.lagged(samples::flow, lag)).r2());
        }
        return decay;
    }

    /** Sums over the bins. */
    private static final class Totals {
        private long events;
        private long empty;
        private long unchanged;
        private long flow;
        private long trades;
        private double change;
        private double squares;
        private final int rows;

        Totals(BinTable table, Samples samples) {
            rows = samples.rows();
            for (int row = 0; row < rows; row++) {
                int bin = samples.bin(row);
                events += table.events(bin);
                empty += table.events(bin) == 0 ? 1 : 0;
                flow += table.flowLots(bin, 0);
                trades += table.tradeLots(bin);
                double moved = samples.change(bin);
                unchanged += moved == 0 ? 1 : 0;
                change += moved;
                squares += moved * moved;
            }
        }

        double deviation() {
            return Math.sqrt((squares - change * change / rows) / (rows - 1));
        }
    }
}
