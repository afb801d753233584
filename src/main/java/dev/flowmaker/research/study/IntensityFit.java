package dev.flowmaker.research.study;

import org.jspecify.annotations.Nullable;

/**
 * Fill intensity λ(δ) = A·e^(−kδ) by least squares of ln λ on δ = ½, 1½, … ticks from the mid, λ(δ) being the steps per
 * second with a trade beyond δ: Avellaneda and Stoikov (2008), Guéant, Lehalle and Fernandez-Tapia (2013).
 *
 * @param a trades beyond the mid, 1/s
 * @param k decay, 1/tick
 * @param r2 share of ln λ's variance explained
 * @param ticks distances fitted
 * @param fewest steps behind the farthest distance
 */
public record IntensityFit(double a, double k, double r2, int ticks, long fewest) {
    /** Distances fitted at most. */
    static final int USUAL_TICKS = 70;
    /** Steps that a distance needs, for its logarithm to mean something. */
    static final long FEWEST_STEPS = 30;

    private static final int FEWEST_TICKS = 3;

    /** Null when trades reach too few distances often enough. */
    static @Nullable IntensityFit of(IntensityCounter counter) {
        int ticks = 0;
        while (ticks < USUAL_TICKS && counter.deeperThan(ticks) >= FEWEST_STEPS) {
            ticks++;
        }
        if (ticks < FEWEST_TICKS) {
            return null;
        }
        int fitted = ticks;
        Ols.Fit line = Ols.fit(new Ols.Sample() {
            @Override
            public int rows() {
                return fitted;
            }

            @Override
            public int columns() {
                return 1;
            }

            @Override
            public double read(int row, double[] x) {
                x[0] = row + 0.5;
                return Math.log(counter.deeperThan(row) / counter.seconds());
            }
        });
        return new IntensityFit(Math.exp(line.beta(0)), -line.beta(1), line.r2(), ticks, counter.deeperThan(ticks - 1));
    }
}
