package dev.flowmaker.core.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.StateTape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecursiveLeastSquaresTest {
    private static final int SIZE = 6;

    /** Normal equations of a weighted ridge regression, solved at once. */
    private static final class Batch {
        final double[][] a = new double[SIZE][SIZE];
        final double[] b = new double[SIZE];

        void add(double[] x, double y, double weight) {
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    a[i][j] += weight * x[i] * x[j];
                }
                b[i] += weight * x[i] * y;
            }
        }

        double[] solve() {
            for (int column = 0; column < SIZE; column++) {
                int best = column;
                for (int row = column; row < SIZE; row++) {
                    best = Math.abs(a[row][column]) > Math.abs(a[best][column]) ? row : best;
                }
                double[] swap = a[column];
                a[column] = a[best];
                a[best] = swap;
                double value = b[column];
                b[column] = b[best];
                b[best] = value;
                for (int row = 0; row < SIZE; row++) {
                    if (row != column) {
                        double factor = a[row][column] / a[column][column];
                        for (int j = column; j < SIZE; j++) {
                            a[row][j] -= factor * a[column][j];
                        }
                        b[row] -= factor * b[column];
                    }
                }
            }
            double[] beta = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                beta[i] = b[i] / a[i][i];
            }
            return beta;
        }
    }

    /** Collinear, as the ranks of a book are: a common part and a little of its own each. */
    private static double[] sample(SplittableRandom random) {
        double common = gauss(random);
        double[] x = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            x[i] = common + 0.1 * gauss(random);
        }
        return x;
    }

    private static double gauss(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    /** The sample, of return 0, that a penalty on one coefficient is. */
    private static double[] axis(int index, double penalty) {
        double[] x = new double[SIZE];
        x[index] = Math.sqrt(penalty);
        return x;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEqualABatchOfWeightedRidge(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double forgetting = 0.99;
        double prior = 3;
        double ridge = 0.2;
        int samples = 500;
        RecursiveLeastSquares fit = new RecursiveLeastSquares(SIZE);
        Batch batch = new Batch();
        for (int i = 0; i < SIZE; i++) {
            assertFalse(fit.begun(i));
            fit.begin(i, prior);
            assertTrue(fit.begun(i));
            batch.add(axis(i, prior), 0, Math.pow(forgetting, samples));
        }
        for (int n = 0; n < samples; n++) {
            double[] x = sample(random);
            double y = 0.5 * x[0] - 0.3 * x[3] + gauss(random);
            fit.add(x, y, forgetting);
            fit.pull(n % SIZE, ridge);
            double weight = Math.pow(forgetting, samples - 1 - n);
            batch.add(x, y, weight);
            batch.add(axis(n % SIZE, ridge), 0, weight);
        }
        double[] beta = batch.solve();
        for (int i = 0; i < SIZE; i++) {
            assertEquals(beta[i], fit.beta(i), 1e-9, "seed " + seed + " coefficient " + i);
        }
    }

    @Test
    void shouldFitOnlyWhatWasBegun() {
        RecursiveLeastSquares fit = new RecursiveLeastSquares(2);
        fit.begin(0, 1e-9);
        for (int n = 0; n < 10; n++) {
            fit.add(new double[] {n % 3, n % 4}, 2 * (n % 3), 1);
        }
        assertEquals(2, fit.beta(0), 1e-6);
        assertEquals(0, fit.beta(1));
    }

    @Test
    void shouldForgetNoDirectionWithoutEnd() {
        RecursiveLeastSquares fit = new RecursiveLeastSquares(2);
        fit.begin(0, 1);
        fit.begin(1, 1);
        double[] scale = {1, 1};
        // Nothing ever moves in the second direction.
        for (int n = 0; n < 10_000; n++) {
            fit.add(new double[] {n % 2 == 0 ? 1 : -1, 0}, n % 2 == 0 ? 3 : -3, 0.9);
            fit.limitTrace(10, scale);
        }
        assertEquals(3, fit.beta(0), 1e-3);
        // The first sample of it must not throw the fit out.
        fit.add(new double[] {0, 1}, 5, 0.9);
        assertTrue(fit.beta(1) > 0 && fit.beta(1) < 5, () -> "beta " + fit.beta(1));
        assertEquals(3, fit.beta(0), 1e-3);
    }

    @Test
    void shouldGoOnTheSameFromARestoredState() {
        SplittableRandom random = new SplittableRandom(9);
        RecursiveLeastSquares fit = new RecursiveLeastSquares(SIZE);
        RecursiveLeastSquares copy = new RecursiveLeastSquares(SIZE);
        for (int i = 0; i < SIZE; i++) {
            fit.begin(i, 1);
        }
        for (int n = 0; n < 50; n++) {
            fit.add(sample(random), gauss(random), 0.98);
        }
        StateTape.copy(fit::visitState, copy::visitState);
        for (int n = 0; n < 50; n++) {
            double[] x = sample(random);
            double y = gauss(random);
            fit.add(x, y, 0.98);
            copy.add(x, y, 0.98);
        }
        for (int i = 0; i < SIZE; i++) {
            assertEquals(fit.beta(i), copy.beta(i));
        }
    }
}
