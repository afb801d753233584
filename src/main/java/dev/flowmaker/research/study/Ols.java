package dev.flowmaker.research.study;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Least squares with an intercept over rows that are read again rather than kept. Standard errors are classical, and
 * White's (1980) HC0, which hold when the error's size depends on the regressors. Columns are centred and scaled before
 * they are multiplied; directions without variance are left out.
 */
final class Ols {
    private static final double NO_VARIANCE = 1e-12;

    /** Rows to fit. */
    interface Sample {
        int rows();

        /** Regressors without the intercept. */
        int columns();

        /** Puts a row's regressors into {@code x} and returns its response. */
        double read(int row, double[] x);

        /** The rows from..to−1. */
        default Sample slice(int from, int to) {
            Sample all = this;
            return new Sample() {
                @Override
                public int rows() {
                    return to - from;
                }

                @Override
                public int columns() {
                    return all.columns();
                }

                @Override
                public double read(int row, double[] x) {
                    return all.read(from + row, x);
                }
            };
        }
    }

    /** A fitted line. Coefficient 0 is the intercept. */
    static final class Fit {
        private final double[] beta;
        private final double[] t;
        private final double[] tWhite;
        private final double r2;
        private final int rows;

        private Fit(double[] beta, double[] t, double[] tWhite, double r2, int rows) {
            this.beta = beta;
            this.t = t;
            this.tWhite = tWhite;
            this.r2 = r2;
            this.rows = rows;
        }

        /** Coefficients, the intercept counted. */
        int coefficients() {
            return beta.length;
        }

        double beta(int index) {
            return beta[index];
        }

        /** Classical t statistic. */
        double t(int index) {
            return t[index];
        }

        /** With White's HC0 standard error. */
        double tWhite(int index) {
            return tWhite[index];
        }

        /** Share of the variance explained; not a number when there is none. */
        double r2() {
            return r2;
        }

        double adjustedR2() {
            return 1 - (1 - r2) * (rows - 1) / (rows - beta.length);
        }

        double predict(double[] x) {
            double sum = beta[0];
            for (int j = 0; j < x.length; j++) {
                sum += beta[j + 1] * x[j];
            }
            return sum;
        }
    }

    private final Sample sample;
    private final int n;
    private final int p;
    private final double[] x;
    private final double[] mean;
    private final double[] deviation;
    private double meanY;

    private Ols(Sample sample) {
        this.sample = sample;
        this.n = sample.rows();
        this.p = sample.columns();
        this.x = new double[p];
        this.mean = new double[p];
        this.deviation = new double[p];
    }

    /** Fits; with no row more than coefficients to find, no figure is a number. */
    static Fit fit(Sample sample) {
        return sample.rows() < sample.columns() + 2 ? unknown(sample) : new Ols(sample).fit();
    }

    private static Fit unknown(Sample sample) {
        double[] none = new double[sample.columns() + 1];
        Arrays.fill(none, Double.NaN);
        return new Fit(none, none, none, Double.NaN, sample.rows());
    }

    /** 1 − SSE/SST of a fit on rows it has not seen, around their own mean. */
    static double r2(Fit fit, Sample sample) {
        double[] x = new double[sample.columns()];
        double sum = 0;
        for (int row = 0; row < sample.rows(); row++) {
            sum += sample.read(row, x);
        }
        double mean = sum / sample.rows();
        double errors = 0;
        double total = 0;
        for (int row = 0; row < sample.rows(); row++) {
            double y = sample.read(row, x);
            double error = y - fit.predict(x);
            errors += error * error;
            total += (y - mean) * (y - mean);
        }
        return 1 - errors / total;
    }

