package dev.flowmaker.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WideTest {
    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    private static BigInteger floor(long a, long b, long divisor) {
        BigInteger[] parts =
                BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divideAndRemainder(BigInteger.valueOf(divisor));
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Test
    void shouldBeTheExactFloorOrSayThatItDoesNotFit() {
        SplittableRandom random = new SplittableRandom(5);
        int fitted = 0;
        int refused = 0;
        for (int i = 0; i < 300_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            long divisor = StrictMath.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
            BigInteger expected = floor(a, b, divisor);
            String where = a + " × " + b + " / " + divisor;
            if (expected.compareTo(LOWEST) > 0 && expected.compareTo(HIGHEST) <= 0) {
                assertEquals(expected.longValueExact(), Wide.multiplyDivideFloor(a, b, divisor), where);
                fitted++;
            } else if (expected.compareTo(LOWEST) != 0) {
                assertThrows(ArithmeticException.class, () -> Wide.multiplyDivideFloor(a, b, divisor), where);
                refused++;
            }
        }
        assertEquals(true, fitted > 100_000 && refused > 10_000, fitted + " fitted, " + refused + " refused");
    }

    @Test
    void shouldRefuseADivisorThatIsNotPositive() {
        assertThrows(ArithmeticException.class, () -> Wide.multiplyDivideFloor(1, 1, 0));
        assertThrows(ArithmeticException.class, () -> Wide.multiplyDivideFloor(1, 1, -7));
    }
}
