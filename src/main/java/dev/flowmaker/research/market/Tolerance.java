package dev.flowmaker.research.market;

import java.util.Locale;

/**
 * How far two figures may be apart and still be alike.
 *
 * @param ratio the larger over the smaller at most; 0 where a difference is meant
 * @param difference at most; 0 where a ratio is meant
 */
record Tolerance(double ratio, double difference) {
    static Tolerance factor(double ratio) {
        return new Tolerance(ratio, 0);
    }

    static Tolerance within(double difference) {
        return new Tolerance(0, difference);
    }

    /** How many tolerances two figures are apart, at most 1 when they are alike; NaN when one of them is not known. */
    double distance(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        if (ratio == 0) {
            return Math.abs(a - b) / difference;
        }
        if (a == b) {
            return 0;
        }
        return a > 0 && b > 0 ? Math.abs(Math.log(a / b)) / Math.log(ratio) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return ratio == 0 ? "± " + plain(difference) : "× or ÷ " + plain(ratio);
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "").replaceAll("\\.0$", "");
    }
}
