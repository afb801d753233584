package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import java.math.BigInteger;
import java.util.Set;

/**
 * Finds the step of a grid from the numbers on it. It is a power of ten up to 1; where so many numbers agree that it cannot
 * be chance, also two, five or twenty-five of one, or a larger power.
 */
final class UnitFinder {
    private static final int MAX_SCALE = 18;
    private static final int CERTAIN = 1_000;
    private static final Set<BigInteger> COMMON_STEPS =
            Set.of(BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(5), BigInteger.valueOf(25));

    private final double tolerance;
    private final boolean powersOnly;
    private final long[] counts = new long[MAX_SCALE + 1];
    private final long[] divisors = new long[MAX_SCALE + 1];
    private long total;

    /**
     * Sees nothing yet.
     *
     * @param tolerance share of the numbers that may lie off the grid, those with the most decimals
     */
    UnitFinder(double tolerance) {
        this(tolerance, false);
    }

    private UnitFinder(double tolerance, boolean powersOnly) {
        this.tolerance = tolerance;
        this.powersOnly = powersOnly;
    }

    /** Finds a power of ten up to 1 only. */
    static UnitFinder ofPowers(double tolerance) {
        return new UnitFinder(tolerance, true);
    }

    /** Sees {@code mantissa × 10^-scale}; 0 says nothing. */
    void see(long mantissa, int scale) {
        if (mantissa == 0) {
            return;
        }
        long digits = Math.abs(mantissa);
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        counts[decimals]++;
        divisors[decimals] = divisor(divisors[decimals], digits);
        total++;
    }

    boolean sawAnything() {
        return total > 0;
    }

    /** The step. */
    Decimal unit() {
        int scale = MAX_SCALE;
        long beyond = 0;
        while (scale > 0 && (beyond += counts[scale]) <= tolerance * total) {
            scale--;
        }
        BigInteger step = BigInteger.ZERO;
        for (int decimals = 0; decimals <= scale; decimals++) {
            step = step.gcd(BigInteger.valueOf(divisors[decimals]).multiply(BigInteger.TEN.pow(scale - decimals)));
        }
        boolean certain = !powersOnly && total >= CERTAIN && COMMON_STEPS.contains(withoutZeros(step));
        return new Decimal(certain ? step.longValueExact() : 1, scale);
    }

    private static BigInteger withoutZeros(BigInteger step) {
        BigInteger left = step;
        while (left.signum() > 0 && left.mod(BigInteger.TEN).signum() == 0) {
            left = left.divide(BigInteger.TEN);
        }
        return left;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
