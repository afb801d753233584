package dev.flowmaker.research.market;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured of a market, each at a few places, and how far another market may be from it and still be alike. The
 * tolerances were stated before anything was fitted.
 */
public enum Statistic {
    SPREAD("spread, mean", "ticks", Tolerance.factor(1.4)),
    SPREAD_SHARE("share of time with a spread of at most, ticks", "", Tolerance.within(0.1), 1, 10, 100),
    DEPTH("quantity at rank, mean", "base", Tolerance.factor(1.6), 1, 2, 3, 5, 10),
    REACH("distance from the best price of rank, mean", "ticks", Tolerance.factor(1.6), 2, 5, 10),
    CHANGE_RATE("changes among the best 10 ranks", "1/s", Tolerance.factor(1.6)),
    ORDER_SIZE("quantity added to a level, quantile", "base", Tolerance.factor(2), 0.5, 0.9, 0.99),
    ORDER_TAIL("quantity added to a level, tail exponent of the largest", "", Tolerance.within(0.5), 0.05),
    TAKER_RATE("takers' orders", "1/s", Tolerance.factor(1.5)),
    TAKER_SIZE("takers' orders, quantile", "base", Tolerance.factor(1.6), 0.5, 0.9, 0.99),
    TAKER_TAIL("takers' orders, tail exponent of the largest", "", Tolerance.within(0.4), 0.05),
    FANO("variance over mean of the number of takers' orders in, s", "", Tolerance.factor(1.6), 0.1, 1, 10),
    BRANCHING("branching ratio from the number of takers' orders in, s", "", Tolerance.within(0.1), 10),
    COUNT_ACF("autocorrelation of takers' orders a second, lag", "", Tolerance.within(0.15), 1, 2, 5, 10),
    SIGN_ACF("autocorrelation of takers' signs, lag", "", Tolerance.within(0.1), 1, 2, 5, 10, 20, 50, 100),
    OFI_SLOPE("slope on order-flow imbalance, bins of, s", "ticks/base", Tolerance.factor(1.6), 1, 10),
    OFI_R2("R² of order-flow imbalance, bins of, s", "", Tolerance.within(0.15), 1, 10),
    VOLATILITY("σ of the mid over, s", "ticks/√s", Tolerance.factor(1.5), 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60);

    private final String text;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Tolerance tolerance;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<Double> places;

    Statistic(String text, String unit, Tolerance tolerance, double... places) {
        this.text = text;
        this.unit = unit;
        this.tolerance = tolerance;
        this.places = places.length == 0
                ? List.of(0.0)
                : Arrays.stream(places).boxed().toList();
    }

    /** In words; ends with what its places are. */
    public String text() {
        return text;
    }

    /** Empty for a pure number. */
    public String unit() {
        return unit;
    }

    /** Where it is measured: ranks, quantiles, lags or seconds; a single 0 where it is one number. */
    public List<Double> places() {
        return places;
    }

    Tolerance tolerance() {
        return tolerance;
    }
}
