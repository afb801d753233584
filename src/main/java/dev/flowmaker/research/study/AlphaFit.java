package dev.flowmaker.research.study;

import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * Weights of the engine's signals for the mid's change over a horizon, as alpha would have them: no intercept, ridge in
 * shares of each signal's variance, signals and changes cut at some root mean squares. A signal is used when, fitted on the
 * first half, it foretells the second by itself, and with the others it takes a thousandth of the error on the second half away. The weights are then of all samples.
 *
 * @param all every signal that was tried; those not used have weight 0
 * @param outOfSampleR2 of the used ones together, fitted on the first half, on the second; against no change
 * @param r2 of the final weights on all samples
 * @param usualShift root mean square of what the final weights foretell, ticks
 * @param samples one a second
 */
public record AlphaFit(
        long horizonMillis, List<SignalFit> all, double outOfSampleR2, double r2, double usualShift, int samples) {
    /** A signal that takes away less of the error is not worth its estimate. */
    private static final double LEAST_ADDED = 0.001;

    /**
     * One signal.
     *
     * @param ticksPerUnit its weight, 0 when it is not used
     * @param alone R² out of sample by itself: what alpha calls its confidence
     * @param adds share of the others' error out of sample that it takes away
     */
    public record SignalFit(SignalKind kind, double ticksPerUnit, double alone, double adds, boolean used) {}

    /** Whether anything is foretold. */
    public boolean predicts() {
        return outOfSampleR2 > 0 && all.stream().anyMatch(SignalFit::used);
    }

    /** Signals to use, the configured default when none foretells. */
    List<SignalFit> used() {
        return all.stream().filter(SignalFit::used).toList();
    }

    static AlphaFit of(
            EngineSamples samples, SignalSettings settings, long horizonMillis, double ridge, double winsor) {
        Fitter fitter =
                new Fitter(samples.at(horizonMillis * 1_000_000), settings.use().size(), ridge, winsor);
        List<Integer> kept = new ArrayList<>();
        for (int column = 0; column < settings.use().size(); column++) {
            // Alpha trusts no signal that does not foretell by itself.
            if (fitter.aheadR2(List.of(column)) > 0) {
                kept.add(column);
            }
        }
        boolean dropping = true;
        while (dropping && !kept.isEmpty()) {
            Integer worst = worst(fitter, kept);
            dropping = worst != null;
            kept.remove(worst);
        }
        double whole = fitter.aheadR2(kept);
        return of(fitter, settings, horizonMillis, kept, !kept.isEmpty() && whole > 0);
    }

    /** The weights of every signal, whatever it foretells. */
    static AlphaFit ofAll(
            EngineSamples samples, SignalSettings settings, long horizonMillis, double ridge, double winsor) {
        int columns = settings.use().size();
        Fitter fitter = new Fitter(samples.at(horizonMillis * 1_000_000), columns, ridge, winsor);
        List<Integer> every = IntStream.range(0, columns).boxed().toList();
        return of(fitter, settings, horizonMillis, every, true);
    }

    private static AlphaFit of(
            Fitter fitter, SignalSettings settings, long horizonMillis, List<Integer> kept, boolean any) {
        double[] weights = any ? fitter.fit(kept, 0, fitter.rows) : new double[kept.size()];
        List<SignalFit> all = new ArrayList<>();
        for (int column = 0; column < settings.use().size(); column++) {
            int index = kept.indexOf(column);
            boolean used = any && index >= 0;
            all.add(new SignalFit(
                    settings.use().get(column),
                    used ? weights[index] : 0,
                    fitter.aheadR2(List.of(column)),
                    adds(fitter, kept, column),
                    used));
        }
        return new AlphaFit(
                horizonMillis,
                all,
                fitter.aheadR2(kept),
                any ? 1 - fitter.errors(kept, weights, 0, fitter.rows) : 0,
                any ? fitter.usualShift(kept, weights) : 0,
                fitter.rows);
    }

    /** The signal that is missed least; null when each one is missed. */
    private static @Nullable Integer worst(Fitter fitter, List<Integer> kept) {
        Integer worst = null;
        double least = LEAST_ADDED;
        for (Integer column : kept) {
            double adds = adds(fitter, kept, column);
            if (!(adds > least)) {
                least = adds;
                worst = column;
            }
        }
        return worst;
    }

    private static double adds(Fitter fitter, List<Integer> kept, int column) {
        List<Integer> with = new ArrayList<>(kept);
        List<Integer> without = new ArrayList<>(kept);
        without.remove(Integer.valueOf(column));
        if (!with.contains(column)) {
            with.add(column);
        }
        return 1 - (1 - fitter.aheadR2(with)) / (1 - fitter.aheadR2(without));
    }

    /** Fits and judges columns of one selection. */
    private static final class Fitter {
        private final double[][] x;
        private final double[] y;
        private final double[] size;
        private final double ridge;
        private final int rows;
        private final int past;
        private final int half;

        Fitter(EngineSamples.Selection at, int columns, double ridge, double winsor) {
            this.ridge = ridge;
            rows = at.size();
            past = at.past();
            half = at.half();
            x = new double[columns][rows];
            y = new double[rows];
            size = new double[columns];
            for (int row = 0; row < rows; row++) {
                y[row] = at.change(row);
                for (int column = 0; column < columns; column++) {
                    x[column][row] = at.value(row, column);
                }
            }
            cut(y, winsor);
            for (int column = 0; column < columns; column++) {
                size[column] = cut(x[column], winsor);
            }
        }

        /** Cuts at so many root mean squares of the first half; returns that root. */
        private double cut(double[] values, double winsor) {
            double squares = 0;
            for (int row = 0; row < past; row++) {
                squares += values[row] * values[row];
            }
            double root = Math.sqrt(squares / Math.max(1, past));
            for (int row = 0; row < rows && root > 0; row++) {
                values[row] = Math.max(-winsor * root, Math.min(winsor * root, values[row]));
            }
            return root;
        }

        double[] fit(List<Integer> columns, int from, int to) {
            int count = columns.size();
            double[][] cross = new double[count][count];
            double[] right = new double[count];
            for (int i = 0; i < count; i++) {
                double[] xi = x[columns.get(i)];
                for (int j = 0; j <= i; j++) {
                    double[] xj = x[columns.get(j)];
                    for (int row = from; row < to; row++) {
                        cross[i][j] += xi[row] * xj[row];
                    }
                    cross[j][i] = cross[i][j];
                }
                for (int row = from; row < to; row++) {
                    right[i] += xi[row] * y[row];
                }
                double usual = size[columns.get(i)];
                cross[i][i] += ridge * (to - from) * (usual > 0 ? usual * usual : 1);
            }
            return count == 0
                    ? right
                    : new LUDecomposition(new Array2DRowRealMatrix(cross, false))
                            .getSolver()
                            .solve(new ArrayRealVector(right, false))
                            .toArray();
        }

        private double foretold(List<Integer> columns, double[] weights, int row) {
            double foretold = 0;
            for (int i = 0; i < weights.length; i++) {
                foretold += weights[i] * x[columns.get(i)][row];
            }
            return foretold;
        }

        /** Squared errors over squared changes. */
        double errors(List<Integer> columns, double[] weights, int from, int to) {
            double errors = 0;
            double total = 0;
            for (int row = from; row < to; row++) {
                double error = y[row] - foretold(columns, weights, row);
                errors += error * error;
                total += y[row] * y[row];
            }
            return errors / total;
        }

        double usualShift(List<Integer> columns, double[] weights) {
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                double foretold = foretold(columns, weights, row);
                squares += foretold * foretold;
            }
            return Math.sqrt(squares / rows);
        }

        double aheadR2(List<Integer> columns) {
            return 1 - errors(columns, fit(columns, 0, past), half, rows);
        }
    }
}
