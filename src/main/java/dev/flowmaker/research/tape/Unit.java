package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;

/** Counts a tick or a lot in exact decimals {@code mantissa × 10^-scale}. */
final class Unit {
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
