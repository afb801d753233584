package dev.flowmaker.core;

/**
 * An exact decimal, {@code mantissa × 10^-scale}, for the few places where a venue's decimals enter or leave. The engine
 * itself computes in ticks, lots and quanta.
 *
 * @param mantissa the digits, with sign
 * @param scale digits after the decimal point, 0 to 18
 */
public record Decimal(long mantissa, int scale) {
    public Decimal {
        if (scale < 0 || scale > 18) {
            throw new IllegalArgumentException("scale must be 0..18, was " + scale);
        }
    }

    /** 10^exponent, exponent 0 to 18. */
    public static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = StrictMath.multiplyExact(power, 10L);
        }
        return power;
    }

    /** This value in units of 10^-targetScale; throws ArithmeticException when it is not a whole number of them. */
    public long inUnitsOf(int targetScale) {
        if (targetScale >= scale) {
            return StrictMath.multiplyExact(mantissa, powerOfTen(targetScale - scale));
        }
        long divisor = powerOfTen(scale - targetScale);
        if (mantissa % divisor != 0) {
            throw new ArithmeticException(this + " is not a multiple of 1e-" + targetScale);
        }
        return mantissa / divisor;
    }

    @Override
    public String toString() {
        return text(mantissa, scale);
    }

    /** {@code units × 10^-scale} in plain digits, no exponent, all {@code scale} decimals shown. */
    public static String text(long units, int scale) {
        if (scale == 0) {
            return Long.toString(units);
        }
        String digits = Long.toString(units);
        boolean negative = digits.charAt(0) == '-';
        StringBuilder out = new StringBuilder(negative ? digits.substring(1) : digits);
        while (out.length() <= scale) {
            out.insert(0, '0');
        }
        out.insert(out.length() - scale, '.');
        return negative ? out.insert(0, '-').toString() : out.toString();
    }
}
