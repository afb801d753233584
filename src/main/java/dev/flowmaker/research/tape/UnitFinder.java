package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import java.math.BigDecimal;

/**
 * Finds the step of a grid from the numbers on it. It is a power of ten, or two, five or twenty-five of it where that many
 * numbers agree that it cannot be chance.
 */
final class UnitFinder {
    private static final int MAX_SCALE = 18;
    private static final int CERTAIN = 1_000;

    private final double tolerance;
    private final long[] counts = new long[MAX_SCALE + 1];
    private final long[] divisors = new long[MAX_SCALE + 1];
    private long total;

    /**
     * Sees nothing yet.
     *
     * @param tolerance share of the numbers that may lie off the grid, those with the most decimals
     */
    UnitFinder(double tolerance) {
        this.tolerance = tolerance;
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
        long step = 0;
        for (int decimals = 0; decimals <= scale; decimals++) {
            if (divisors[decimals] != 0) {
                step = divisor(
                        step,
                        BigDecimal.valueOf(divisors[decimals], decimals)
                                .setScale(scale)
                                .unscaledValue()
                                .longValueExact());
            }
        }
        boolean certain = total >= CERTAIN && (step == 2 || step == 5 || step == 25);
        return new Decimal(certain ? step : 1, scale);
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
