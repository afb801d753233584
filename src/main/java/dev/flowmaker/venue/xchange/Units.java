package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A venue's decimals as one instrument's ticks, lots and quanta, and back. Exact: no floating point anywhere. */
final class Units {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    /** Values of at most this many digits are converted in {@code long} arithmetic. */
    private static final int FAST_DIGITS = 18;

    private static final int MOST_DIGITS = 60;
    private static final int PPB_DIGITS = 9;

    private final Decimal tick;
    private final Decimal lot;

    Units(Instrument instrument) {
        tick = instrument.tick();
        lot = instrument.lot();
    }

    long ticks(BigDecimal price) {
        return inStepsOf(tick, price);
    }

    long lots(BigDecimal quantity) {
        return inStepsOf(lot, quantity);
    }

    /** A price that need not be one of the market's, such as a mark, to the nearest half tick. */
    long halfTicks(BigDecimal price) {
        requireSane(price);
        return rounded(tick, price.add(price), RoundingMode.HALF_EVEN);
    }

    BigDecimal price(long ticks) {
        return BigDecimal.valueOf(Math.multiplyExact(ticks, tick.mantissa()), tick.scale());
    }

    BigDecimal quantity(long lots) {
        return BigDecimal.valueOf(Math.multiplyExact(lots, lot.mantissa()), lot.scale());
    }

    /** Keeps a number like 1e999999999, which would take hours, from being divided. */
    private static void requireSane(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
            throw new ArithmeticException("a number of more than " + MOST_DIGITS + " digits");
        }
    }

    /** {@code value / step}; throws ArithmeticException when that is not a whole number or does not fit. */
    static long inStepsOf(Decimal step, BigDecimal value) {
        requireSane(value);
        int shift = step.scale() - value.scale();
        if (value.precision() <= FAST_DIGITS && shift >= -FAST_DIGITS && value.precision() + shift <= FAST_DIGITS) {
            long steps = value.unscaledValue().longValue();
            long divisor = step.mantissa();
            if (shift >= 0) {
                steps *= Decimal.powerOfTen(shift);
            } else {
                divisor = Math.multiplyExact(divisor, Decimal.powerOfTen(-shift));
            }
            if (steps % divisor == 0) {
                return steps / divisor;
            }
            throw notAMultiple(step, value);
        }
        BigDecimal[] parts = value.divideAndRemainder(BigDecimal.valueOf(step.mantissa(), step.scale()));
        if (parts[1].signum() != 0) {
            throw notAMultiple(step, value);
        }
        return parts[0].longValueExact();
    }

    /** A rate in billionths, to the nearest. */
    static long ppb(BigDecimal rate) {
        return rounded(new Decimal(1, PPB_DIGITS), rate, RoundingMode.HALF_EVEN);
    }

    /** {@code value / step} rounded to a whole number; throws ArithmeticException when that does not fit. */
    static long rounded(Decimal step, BigDecimal value, RoundingMode mode) {
        return steps(step, value, mode).longValueExact();
    }

    /** The same of an upper bound; the largest {@code long} when it is larger. */
    static long bound(Decimal step, BigDecimal value, RoundingMode mode) {
        return steps(step, value, mode).min(LONG_MAX).longValueExact();
    }

    private static BigInteger steps(Decimal step, BigDecimal value, RoundingMode mode) {
        requireSane(value);
        return value.divide(BigDecimal.valueOf(step.mantissa(), step.scale()), 0, mode)
                .toBigInteger();
    }

    /** Quanta of an asset; what is finer than its quantum is rounded. */
    static long quanta(Asset asset, BigDecimal value) {
        return rounded(new Decimal(1, asset.scale()), value, RoundingMode.HALF_EVEN);
    }

    /** A venue's step such as {@code 0.01000000} without its trailing zeros. */
    static Decimal decimal(BigDecimal value) {
        requireSane(value);
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() < 0) {
            plain = plain.setScale(0);
        }
        return new Decimal(plain.unscaledValue().longValueExact(), plain.scale());
    }

    private static ArithmeticException notAMultiple(Decimal step, BigDecimal value) {
        return new ArithmeticException(
                value.toPlainString() + " is not a multiple of " + step + ": the venue changed its rules; start again");
    }
}
