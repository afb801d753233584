package dev.flowmaker.research.study;

import dev.flowmaker.core.quote.Glft;

/**
 * Spread and skew that Guéant, Lehalle and Fernandez-Tapia's asymptotic quotes ask for with orders of one size, but no
 * less spread than what the mid goes against whoever was hit.
 *
 * @param gamma risk aversion
 * @param orders held at the inventory limit
 * @param halfSpreadTicks 0 when there is no intensity to ask
 * @param skewTicks for each order held
 */
public record Suggestion(double gamma, int orders, double halfSpreadTicks, double skewTicks) {
    private static final double LEAST_GAMMA = 1e-12;
    private static final double MOST_GAMMA = 1e3;
    private static final int HALVINGS = 100;

    /** With this risk aversion. */
    public static Suggestion of(Calibration fit, double gamma, int orders) {
        IntensityFit intensity = fit.intensity();
        if (intensity == null || !(intensity.k() > 0)) {
            return new Suggestion(gamma, orders, 0, 0);
        }
        Glft quotes = quotes(fit, intensity, gamma);
        double floor = 0;
        for (Calibration.Markout markout : fit.markouts()) {
            floor = Math.max(floor, markout.against());
        }
        return new Suggestion(gamma, orders, Math.max(floor, quotes.halfSpread()), quotes.skew());
    }

    /** With the risk aversion at which holding that many orders moves both quotes by a half-spread. */
    public static Suggestion balanced(Calibration fit, int orders) {
        IntensityFit intensity = fit.intensity();
        double low = Math.log(LEAST_GAMMA);
        double high = Math.log(MOST_GAMMA);
        for (int i = 0; i < HALVINGS && intensity != null && intensity.k() > 0; i++) {
            double middle = (low + high) / 2;
            Glft quotes = quotes(fit, intensity, Math.exp(middle));
            if (quotes.skew() * orders > quotes.halfSpread()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return of(fit, Math.exp(low), orders);
    }

    private static Glft quotes(Calibration fit, IntensityFit intensity, double gamma) {
        return new Glft(gamma, gamma, 1, fit.sigma(), intensity.a(), intensity.k());
    }
}
