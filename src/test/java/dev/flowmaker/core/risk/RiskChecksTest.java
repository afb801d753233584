package dev.flowmaker.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At mid 10,000.00 one lot (0.00001 BTC) is worth 0.1 USDT, 10,000,000 quanta. */
class RiskChecksTest {
    private static final long MID = 1_000_000;
    private final RiskChecks checks = new RiskChecks(
            TestMarket.instrument(0),
            new RiskSettings(5000, 40_000_000_000L, 6_000_000, 6_000_000, 10_000_000, 3, TestMarket.SECOND, 4));
    private final OrderRate rate = new OrderRate(3, TestMarket.SECOND);
    private final Exposure exposure = new Exposure();

    @BeforeEach
    void plenty() {
        exposure.nowNanos = 5 * TestMarket.SECOND;
        exposure.mid2Ticks = 2 * MID;
        exposure.freeBaseQuanta = 1_000_000_000;
        exposure.freeQuoteQuanta = 1_000_000_000_000_000L;
    }

    private Verdict buy(long priceTicks, long lots) {
        return checks.place(Side.BUY, priceTicks, lots, exposure, rate);
    }

    private Verdict sell(long priceTicks, long lots) {
        return checks.place(Side.SELL, priceTicks, lots, exposure, rate);
    }

    @Test
    void shouldPassAnOrdinaryOrder() {
        assertEquals(Verdict.PASS, buy(MID - 5, 1000));
        assertEquals(Verdict.PASS, sell(MID + 5, 1000));
    }

    @Test
    void shouldLimitSizeAndValue() {
        assertEquals(Verdict.MIN_SIZE, buy(MID, 0));
        assertEquals(Verdict.MAX_SIZE, buy(MID, 5001));
        assertEquals(5000, checks.limit());
        assertEquals(Verdict.MAX_NOTIONAL, buy(MID, 4001));
        assertEquals(40_010_000_000L, checks.observed());
        assertEquals(Verdict.MIN_NOTIONAL, buy(MID, 49));
        assertEquals(Verdict.PASS, buy(MID, 50));
    }

    @Test
    void shouldLimitTheDistanceFromTheMid() {
        assertEquals(Verdict.COLLAR, buy(MID - 10_001, 1000));
        assertEquals(Verdict.PASS, buy(MID - 10_000, 1000));
        assertEquals(Verdict.COLLAR, sell(MID + 10_001, 1000));
        assertEquals(Verdict.PRICE_RANGE, buy(0, 1000));
    }

    @Test
    void shouldCountEveryOpenOrderAsFilled() {
        exposure.inventoryQuanta = 3_000_000;
        exposure.openBuyQuanta = 2_000_001;
        assertEquals(Verdict.POSITION, buy(MID, 1000));
        assertEquals(6_000_001, checks.observed());
        assertEquals(Verdict.PASS, sell(MID, 1000));
        exposure.inventoryQuanta = -5_500_000;
        assertEquals(Verdict.POSITION, sell(MID, 1000));
    }

    @Test
    void shouldLimitWhatIsFree() {
        exposure.freeQuoteQuanta = 9_999_999_999L;
        assertEquals(Verdict.BALANCE, buy(MID, 1000));
        assertEquals(Verdict.PASS, sell(MID, 1000));
        exposure.freeBaseQuanta = 999_999;
        assertEquals(Verdict.BALANCE, sell(MID, 1000));
    }

    @Test
    void shouldNotCrossItself() {
        exposure.lowestSellTicks = MID + 3;
        assertEquals(Verdict.SELF_CROSS, buy(MID + 3, 1000));
        assertEquals(Verdict.PASS, buy(MID + 2, 1000));
        exposure.highestBuyTicks = MID - 3;
        assertEquals(Verdict.SELF_CROSS, sell(MID - 3, 1000));
    }

    @Test
    void shouldLimitOpenOrders() {
        exposure.openOrders = 4;
        assertEquals(Verdict.OPEN_ORDERS, buy(MID, 1000));
    }

    @Test
    void shouldLimitTheRateInEventTime() {
        rate.add(exposure.nowNanos - TestMarket.SECOND);
        rate.add(exposure.nowNanos);
        rate.add(exposure.nowNanos);
        assertEquals(Verdict.PASS, buy(MID, 1000));
        rate.add(exposure.nowNanos);
        assertEquals(Verdict.ORDER_RATE, buy(MID, 1000));
        exposure.nowNanos += TestMarket.SECOND;
        assertEquals(Verdict.PASS, buy(MID, 1000));
    }

    @Test
    void shouldTakeDownAWorkingOrderThatLimitsNoLongerAllow() {
        assertEquals(Verdict.PASS, checks.keep(Side.BUY, MID - 10, 1000, exposure));
        exposure.inventoryQuanta = 6_000_001;
        assertEquals(Verdict.POSITION, checks.keep(Side.BUY, MID - 10, 1000, exposure));
        exposure.mid2Ticks = 2 * MID + 100_000;
        assertEquals(Verdict.COLLAR, checks.keep(Side.SELL, MID - 10, 1000, exposure));
    }
}