    private Fit fit() {
        standardise();
        double[][] cross = new double[p][p];
        double[] withY = new double[p];
        double totalSquares = 0;
        for (int row = 0; row < n; row++) {
            double y = readStandard(row) - meanY;
            totalSquares += y * y;
            for (int i = 0; i < p; i++) {
                withY[i] += x[i] * y;
                for (int j = 0; j <= i; j++) {
                    cross[i][j] += x[i] * x[j];
                    cross[j][i] = cross[i][j];
                }
            }
        }
        RealMatrix inverse = inverse(cross);
        double[] slopes = inverse.operate(withY);
        double squares = 0;
        // Of the intercept, which is last, and the slopes.
        double[][] meat = new double[p + 1][p + 1];
        for (int row = 0; row < n; row++) {
            double error = readStandard(row) - meanY;
            for (int i = 0; i < p; i++) {
                error -= slopes[i] * x[i];
            }
            double weight = error * error;
            squares += weight;
            for (int i = 0; i <= p; i++) {
                for (int j = 0; j <= i; j++) {
                    meat[i][j] += weight * (i == p ? 1 : x[i]) * (j == p ? 1 : x[j]);
                    meat[j][i] = meat[i][j];
                }
            }
        }
        RealMatrix bread = MatrixUtils.createRealMatrix(p + 1, p + 1);
        bread.setSubMatrix(inverse.getData(), 0, 0);
        bread.setEntry(p, p, 1.0 / n);
        double variance = squares / (n - p - 1);
        RealMatrix classical = bread.scalarMultiply(variance);
        RealMatrix white = bread.multiply(new Array2DRowRealMatrix(meat, false)).multiply(bread);
        double[] beta = new double[p + 1];
        beta[0] = meanY;
        for (int i = 0; i < p; i++) {
            beta[i + 1] = deviation[i] == 0 ? 0 : slopes[i] / deviation[i];
            beta[0] -= beta[i + 1] * mean[i];
        }
        return new Fit(beta, t(beta, classical), t(beta, white), 1 - squares / totalSquares, n);
    }

    private void standardise() {
        for (int row = 0; row < n; row++) {
            meanY += sample.read(row, x) / n;
            for (int i = 0; i < p; i++) {
                mean[i] += x[i] / n;
            }
        }
        for (int row = 0; row < n; row++) {
            sample.read(row, x);
            for (int i = 0; i < p; i++) {
                deviation[i] += (x[i] - mean[i]) * (x[i] - mean[i]) / n;
            }
        }
        for (int i = 0; i < p; i++) {
            deviation[i] = Math.sqrt(deviation[i]);
        }
    }

    private double readStandard(int row) {
        double y = sample.read(row, x);
        for (int i = 0; i < p; i++) {
            x[i] = deviation[i] == 0 ? 0 : (x[i] - mean[i]) / deviation[i];
        }
        return y;
    }

    private static RealMatrix inverse(double[][] symmetric) {
        int size = symmetric.length;
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(symmetric, false));
        RealMatrix inverse = MatrixUtils.createRealMatrix(size, size);
        double largest = eigen.getEigenvalue(0);
        for (int i = 0; i < size && eigen.getEigenvalue(i) > largest * NO_VARIANCE; i++) {
            RealMatrix direction =
                    MatrixUtils.createColumnRealMatrix(eigen.getEigenvector(i).toArray());
            inverse = inverse.add(direction.multiplyTransposed(direction).scalarMultiply(1 / eigen.getEigenvalue(i)));
        }
        return inverse;
    }

    /** From standard columns back: a slope divides by its deviation, the intercept takes all means with it. */
    private double[] t(double[] beta, RealMatrix covariance) {
        double[] t = new double[p + 1];
        double[] intercept = new double[p + 1];
        intercept[p] = 1;
        for (int i = 0; i < p; i++) {
            double scale = deviation[i] == 0 ? 0 : 1 / deviation[i];
            t[i + 1] = beta[i + 1] / (scale * Math.sqrt(covariance.getEntry(i, i)));
            intercept[i] = -mean[i] * scale;
        }
        double[] product = covariance.operate(intercept);
        double variance = 0;
        for (int i = 0; i <= p; i++) {
            variance += intercept[i] * product[i];
        }
        t[0] = beta[0] / Math.sqrt(variance);
        return t;
    }
}
