package dev.flowmaker.simulation;

import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.ReconcileSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.SyntheticSettings;
import java.util.List;

/** The market and the daemon's configuration that every simulation has. */
final class Setting {
    private static final long SECOND = 1_000_000_000L;
    private static final long COIN = 100_000_000L;
    private static final long POSITION = 4_000_000L;
    private static final long STALE = 2 * SECOND;

    private Setting() {}

    static ExchangeSettings exchange(long seed) {
        SyntheticSettings market =
                new SyntheticSettings(seed, 6_000_000, 120.0, 50, 60.0, 10, 20_000, 20.0, 4.0, 2_000);
        return Fixtures.settings(
                new MarketSource.Synthetic(market),
                Fixtures.account("other", 0, 0),
                Fixtures.account("maker", 10, 1_000_000));
    }

    /** Two levels a side of 0.01 BTC, at most 0.04 BTC long or short, a comparison every 10 s. */
    static EngineSettings engine(int epoch, boolean dedicated) {
        MarketSettings market = new MarketSettings(
                Fixtures.bitcoin(),
                new BookSettings(10, STALE, 0),
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                TestMarket.quote(2),
                new RiskSettings(10_000, 10_000_000_000_000L, POSITION, POSITION, 10_000_000L, 1000, SECOND, 20),
                new OrderSettings(
                        2 * PriceParts.MICRO, 0, 0, SECOND / 2, 4 * SECOND, 3 * SECOND, 6 * SECOND, 250_000, SECOND));
        return new EngineSettings(
                epoch,
                dedicated,
                40 * SECOND,
                new ReconcileSettings(10 * SECOND, false),
                Fixtures.ASSETS,
                List.of(market),
                SharedRiskSettings.none(Fixtures.ASSETS.size()));
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
