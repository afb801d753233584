package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentTest {
    @Test
    void shouldValueInverseContractsByWhatTheyAreSettledIn() {
        Instrument inverse = Markets.inverse();
        // 100 contracts of 1 USD at 6,589.5 are 0.015175658... BTC.
        assertEquals(1_517_566, inverse.notionalQuanta(13_179, 1));
        assertEquals(1_517_566, inverse.valueQuanta(100, 2 * 13_179));
        assertEquals(-1_517_566, inverse.valueQuanta(-100, 2 * 13_179));
        assertEquals(1_517_566, inverse.cashQuanta(Side.BUY, 13_179, 1), "who goes long is short of coins");
        assertEquals(-1_517_566, inverse.markQuanta(100, 2 * 13_179));
        assertThrows(IllegalStateException.class, inverse::quoteQuantaPerLotTick);
    }

    @Test
    void shouldValueLinearContractsByTheirSize() {
        Contract small = new Contract(ContractKind.LINEAR, new Decimal(1, 4), 100_000_000, 5_000_000);
        Instrument linear =
                Markets.perpetual("BTC/USDT:USDT", new Asset("USDT", 8), new Decimal(1, 1), new Decimal(10, 0), small);
        // 10 contracts of 0.0001 BTC at 60,000.1 are 60.0001 USDT.
        assertEquals(6_000_010_000L, linear.notionalQuanta(600_001, 1));
        assertEquals(-6_000_010_000L, linear.cashQuanta(Side.BUY, 600_001, 1));
        assertEquals(6_000_005_000L, linear.markQuanta(10, 2 * 600_000 + 1));
    }

    /** Against exact rationals: odd sizes of tick, lot, contract and quantum. */
    @ParameterizedTest
    @CsvSource({"5, 1, 100, 0, 1, 0, 8", "1, 2, 1, 0, 100, 0, 8", "25, 2, 3, 1, 7, 1, 6", "1, 0, 1, 0, 1, 3, 2"})
    void shouldRoundInverseValuesToTheNearestQuantum(
            long tick, int tickScale, long lot, int lotScale, long size, int sizeScale, int scale) {
        Instrument inverse = Markets.perpetual(
                "BTC/USD:BTC",
                new Asset("BTC", scale),
                new Decimal(tick, tickScale),
                new Decimal(lot, lotScale),
                new Contract(ContractKind.INVERSE, new Decimal(size, sizeScale), 10_000_000, 5_000_000));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            long lots = 1 + random.nextLong(1_000_000);
            long mid2 = 2 + random.nextLong(1_000_000);
            BigDecimal contracts = BigDecimal.valueOf(lots).multiply(BigDecimal.valueOf(lot, lotScale));
            BigDecimal price = BigDecimal.valueOf(mid2).multiply(BigDecimal.valueOf(tick, tickScale));
            long exact = contracts
                    .multiply(BigDecimal.valueOf(size, sizeScale))
                    .multiply(BigDecimal.valueOf(2))
                    .movePointRight(scale)
                    .divide(price, 0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertEquals(exact, inverse.valueQuanta(lots * inverse.baseQuantaPerLot(), mid2));
            if (mid2 % 2 == 0) {
                assertEquals(exact, inverse.notionalQuanta(mid2 / 2, lots));
            }
        }
    }

    @Test
    void shouldRefuseMarginsThatCannotBe() {
        for (Contract wrong : new Contract[] {
            new Contract(ContractKind.LINEAR, new Decimal(1, 0), 10_000_000, 0),
            new Contract(ContractKind.LINEAR, new Decimal(1, 0), 4_000_000, 5_000_000),
            new Contract(ContractKind.INVERSE, new Decimal(1, 0), 1_000_000_001, 5_000_000),
            new Contract(ContractKind.INVERSE, new Decimal(0, 0), 10_000_000, 5_000_000)
        }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Markets.perpetual(
                            "BTC/USD:BTC", new Asset("BTC", 8), new Decimal(5, 1), new Decimal(1, 0), wrong));
        }
    }

    @Test
    void shouldTellKindsBySymbol() {
        assertEquals(ContractKind.SPOT, Symbol.parse("BTC/USDT").kind());
        assertEquals(ContractKind.LINEAR, Symbol.parse("BTC/USDT:USDT").kind());
        assertEquals(ContractKind.INVERSE, Symbol.parse("BTC/USD:BTC").kind());
        assertEquals("BTC", Symbol.parse("BTC/USD:BTC").settlement());
        assertEquals("USD", Symbol.parse("BTC/USD:BTC").quote());
        IllegalArgumentException quanto =
                assertThrows(IllegalArgumentException.class, () -> Symbol.parse("ETH/USD:BTC"));
        assertTrue(String.valueOf(quanto.getMessage()).contains("quantos"), quanto.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Symbol.parse("BTC-PERP"));
    }
}
