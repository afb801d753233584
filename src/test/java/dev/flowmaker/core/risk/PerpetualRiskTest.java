package dev.flowmaker.core.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.Markets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Margin, leverage and distance to liquidation: before an order, and as breakers. Initial margin 10 %, maintenance 0.4 %. */
class PerpetualRiskTest {
    private static final long USDT = 100_000_000L;
    private static final long MID = 600_000;
    private static final long EQUITY = 10_000 * USDT;

    private final RequestLimits requests = RequestLimits.rate(1000, TestMarket.SECOND);
    private final RequestMeter meter = new RequestMeter(requests);
    private final Exposure exposure = new Exposure();
    private final List<String> told = new ArrayList<>();
    private final Breakers.Listener listener = new Breakers.Listener() {
        @Override
        public void tripped(Breaker breaker) {
            told.add(breaker.kind().text() + " " + breaker.observed() + " " + breaker.limit());
        }

        @Override
        public void resumed(Breaker breaker) {
            told.add(breaker.kind().text() + " resumed");
        }
    };

    private static RiskSettings limits(MarginLimits margin) {
        long much = 1_000_000_000_000L;
        return new RiskSettings(1_000_000, 1000 * much, much, much, 100_000_000, 1000, TestMarket.SECOND, 20)
                .with(margin);
    }

    private static RiskChecks checks(Instrument instrument, MarginLimits margin) {
        return new RiskChecks(instrument, limits(margin), SharedRiskSettings.none(2));
    }

    @BeforeEach
    void account() {
        exposure.nowNanos = TestMarket.SECOND;
        exposure.mid2Ticks = 2 * MID;
        exposure.mark2Ticks = 2 * MID;
        exposure.equityQuanta = EQUITY;
    }

    private Verdict place(RiskChecks checks, Side side, long lots) {
        return checks.place(side, MID - side.sign(), lots, exposure, meter, meter);
    }

    @Test
    void shouldAskForInitialMarginOfAllOrders() {
        RiskChecks checks = checks(Markets.linear(), MarginLimits.NONE);
        // 10,000 USDT carry 100,000 at 10 %: 1.666 BTC at 60,000.
        assertEquals(Verdict.PASS, place(checks, Side.BUY, 1_666));
        assertEquals(Verdict.MARGIN, place(checks, Side.BUY, 1_667));
        assertEquals(1_000_200_000_000L, checks.observed());
        assertEquals(EQUITY, checks.limit());
        exposure.openBuyQuanta = 1_000;
        assertEquals(Verdict.MARGIN, place(checks, Side.BUY, 667));
        assertEquals(Verdict.PASS, place(checks, Side.SELL, 1_000), "only one of the two sides can be filled at last");
        exposure.otherInitialQuanta = 9_000 * USDT;
        assertEquals(Verdict.MARGIN, place(checks, Side.BUY, 1));
        exposure.equityQuanta = -5;
        exposure.positionQuanta = 1_000;
        exposure.openBuyQuanta = 0;
        assertEquals(Verdict.PASS, place(checks, Side.SELL, 1_000), "what reduces a position always may");
        assertEquals(Verdict.MARGIN, place(checks, Side.BUY, 1));
    }

    @Test
    void shouldLimitMarginAndLeverage() {
        RiskChecks half = checks(Markets.linear(), new MarginLimits(500_000_000, RiskSettings.UNLIMITED, 0));
        assertEquals(Verdict.PASS, place(half, Side.SELL, 833));
        assertEquals(Verdict.MARGIN, place(half, Side.SELL, 834));
        RiskChecks twice = checks(Markets.linear(), new MarginLimits(1_000_000_000, 2_000, 0));
        assertEquals(Verdict.PASS, place(twice, Side.SELL, 333));
        assertEquals(Verdict.LEVERAGE, place(twice, Side.SELL, 334));
        assertEquals(2_004, twice.observed());
        exposure.otherValueQuanta = 1_000 * USDT;
        assertEquals(Verdict.LEVERAGE, place(twice, Side.BUY, 333));
    }

    @Test
    void shouldKeepItsDistanceFromLiquidation() {
        RiskChecks far = checks(Markets.linear(), new MarginLimits(1_000_000_000, RiskSettings.UNLIMITED, 200_000_000));
        // (E - 0.4 % of V) over 99.6 % of V is 20 % at V = 49,212 USDT, 0.8202 BTC.
        assertEquals(Verdict.PASS, place(far, Side.BUY, 820));
        assertEquals(Verdict.LIQUIDATION, place(far, Side.BUY, 821));
        assertTrue(far.observed() < far.limit());
        assertEquals(200_000_000, far.limit());
    }

    @Test
    void shouldCountInverseContractsInCoins() {
        RiskChecks checks = checks(Markets.inverse(), MarginLimits.NONE);
        exposure.mid2Ticks = 2 * 100_000;
        exposure.mark2Ticks = 2 * 100_000;
        exposure.equityQuanta = USDT / 100;
        // 0.01 BTC at 10 % carries 0.1 BTC, 5,000 USD at 50,000: 50 lots of 100.
        assertEquals(Verdict.PASS, checks.place(Side.BUY, 99_999, 50, exposure, meter, meter));
        assertEquals(Verdict.MARGIN, checks.place(Side.BUY, 99_999, 51, exposure, meter, meter));
    }

    @Test
    void shouldTripBreakersOfTheAccount() {
        ResumeRule second = ResumeRule.after(TestMarket.SECOND);
        List<BreakerSettings> breakers = new ArrayList<>(BreakerSettings.NONE);
        breakers.set(BreakerKind.MARGIN.ordinal(), new BreakerSettings(Reaction.ONE_SIDE, second, 300_000_000, 1, 1));
        breakers.set(BreakerKind.LEVERAGE.ordinal(), new BreakerSettings(Reaction.ONE_SIDE, second, 5_000, 1, 1));
        breakers.set(BreakerKind.LIQUIDATION.ordinal(), new BreakerSettings(Reaction.CANCEL, second, 50_000_000, 1, 1));
        MarketGuard guard =
                new MarketGuard(Markets.linear(), limits(MarginLimits.NONE).with(breakers), 0, listener);
        assertTrue(guard.watchesAccount());
        assertFalse(new MarketGuard(
                        TestMarket.instrument(0), limits(MarginLimits.NONE).with(breakers), 0, listener)
                .watchesAccount());
        long value = 50_000 * USDT;
        guard.onAccount(1, 833, value, EQUITY, value, 0);
        assertEquals(List.of(), told);
        guard.onAccount(2, 833, value, EQUITY, value + 1, 0);
        assertEquals(List.of("leverage 5001 5000"), told);
        // 600 of 1,000 USDT are maintenance margin: 200 of this position, 400 of others.
        guard.onAccount(3, 833, value, 1_000 * USDT, 0, 400 * USDT);
        assertEquals("margin 600000000 300000000", told.get(1));
        assertEquals("liquidation 8032128 50000000", told.get(2));
        guard.onAccount(4, 0, 0, -5, 0, 0);
        guard.onTimer(4 + TestMarket.SECOND);
        assertEquals(List.of("margin resumed", "leverage resumed", "liquidation resumed"), told.subList(3, 6));
        guard.onAccount(5 + TestMarket.SECOND, 833, value, 0, value, 0);
        assertEquals("margin " + Long.MAX_VALUE + " 300000000", told.get(6));
    }
}
