package dev.flowmaker.research.sweep;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * What chance alone makes of the best of many trials. After Bailey and Lopez de Prado, "The Deflated Sharpe Ratio" (Journal
 * of Portfolio Management 40(5), 2014). Sharpe ratios are those of one period, not annualised.
 */
public final class Chance {
    private static final double EULER = 0.5772156649015329;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private Chance() {}

    /**
     * The expected largest of so many independent standard normal draws.
     *
     * @param trials 1 or more
     */
    public static double expectedMaximum(long trials) {
        if (trials < 2) {
            return 0;
        }
        return (1 - EULER) * NORMAL.inverseCumulativeProbability(1 - 1.0 / trials)
                + EULER * NORMAL.inverseCumulativeProbability(1 - 1.0 / (trials * Math.E));
    }

    /**
     * How probable it is that the Sharpe ratio behind an observed one is above a threshold.
     *
     * @param sharpe observed
     * @param threshold for the deflated ratio what the best of as many worthless trials is expected to show
     * @param periods it was observed in
     * @param kurtosis 3 for a normal distribution
     */
    public static double probability(double sharpe, double threshold, long periods, double skewness, double kurtosis) {
        double variance = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        if (periods < 2 || !(variance > 0)) {
            return Double.NaN;
        }
        return NORMAL.cumulativeProbability((sharpe - threshold) * Math.sqrt(periods - 1.0) / Math.sqrt(variance));
    }
}
