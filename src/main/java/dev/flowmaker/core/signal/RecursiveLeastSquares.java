package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Regression that forgets: K = Px/(λ + xᵀPx), β ← β + K(y − xᵀβ), P ← (P − KxᵀP)/λ. After n samples β minimises
 * Σ λ^(n−i)(y_i − x_iᵀβ)² plus what {@link #begin} and {@link #pull} put in. The trace of P is held below a limit, so that
 * a direction nobody moves in is not forgotten without end. Haykin, "Adaptive Filter Theory", chapter on recursive least squares.
 */
public final class RecursiveLeastSquares {
    private final int size;
    private final double[] beta;
    /** Symmetric, row by row. */
    private final double[] p;

    private final double[] px;
    private final double[] axis;

    public RecursiveLeastSquares(int size) {
        this.size = size;
        beta = new double[size];
        p = new double[size * size];
        px = new double[size];
        axis = new double[size];
    }

    /** Lets a coefficient be fitted, from 0, with this penalty on its square to begin with. */
    public void begin(int index, double penalty) {
        for (int i = 0; i < size; i++) {
            p[index * size + i] = 0;
            p[i * size + index] = 0;
        }
        p[index * size + index] = 1 / penalty;
        beta[index] = 0;
    }

    /** Whether a coefficient is fitted. */
    public boolean begun(int index) {
        return p[index * size + index] > 0;
    }

    /** Learns one sample, what was known before counting {@code forgetting} times as much. */
    public void add(double[] x, double y, double forgetting) {
        double spread = forgetting;
        double error = y;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += p[i * size + j] * x[j];
            }
            px[i] = sum;
            spread += sum * x[i];
            error -= x[i] * beta[i];
        }
        for (int i = 0; i < size; i++) {
            double gain = px[i] / spread;
            beta[i] += gain * error;
            for (int j = i; j < size; j++) {
                double value = (p[i * size + j] - gain * px[j]) / forgetting;
                p[i * size + j] = value;
                p[j * size + i] = value;
            }
        }
    }

    /** Adds {@code penalty}·β² of one coefficient to what is minimised: ridge. */
    public void pull(int index, double penalty) {
        axis[index] = StrictMath.sqrt(penalty);
        add(axis, 0, 1);
        axis[index] = 0;
    }

    /** Shrinks P so that its trace, each coefficient in units of 1/scale, is at most this. */
    public void limitTrace(double limit, double[] scale) {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += p[i * size + i] * scale[i] * scale[i];
        }
        if (trace > limit) {
            for (int i = 0; i < p.length; i++) {
                p[i] *= limit / trace;
            }
        }
    }

    public double beta(int index) {
        return beta[index];
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("regression");
        for (int i = 0; i < size; i++) {
            beta[i] = visitor.real("beta", beta[i]);
        }
        for (int i = 0; i < p.length; i++) {
            p[i] = visitor.real("p", p[i]);
        }
        visitor.end();
    }
}
