package dev.flowmaker.research.study;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The direction in which columns vary most together, scaled so that its weights' sizes add up to 1 and their sum is not
 * negative.
 */
final class PrincipalComponent {
    private final double[] weights;
    private final double share;

    private PrincipalComponent(double[] weights, double share) {
        this.weights = weights;
        this.share = share;
    }

    double[] weights() {
        return weights.clone();
    }

    /** Its share of the columns' whole variance. */
    double share() {
        return share;
    }

    static PrincipalComponent of(Ols.Sample sample) {
        int size = sample.columns();
        int rows = sample.rows();
        if (rows < 2) {
            double[] none = new double[size];
            Arrays.fill(none, Double.NaN);
            return new PrincipalComponent(none, Double.NaN);
        }
        double[] x = new double[size];
        double[] mean = new double[size];
        for (int row = 0; row < rows; row++) {
            sample.read(row, x);
            for (int i = 0; i < size; i++) {
                mean[i] += x[i] / rows;
            }
        }
        double[][] covariance = new double[size][size];
        for (int row = 0; row < rows; row++) {
            sample.read(row, x);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += (x[i] - mean[i]) * (x[j] - mean[j]) / (rows - 1);
                    covariance[j][i] = covariance[i][j];
                }
            }
        }
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
        double[] weights = eigen.getEigenvector(0).toArray();
        double sizes = 0;
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < size; i++) {
            sizes += Math.abs(weights[i]);
            sum += weights[i];
            variance += covariance[i][i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum < 0 ? -sizes : sizes;
        }
        return new PrincipalComponent(weights, eigen.getEigenvalue(0) / variance);
    }
}
