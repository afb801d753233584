package dev.flowmaker.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarginTest {
    private static final long BILLION = 1_000_000_000L;

    @Test
    void shouldRoundWhatIsNeededUp() {
        assertEquals(1, Margin.requiredQuanta(1, 1));
        assertEquals(50, Margin.requiredQuanta(1000, 50_000_000));
        assertEquals(0, Margin.requiredQuanta(0, 50_000_000));
        assertEquals(3_334, Margin.leverageMilli(10, 3));
        assertEquals(Long.MAX_VALUE, Margin.leverageMilli(10, 0));
        assertEquals(0, Margin.leverageMilli(0, -5));
    }

    /** At the distance it says equity is the maintenance margin, by the payoff itself in floating point. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR, BUY, 1000000000, 100000000, 5000000",
        "LINEAR, SELL, 1000000000, 100000000, 5000000",
        "INVERSE, BUY, 1000000000, 100000000, 5000000",
        "INVERSE, SELL, 1000000000, 100000000, 5000000",
        "LINEAR, BUY, 3000000000, 3500000, 4000000",
        "INVERSE, BUY, 1000000000, 3000000000, 10000000",
        "INVERSE, SELL, 1000000000, 900000000, 10000000"
    })
    void shouldSayWhereEquityIsTheMaintenanceMargin(
            ContractKind kind, Side side, long value, long equity, long maintenancePpb) {
        long ppb = Margin.liquidationPpb(kind, side, value, equity, maintenancePpb);
        double mark = 1 - side.sign() * (double) ppb / BILLION;
        double valueThen = kind == ContractKind.INVERSE ? value / mark : value * mark;
        int direction = kind == ContractKind.INVERSE ? -1 : 1;
        double equityThen = equity + side.sign() * direction * (valueThen - value);
        assertEquals(valueThen * maintenancePpb / BILLION, equityThen, value * 1e-8);
    }

    @Test
    void shouldSayThatNoPriceDoesIt() {
        // As many coins as the short is worth: it is hedged.
        assertEquals(Long.MAX_VALUE, Margin.liquidationPpb(ContractKind.INVERSE, Side.SELL, 1000, 1000, 5_000_000));
        assertEquals(Long.MAX_VALUE, Margin.liquidationPpb(ContractKind.LINEAR, Side.BUY, 0, -5, 5_000_000));
        assertTrue(Margin.liquidationPpb(ContractKind.LINEAR, Side.BUY, 1000, 1000, 5_000_000) >= BILLION);
    }

    @Test
    void shouldBeNegativeOnceItIsPast() {
        for (ContractKind kind : new ContractKind[] {ContractKind.LINEAR, ContractKind.INVERSE}) {
            for (Side side : Side.values()) {
                assertTrue(Margin.liquidationPpb(kind, side, 1_000_000, 1_000, 5_000_000) < 0);
                assertTrue(Margin.liquidationPpb(kind, side, 1_000_000, -2_000_000, 5_000_000) < 0);
            }
        }
    }
}
