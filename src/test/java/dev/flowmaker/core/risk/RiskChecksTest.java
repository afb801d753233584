package dev.flowmaker.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.quote.Distance;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At mid 10,000.00 one lot (0.00001 BTC) is worth 0.1 USDT, 10,000,000 quanta. */
class RiskChecksTest {
    private static final long MID = 1_000_000;
    private static final long HOUR = 3600 * TestMarket.SECOND;
    /** 3 a second; 2 for each trade of the hour and 6 more. */
    private static final RequestLimits REQUESTS = new RequestLimits(3, TestMarket.SECOND, 2, 6, HOUR);

    private static final RequestLimits VENUE_REQUESTS = new RequestLimits(5, TestMarket.SECOND, 3, 10, HOUR);
    private final RiskChecks checks = new RiskChecks(
            TestMarket.instrument(0),
            new RiskSettings(
                    5000,
                    40_000_000_000L,
                    6_000_000,
                    6_000_000,
                    10_000_000,
                    REQUESTS,
                    4,
                    30_000_000,
                    50_000_000,
                    TestMarket.SECOND,
                    50_000_000_000L,
                    LossLimit.NONE,
                    LossLimit.NONE,
                    Distance.ZERO,
                    BreakerSettings.NONE),
            new SharedRiskSettings(
                    VENUE_REQUESTS,
                    9,
                    List.of(8_000_000L, 900_000_000_000L),
                    List.of(Long.MAX_VALUE, 90_000_000_000L),
                    List.of(Long.MAX_VALUE, Long.MAX_VALUE),
                    List.of(Long.MAX_VALUE, Long.MAX_VALUE),
                    0,
                    BreakerSettings.NONE));
    private final RequestMeter requests = new RequestMeter(REQUESTS);
    private final RequestMeter venue = new RequestMeter(VENUE_REQUESTS);
    private final Exposure exposure = new Exposure();

    @BeforeEach
    void plenty() {
        exposure.nowNanos = 5 * TestMarket.SECOND;
        exposure.mid2Ticks = 2 * MID;
        exposure.freeBaseQuanta = 1_000_000_000;
        exposure.freeQuoteQuanta = 1_000_000_000_000_000L;
    }

    private Verdict buy(long priceTicks, long lots) {
        return checks.place(Side.BUY, priceTicks, lots, exposure, requests, venue);
    }

    private Verdict sell(long priceTicks, long lots) {
        return checks.place(Side.SELL, priceTicks, lots, exposure, requests, venue);
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
        requests.onRequest(exposure.nowNanos - TestMarket.SECOND);
        requests.onRequest(exposure.nowNanos);
        requests.onRequest(exposure.nowNanos);
        assertEquals(Verdict.PASS, buy(MID, 1000));
        requests.onRequest(exposure.nowNanos);
        assertDecided(Verdict.ORDER_RATE, buy(MID, 1000), 4, 3);
        exposure.nowNanos += TestMarket.SECOND;
        assertEquals(Verdict.PASS, buy(MID, 1000));
    }

    @Test
    void shouldLimitTheRateOfAllMarkets() {
        for (int i = 0; i < 4; i++) {
            venue.onRequest(exposure.nowNanos);
        }
        assertEquals(Verdict.PASS, buy(MID, 1000));
        venue.onRequest(exposure.nowNanos);
        assertDecided(Verdict.VENUE_ORDER_RATE, buy(MID, 1000), 6, 5);
    }

    @Test
    void shouldLimitRequestsForEachTrade() {
        for (int i = 0; i < 7; i++) {
            requests.onRequest(exposure.nowNanos + i * TestMarket.SECOND);
        }
        requests.onTrade(exposure.nowNanos);
        exposure.nowNanos += 8 * TestMarket.SECOND;
        assertEquals(Verdict.PASS, buy(MID, 1000), "the eighth of 6 + 2 × 1");
        requests.onRequest(exposure.nowNanos);
        assertDecided(Verdict.ORDER_TO_TRADE, buy(MID, 1000), 9, 8);
        requests.onTrade(exposure.nowNanos);
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.nowNanos += 2 * HOUR;
        assertEquals(Verdict.PASS, buy(MID, 1000));
    }

    @Test
    void shouldLimitRequestsOfAllMarketsForEachTrade() {
        for (int i = 0; i < 9; i++) {
            venue.onRequest(exposure.nowNanos - 9 * TestMarket.SECOND + i * TestMarket.SECOND);
        }
        assertEquals(Verdict.PASS, buy(MID, 1000));
        venue.onRequest(exposure.nowNanos - TestMarket.SECOND);
        assertDecided(Verdict.VENUE_ORDER_TO_TRADE, buy(MID, 1000), 11, 10);
    }

    @Test
    void shouldLimitTheDistanceFromTheLastTrade() {
        exposure.lastTradeTicks = MID * 100 / 103;
        assertEquals(970_873, exposure.lastTradeTicks);
        assertEquals(Verdict.PASS, buy(999_999, 1000), "29,999.8 millionths away");
        assertEquals(Verdict.COLLAR_TRADE, buy(1_000_000, 1000));
        assertEquals(30_000_000, checks.limit());
        assertEquals(Verdict.COLLAR_TRADE, checks.keep(Side.BUY, 1_000_000, 1000, exposure));
    }

