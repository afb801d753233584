package dev.flowmaker.simulation;

import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.ReconcileSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.BreakerKind;
import dev.flowmaker.core.risk.BreakerSettings;
import dev.flowmaker.core.risk.BreakerTable;
import dev.flowmaker.core.risk.LossLimit;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.ResumeRule;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.synthetic.EasySettings;
import java.util.List;
import java.util.Set;

/** The market and the daemon's configuration that every simulation has. */
final class Setting {
    private static final long SECOND = 1_000_000_000L;
    private static final long COIN = 100_000_000L;
    private static final long POSITION = 4_000_000L;
    private static final long STALE = 2 * SECOND;

    private Setting() {}

    static ExchangeSettings exchange(long seed) {
        EasySettings market = new EasySettings(seed, 6_000_000, 120.0, 50, 60.0, 10, 20_000, 20.0, 4.0, 2_000);
        return Fixtures.settings(
                Fixtures.easy(market), Fixtures.account("other", 0, 0), Fixtures.account("maker", 10, 1_000_000));
    }

    private static final int MAX_ORDERS = 12;
    private static final int MAX_OPEN_ORDERS = 3;
    private static final long TRADE_COLLAR_PPB = 150_000L;

    /** Limits that bite, and breakers that trip now and then; all of them resume by themselves. */
    private static RiskSettings tight() {
        List<BreakerSettings> breakers = new BreakerTable()
                .times(BreakerKind.STALE_BOOK, 1, Reaction.CANCEL, ResumeRule.after(SECOND))
                .times(BreakerKind.CROSSED_BOOK, 1, Reaction.CANCEL, ResumeRule.clean(5))
                .above(BreakerKind.VOLATILITY, 20_000, 1, Reaction.WIDEN, ResumeRule.after(SECOND))
                .times(BreakerKind.FILL_RATE, 8, Reaction.ONE_SIDE, ResumeRule.after(SECOND))
                .above(BreakerKind.MARKOUT, 2_000, 5, Reaction.WIDEN, ResumeRule.after(SECOND))
                .times(BreakerKind.REJECTS, 2, Reaction.CANCEL, ResumeRule.after(2 * SECOND))
                .above(BreakerKind.DAY_LOSS, 0, 1, Reaction.WIDEN, ResumeRule.clean(3))
                .above(BreakerKind.DRAWDOWN, 0, 1, Reaction.WIDEN, ResumeRule.clean(3))
                .list();
        return new RiskSettings(
                10_000,
                10_000_000_000_000L,
                POSITION,
                POSITION,
                10_000_000L,
                RequestLimits.rate(MAX_ORDERS, SECOND),
                MAX_OPEN_ORDERS,
                TRADE_COLLAR_PPB,
                5_000_000L,
                10 * SECOND,
                3_000 * COIN,
                new LossLimit(COIN / 100, 0),
                new LossLimit(COIN / 50, 0),
                new Distance(2 * PriceParts.MICRO, 0),
                breakers);
    }

    private static SharedRiskSettings tightShared() {
        SharedRiskSettings none = SharedRiskSettings.none(Fixtures.ASSETS.size());
        return new SharedRiskSettings(
                none.requests(),
                none.maxOpenOrders(),
                none.maxPositionQuanta(),
                none.maxGrossQuanta(),
                none.maxDayLossQuanta(),
                none.maxDrawdownQuanta(),
                0,
                new BreakerTable()
                        .above(BreakerKind.FEED_SILENCE, STALE, 1, Reaction.HALT, ResumeRule.clean(2))
                        // The simulated clock may stay wrong for good.
                        .above(BreakerKind.CLOCK_SKEW, SECOND / 2, 3, Reaction.WIDEN, ResumeRule.clean(3))
                        .above(BreakerKind.INBOX_LAG, SECOND / 5, 2, Reaction.CANCEL, ResumeRule.clean(3))
                        .list());
    }

    /** What the tight limits are held to by. */
    static LimitAudit limits() {
        return new LimitAudit(
                MAX_ORDERS,
                MAX_OPEN_ORDERS,
                TRADE_COLLAR_PPB,
                Set.of("stale-book", "crossed-book", "rejects", "feed-silence", "inbox-lag"));
    }

    /**
     * Two levels a side of 0.01 BTC, at most 0.04 BTC long or short, a comparison every 10 s.
     *
     * @param tight whether limits and breakers get in the way
     */
    static EngineSettings engine(int epoch, boolean dedicated, boolean tight) {
        MarketSettings market = new MarketSettings(
                Fixtures.bitcoin(),
                new BookSettings(10, STALE, 0),
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                TestMarket.quote(2),
                tight
                        ? tight()
                        : new RiskSettings(
                                10_000, 10_000_000_000_000L, POSITION, POSITION, 10_000_000L, 1000, SECOND, 20),
                new OrderSettings(
                        2 * PriceParts.MICRO, 0, 0, SECOND / 2, 4 * SECOND, 3 * SECOND, 6 * SECOND, 250_000, SECOND));
        return new EngineSettings(
                epoch,
                dedicated,
                40 * SECOND,
                new ReconcileSettings(10 * SECOND, false),
                Fixtures.ASSETS,
                List.of(market),
                tight ? tightShared() : SharedRiskSettings.none(Fixtures.ASSETS.size()));
    }

    static Auditor.Rules rules(boolean dedicated) {
        Instrument instrument = Fixtures.bitcoin();
        return new Auditor.Rules(
                10 * COIN,
                1_000_000 * COIN,
                POSITION,
                POSITION,
                instrument.baseQuantaPerLot(),
                instrument.quoteQuantaPerLotTick(),
                STALE,
                dedicated);
    }
}
