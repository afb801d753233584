package dev.flowmaker.simulation;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.PolicySettings;
import dev.flowmaker.core.engine.ReconcileSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.market.Asset;
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
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.synthetic.EasySettings;
import java.util.List;
import java.util.Set;

/** The market and the daemon's configuration that every simulation has. */
final class Setting {
    private static final long SECOND = 1_000_000_000L;
    private static final long COIN = 100_000_000L;
    private static final long POSITION = 4_000_000L;
    private static final int POSITION_ASSET = 2;
    private static final long STALE = 2 * SECOND;

    private Setting() {}

    /** What the market of a seed is: mostly spot, now and then a perpetual of either kind. */
    static ContractKind kind(long seed, boolean tight) {
        int residue = (int) (seed % 7);
        return tight || residue < 5 ? ContractKind.SPOT : residue == 5 ? ContractKind.LINEAR : ContractKind.INVERSE;
    }

    /** Ticks and lots as the spot market's; an inverse contract is 1 USD. */
    static Instrument instrument(ContractKind kind) {
        Instrument spot = Fixtures.bitcoin();
        if (kind == ContractKind.SPOT) {
            return spot;
        }
        boolean inverse = kind == ContractKind.INVERSE;
        int settlement = inverse ? Fixtures.BTC : Fixtures.USDT;
        Decimal lot = inverse ? new Decimal(1, 0) : spot.lot();
        return new Instrument(
                0,
                inverse ? "BTC/USD:BTC" : "BTC/USDT:USDT",
                spot.venueSymbol(),
                new Asset("position", lot.scale()),
                POSITION_ASSET,
                Fixtures.ASSETS.get(settlement),
                settlement,
                spot.tick(),
                lot,
                1,
                spot.maxLots(),
                1,
                spot.maxPriceTicks(),
                0,
                Fixtures.MAKER_FEE_PPB,
                Fixtures.TAKER_FEE_PPB,
                new Contract(kind, new Decimal(1, 0), 100_000_000, 5_000_000));
    }

    private static List<Asset> assets(Instrument instrument) {
        return instrument.isPerpetual()
                ? List.of(Fixtures.ASSETS.get(0), Fixtures.ASSETS.get(1), instrument.base())
                : Fixtures.ASSETS;
    }

    private static AccountSetup account(String name, Instrument instrument, long btc, long usdt) {
        return instrument.isPerpetual()
                ? new AccountSetup(name, List.of(btc * COIN, usdt * COIN, 0L))
                : Fixtures.account(name, btc, usdt);
    }

    static ExchangeSettings exchange(long seed, ContractKind kind) {
        EasySettings market = new EasySettings(seed, 6_000_000, 120.0, 50, 60.0, 10, 20_000, 20.0, 4.0, 2_000);
        Instrument instrument = instrument(kind);
        return ExchangeSettings.of(
                Fixtures.START_NANOS,
                assets(instrument),
                List.of(new MarketSetup(instrument, Fixtures.easy(market))),
                List.of(account("other", instrument, 0, 0), account("maker", instrument, 10, 1_000_000)));
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
                none.requests(0),
                none.maxOpenOrders(0),
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
    static EngineSettings engine(int epoch, boolean dedicated, boolean tight, ContractKind kind) {
        Instrument instrument = instrument(kind);
        long position = POSITION / Fixtures.bitcoin().baseQuantaPerLot() * instrument.baseQuantaPerLot();
        MarketSettings market = new MarketSettings(
                instrument,
                new BookSettings(10, STALE, 0),
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                TestMarket.quote(2),
                tight
                        ? tight()
                        : new RiskSettings(
                                10_000, 10_000_000_000_000L, position, position, 10_000_000L, 1000, SECOND, 20),
                new OrderSettings(
                        2 * PriceParts.MICRO, 0, 0, SECOND / 2, 4 * SECOND, 3 * SECOND, 6 * SECOND, 250_000, SECOND),
                new PolicySettings(10 * SECOND, SECOND, false, false, 0, false, 0));
        return new EngineSettings(
                epoch,
                dedicated,
                40 * SECOND,
                new ReconcileSettings(10 * SECOND, false),
                assets(instrument),
                List.of(market),
                tight
                        ? tightShared()
                        : SharedRiskSettings.none(assets(instrument).size()));
    }

    static Auditor.Rules rules(boolean dedicated, ContractKind kind) {
        Instrument instrument = instrument(kind);
        long position = POSITION / Fixtures.bitcoin().baseQuantaPerLot() * instrument.baseQuantaPerLot();
        return new Auditor.Rules(
                instrument.isPerpetual() ? 0 : 10 * COIN,
                kind == ContractKind.INVERSE ? 10 * COIN : 1_000_000 * COIN,
                position,
                position,
                instrument.baseQuantaPerLot(),
                kind == ContractKind.INVERSE ? 0 : instrument.quoteQuantaPerLotTick(),
                kind,
                STALE,
                dedicated);
    }
}
