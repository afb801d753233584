package dev.flowmaker.core;

/** Arithmetic whose intermediate results need more than 64 bits. */
public final class Wide {
    private Wide() {}

    /**
     * floor(a·b / divisor), exact over the full 128-bit product.
     *
     * @throws ArithmeticException when the quotient does not fit a long or the divisor is not positive
     */
    public static long multiplyDivideFloor(long a, long b, long divisor) {
        if (divisor <= 0) {
            throw new ArithmeticException("divisor must be positive, was " + divisor);
        }
        long high = StrictMath.multiplyHigh(a, b);
        long low = a * b;
        if (high == low >> 63) {
            return StrictMath.floorDiv(low, divisor);
        }
        boolean negative = high < 0;
        if (negative) {
            low = -low;
            high = low == 0 ? -high : ~high;
        }
        if (Long.compareUnsigned(high, divisor) >= 0) {
            throw new ArithmeticException("overflow: " + a + " × " + b + " / " + divisor);
        }
        long quotient = 0;
        long remainder = high;
        if (divisor <= Integer.MAX_VALUE) {
            // Two digits of 32 bits: what is divided fits a long, because the remainder before it is below the divisor.
            long upper = (high << 32) | (low >>> 32);
            long lower = ((upper % divisor) << 32) | (low & 0xFFFF_FFFFL);
            quotient = ((upper / divisor) << 32) | (lower / divisor);
            remainder = lower % divisor;
        } else {
            for (int bit = 63; bit >= 0; bit--) {
                boolean carry = remainder < 0;
                remainder = (remainder << 1) | ((low >>> bit) & 1);
                if (carry || Long.compareUnsigned(remainder, divisor) >= 0) {
                    remainder -= divisor;
                    quotient |= 1L << bit;
                }
            }
        }
        if (quotient < 0) {
            throw new ArithmeticException("overflow: " + a + " × " + b + " / " + divisor);
        }
        return negative ? -quotient - (remainder == 0 ? 0 : 1) : quotient;
    }
}
