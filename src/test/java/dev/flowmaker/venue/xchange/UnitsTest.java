package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void shouldAgreeWithBigDecimalOnAnyDecimal() {
        long seed = 20261120;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            Decimal step = new Decimal(1 + random.nextInt(500), random.nextInt(11));
            long steps = random.nextLong() >> random.nextInt(64);
            BigDecimal exact = BigDecimal.valueOf(step.mantissa(), step.scale()).multiply(BigDecimal.valueOf(steps));
            // The same value with more or fewer zeros behind it, as venues print it.
            BigDecimal value = random.nextBoolean() ? exact.stripTrailingZeros() : exact.setScale(step.scale() + 3);
            assertEquals(steps, Units.inStepsOf(step, value), "seed " + seed + ", round " + i + ": " + value);
        }
    }

    @Test
    void shouldRefuseWhatIsNoWholeNumberOfSteps() {
        assertThrows(ArithmeticException.class, () -> Units.inStepsOf(new Decimal(1, 2), new BigDecimal("1.001")));
        assertThrows(ArithmeticException.class, () -> Units.inStepsOf(new Decimal(5, 2), new BigDecimal("1.01")));
        assertThrows(
                ArithmeticException.class,
                () -> Units.inStepsOf(new Decimal(5, 2), new BigDecimal("1234567890123456789012.01")));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        BigDecimal tooLarge = new BigDecimal(BigInteger.TWO.pow(63));
        assertThrows(ArithmeticException.class, () -> Units.inStepsOf(new Decimal(1, 0), tooLarge));
        assertEquals(Long.MAX_VALUE, Units.bound(new Decimal(1, 0), tooLarge, RoundingMode.FLOOR));
        assertThrows(ArithmeticException.class, () -> Units.rounded(new Decimal(1, 0), tooLarge, RoundingMode.FLOOR));
        BigDecimal endless = new BigDecimal("1e-999999999");
        assertThrows(ArithmeticException.class, () -> Units.inStepsOf(new Decimal(1, 2), endless));
    }

    @Test
    void shouldReadExponents() {
        assertEquals(6_000_000, Units.inStepsOf(new Decimal(1, 2), new BigDecimal("6E+4")));
    }

    @Test
    void shouldRoundQuantaOnlyBelowTheQuantum() {
        Asset usdt = new Asset("USDT", 8);
        assertEquals(123, Units.quanta(usdt, new BigDecimal("0.00000123")));
        assertEquals(124, Units.quanta(usdt, new BigDecimal("0.000001236")));
    }

    @Test
    void shouldDropAStepsTrailingZeros() {
        assertEquals(new Decimal(1, 2), Units.decimal(new BigDecimal("0.01000000")));
        assertEquals(new Decimal(10, 0), Units.decimal(new BigDecimal("10.00000000")));
    }
}