    @Test
    void shouldLimitTheDistanceFromTheSlowReference() {
        exposure.reference2Ticks = 2_100_000;
        assertEquals(Verdict.PASS, sell(997_500, 1000), "5 % exactly");
        assertDecided(Verdict.COLLAR_REFERENCE, sell(997_499, 1000), 50_000_952, 50_000_000);
        assertEquals(Verdict.COLLAR_REFERENCE, checks.keep(Side.SELL, 997_499, 1000, exposure));
    }

    @Test
    void shouldLimitWhatTheLargerPossiblePositionIsWorth() {
        // 5,000 USDT at most: 0.05 BTC at the mid. The market's own limit in BTC is 0.06.
        exposure.inventoryQuanta = 1_000_000;
        exposure.openBuyQuanta = 3_000_000;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.openBuyQuanta += 1000;
        assertDecided(Verdict.GROSS, buy(MID, 1000), 50_010_000_000L, 50_000_000_000L);
        assertEquals(Verdict.PASS, sell(MID, 1000), "the larger one is on the other side");
        exposure.inventoryQuanta = 5_500_000;
        exposure.openBuyQuanta = 0;
        assertEquals(Verdict.PASS, sell(MID, 1000), "what reduces passes");
        exposure.inventoryQuanta = -4_000_001;
        assertEquals(Verdict.GROSS, sell(MID, 1000));
    }

    @Test
    void shouldLimitWhatAllMarketsComeTo() {
        exposure.inventoryQuanta = 1_000_000;
        exposure.accountGrossQuanta = 80_000_000_000L;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.accountGrossQuanta++;
        assertDecided(Verdict.ACCOUNT_GROSS, buy(MID, 1000), 90_000_000_001L, 90_000_000_000L);
        assertEquals(Verdict.PASS, sell(MID, 1000), "what reduces passes");
    }

    @Test
    void shouldLimitThePositionOfAnAssetOverAllMarkets() {
        exposure.accountBaseMostQuanta = 7_000_000;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.accountBaseMostQuanta++;
        assertDecided(Verdict.ACCOUNT_POSITION, buy(MID, 1000), 8_000_001, 8_000_000);
        assertEquals(Verdict.PASS, sell(MID, 1000), "the other way");
        exposure.accountBaseLeastQuanta = -7_000_000;
        assertEquals(Verdict.PASS, sell(MID, 1000));
        exposure.accountBaseLeastQuanta--;
        assertDecided(Verdict.ACCOUNT_POSITION, sell(MID, 1000), 8_000_001, 8_000_000);
    }

    @Test
    void shouldLimitThePositionOfTheQuoteAssetToo() {
        exposure.accountQuoteLeastQuanta = -890_000_000_000L;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.accountQuoteLeastQuanta--;
        assertDecided(Verdict.ACCOUNT_POSITION, buy(MID, 1000), 900_000_000_001L, 900_000_000_000L);
        exposure.accountQuoteMostQuanta = 890_000_000_001L;
        assertDecided(Verdict.ACCOUNT_POSITION, sell(MID, 1000), 900_000_000_001L, 900_000_000_000L);
    }

    @Test
    void shouldTakeDownAnOrderWhenTheAccountsPositionIsExceeded() {
        exposure.accountBaseMostQuanta = 8_000_000;
        assertEquals(Verdict.PASS, checks.keep(Side.BUY, MID, 1000, exposure));
        exposure.accountBaseMostQuanta++;
        assertEquals(Verdict.ACCOUNT_POSITION, checks.keep(Side.BUY, MID, 1000, exposure));
        assertEquals(Verdict.PASS, checks.keep(Side.SELL, MID, 1000, exposure));
    }

    @Test
    void shouldLimitOpenOrdersOfAllMarkets() {
        exposure.venueOpenOrders = 8;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.venueOpenOrders = 9;
        assertDecided(Verdict.VENUE_OPEN_ORDERS, buy(MID, 1000), 10, 9);
    }

    @Test
    void shouldPassWhatEqualsALimitOfTheOrderItself() {
        assertEquals(Verdict.PASS, buy(MID, 4000), "40,000,000,000 quanta");
        exposure.inventoryQuanta = 5_000_000;
        assertEquals(Verdict.GROSS, buy(MID, 1000), "the position limit itself passes");
        exposure.inventoryQuanta++;
        assertDecided(Verdict.POSITION, buy(MID, 1000), 6_000_001, 6_000_000);
        exposure.inventoryQuanta = 0;
        exposure.freeQuoteQuanta = 10_000_000_000L;
        assertEquals(Verdict.PASS, buy(MID, 1000));
        exposure.openOrders = 3;
        assertEquals(Verdict.PASS, buy(MID, 1000));
    }

    private void assertDecided(Verdict expected, Verdict actual, long observed, long limit) {
        assertEquals(expected, actual);
        assertEquals(observed, checks.observed());
        assertEquals(limit, checks.limit());
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
