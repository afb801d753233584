package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;

/** Counts a tick or a lot in exact decimals {@code mantissa × 10^-scale}. */
final class Unit {
    private static final long MOST = 1_000_000_000_000_000L;

    private final Decimal unit;

    Unit(Decimal unit) {
        if (unit.mantissa() <= 0) {
            throw new ImportException("a tick or lot must be positive, was " + unit);
        }
        this.unit = unit;
    }

    /** Whole units, rounded down. */
    long floor(long mantissa, int scale) {
        return Math.floorDiv(numerator(mantissa, scale), divisor(scale));
    }

    /** Whether the count is a sensible number: at most 10^15, so that sums of many do not overflow. */
    boolean fits(long mantissa, int scale) {
        try {
            return Math.abs(floor(mantissa, scale)) <= MOST;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    boolean isWhole(long mantissa, int scale) {
        return numerator(mantissa, scale) % divisor(scale) == 0;
    }

    private long numerator(long mantissa, int scale) {
        return scale >= unit.scale()
                ? mantissa
                : Math.multiplyExact(mantissa, Decimal.powerOfTen(unit.scale() - scale));
    }

    private long divisor(int scale) {
        return scale <= unit.scale()
                ? unit.mantissa()
                : Math.multiplyExact(unit.mantissa(), Decimal.powerOfTen(scale - unit.scale()));
    }

    @Override
    public String toString() {
        return unit.toString();
    }
}
