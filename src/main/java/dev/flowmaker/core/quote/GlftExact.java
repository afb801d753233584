package dev.flowmaker.core.quote;

/**
 * Exact quotes of Guéant, Lehalle and Fernandez-Tapia (2013) for inventories −Q to Q and a horizon, order size 1:
 *
 * <pre>
 * v = e^(−M·timeLeft)·1,  M tridiagonal: diagonal αq², off it −η
 * α = kγσ²/2,  η = A(1 + γ/k)^−(1 + k/γ)
 * bid distance c + (1/k)·ln(v_q / v_(q+1)),  ask distance c + (1/k)·ln(v_q / v_(q−1)),  c = (1/γ)·ln(1 + γ/k)
 * </pre>
 *
 * v is the same for q and −q, so that only inventories 0 to Q are computed, once: by scaling and squaring of a matrix
 * without negative entries, where no digit is lost to cancellation. Cost: about log₂(‖M‖·timeLeft) products of
 * (Q+1)×(Q+1) matrices. Quotes are then look-ups.
 */
public final class GlftExact {
    private static final int TAYLOR_TERMS = 18;

    private final double k;
    private final double c;
    /** ln v by |q|, up to a constant that quotes do not depend on. */
    private final double[] logV;

    /**
     * @param gamma risk aversion γ
     * @param sigma volatility σ
     * @param a fill intensity at the mid, per unit of time
     * @param k its decay with distance
     * @param timeLeft horizon T − t
     * @param limit largest inventory Q either way, at least 1
     */
    public GlftExact(double gamma, double sigma, double a, double k, double timeLeft, int limit) {
        if (!(gamma > 0 && sigma >= 0 && a > 0 && k > 0 && timeLeft >= 0 && limit >= 1)) {
            throw new IllegalArgumentException("γ, A and k must be above 0, σ and time left not below, Q at least 1");
        }
        this.k = k;
        c = StrictMath.log1p(gamma / k) / gamma;
        double alpha = k * gamma * sigma * sigma / 2;
        double eta = a * StrictMath.exp(-(1 + k / gamma) * StrictMath.log1p(gamma / k));
        logV = logOfExponential(alpha, eta, timeLeft, limit);
    }

    /** Distance of the bid from the mid at inventory {@code q}, −Q to Q−1. */
    public double bidDistance(int q) {
        return c + difference(q, q + 1) / k;
    }

    /** Distance of the ask from the mid at inventory {@code q}, −Q+1 to Q. */
    public double askDistance(int q) {
        return c + difference(q, q - 1) / k;
    }

    /** ln(v_q / v_r); infinite, of the sign it must have, where both are too small for a double. */
    private double difference(int q, int r) {
        double at = logV[StrictMath.abs(q)];
        double next = logV[StrictMath.abs(r)];
        if (at == next && at == Double.NEGATIVE_INFINITY) {
            return StrictMath.abs(r) > StrictMath.abs(q) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return at - next;
    }

    /** ln(e^(−M·time)·1), but for a constant. The step's matrix is squared, scaled by its largest entry each time. */
    private static double[] logOfExponential(double alpha, double eta, double time, int limit) {
        int size = limit + 1;
        double norm = (alpha * limit * limit + 2 * eta) * time;
        int squarings = 0;
        while (norm > 0.5) {
            norm /= 2;
            squarings++;
        }
        double[][] power = exponentialOfStep(alpha, eta, time / StrictMath.pow(2, squarings), limit);
        double[][] next = new double[size][size];
        for (int i = 0; i < squarings; i++) {
            square(power, next);
            double[][] swap = power;
            power = next;
            next = swap;
        }
        double[] log = new double[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (double entry : power[i]) {
                sum += entry;
            }
            log[i] = StrictMath.log(sum);
        }
        return log;
    }

    /** Taylor's series of e^((αQ²·1 − M)·step) on 0 to Q: nothing in it is negative. The factor e^(αQ²·step) is a constant. */
    private static double[][] exponentialOfStep(double alpha, double eta, double step, int limit) {
        int size = limit + 1;
        double[] diagonal = new double[size];
        for (int q = 0; q < size; q++) {
            diagonal[q] = alpha * ((double) limit * limit - (double) q * q) * step;
        }
        double[][] sum = identity(size);
        double[][] term = identity(size);
        double[][] next = new double[size][size];
        for (int n = 1; n <= TAYLOR_TERMS; n++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double entry = term[i][j] * diagonal[j];
                    if (j > 0) {
                        // From 0 there are two ways to one order held: long and short.
                        entry += term[i][j - 1] * eta * step * (j == 1 ? 2 : 1);
                    }
                    if (j + 1 < size) {
                        entry += term[i][j + 1] * eta * step;
                    }
                    next[i][j] = entry / n;
                    sum[i][j] += next[i][j];
                }
            }
            double[][] swap = term;
            term = next;
            next = swap;
        }
        return sum;
    }

    private static double[][] identity(int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    private static void square(double[][] a, double[][] out) {
        int size = a.length;
        double largest = 0;
        for (int i = 0; i < size; i++) {
            double[] row = out[i];
            java.util.Arrays.fill(row, 0);
            for (int m = 0; m < size; m++) {
                double factor = a[i][m];
                for (int j = 0; j < size; j++) {
                    row[j] += factor * a[m][j];
                }
            }
            for (double entry : row) {
                largest = StrictMath.max(largest, entry);
            }
        }
        for (double[] row : out) {
            for (int j = 0; j < size; j++) {
                row[j] /= largest;
            }
        }
    }
}
