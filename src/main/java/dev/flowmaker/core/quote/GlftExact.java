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
 * The exponential is computed once, by scaling and squaring; quotes are then look-ups.
 */
public final class GlftExact {
    private static final int TAYLOR_TERMS = 24;

    private final int limit;
    private final double k;
    private final double c;
    /** ln v by inventory, index q + limit. */
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
        this.limit = limit;
        this.k = k;
        c = StrictMath.log(1 + gamma / k) / gamma;
        double alpha = k * gamma * sigma * sigma / 2;
        double eta = a * StrictMath.pow(1 + gamma / k, -(1 + k / gamma));
        logV = logOfExponential(alpha, eta, timeLeft, limit);
    }

    /** Distance of the bid from the mid at inventory {@code q}, −Q to Q−1. */
    public double bidDistance(int q) {
        return c + (logV[q + limit] - logV[q + 1 + limit]) / k;
    }

    /** Distance of the ask from the mid at inventory {@code q}, −Q+1 to Q. */
    public double askDistance(int q) {
        return c + (logV[q + limit] - logV[q - 1 + limit]) / k;
    }

    /** ln(e^(−M·time)·1). The step matrix is squared, scaled by its largest entry each time so that nothing underflows. */
    private static double[] logOfExponential(double alpha, double eta, double time, int limit) {
        int size = 2 * limit + 1;
        double norm = (alpha * limit * limit + 2 * eta) * time;
        int squarings = 0;
        while (norm > 0.5) {
            norm /= 2;
            squarings++;
        }
        double step = time / StrictMath.pow(2, squarings);
        double[][] power = exponentialOfStep(alpha, eta, step, limit);
        double logScale = 0;
        for (int i = 0; i < squarings; i++) {
            power = product(power, power);
            logScale *= 2;
            double largest = 0;
            for (double[] row : power) {
                for (double entry : row) {
                    largest = StrictMath.max(largest, entry);
                }
            }
            for (double[] row : power) {
                for (int j = 0; j < size; j++) {
                    row[j] /= largest;
                }
            }
            logScale += StrictMath.log(largest);
        }
        double[] log = new double[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (double entry : power[i]) {
                sum += entry;
            }
            log[i] = logScale + StrictMath.log(sum);
        }
        return log;
    }

    private static double[][] exponentialOfStep(double alpha, double eta, double step, int limit) {
        int size = 2 * limit + 1;
        double[][] generator = new double[size][size];
        for (int i = 0; i < size; i++) {
            double q = i - limit;
            generator[i][i] = -alpha * q * q * step;
            if (i > 0) {
                generator[i][i - 1] = eta * step;
            }
            if (i + 1 < size) {
                generator[i][i + 1] = eta * step;
            }
        }
        double[][] sum = identity(size);
        double[][] term = identity(size);
        for (int n = 1; n <= TAYLOR_TERMS; n++) {
            term = product(term, generator);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    term[i][j] /= n;
                    sum[i][j] += term[i][j];
                }
            }
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

    private static double[][] product(double[][] a, double[][] b) {
        int size = a.length;
        double[][] out = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int m = 0; m < size; m++) {
                double factor = a[i][m];
                if (factor != 0) {
                    for (int j = 0; j < size; j++) {
                        out[i][j] += factor * b[m][j];
                    }
                }
            }
        }
        return out;
    }
}
