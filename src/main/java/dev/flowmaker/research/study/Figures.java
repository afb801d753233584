package dev.flowmaker.research.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as readers want them. */
final class Figures {
    private static final int DIGITS = 6;

    private Figures() {}

    /** Six significant digits without trailing zeros; an exponent below 1e-4 and from 1e7. */
    static String figure(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "–";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 7) {
            return rounded.toPlainString();
        }
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /** With this many decimals. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero && text.startsWith("-") ? text.substring(1) : text;
    }

    /** A share as a percentage with three decimals. */
    static String percent(double share) {
        return Double.isFinite(share) ? fixed(share * 100, 3) + " %" : "–";
    }
}
