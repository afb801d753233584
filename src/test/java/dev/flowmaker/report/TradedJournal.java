package dev.flowmaker.report;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.Journal;
import java.util.ArrayList;
import java.util.List;

/** Journals of sessions that trade on synthetic markets, seeded. */
public final class TradedJournal {
    public static final String VERSION = "1.2.3";
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private TradedJournal() {}

    /** Of a daemon that trades these against USDT. */
    static DaemonSettings configuration(String... bases) {
        StringBuilder markets = new StringBuilder();
        for (String base : bases) {
            markets.append("""
                    { symbol = "%s/USDT"
                      quote { half-spread = 40 ticks, fee-floor = false, adverse-selection.floor = false
                              size = 0.01 %s, levels = 2, level-spacing = 60 ticks, inventory.price-skew = 60 ticks }
                      risk { max-order-size = 1 %s, max-order-notional = 1000000 USDT, max-long = 1 %s, max-short = 1 %s }
                    }
                    """.formatted(base, base, base, base, base));
        }
        return Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ %s ]
                }
                """.formatted(markets)).daemon();
    }

    /**
     * Writes a session of so many seconds.
     *
     * @param bases traded against USDT, one or two
     * @return what the engine says it earned, by market
     */
    public static List<ProfitAndLoss> write(Journal journal, long seed, int seconds, String... bases) {
        List<Asset> assets = new ArrayList<>();
        List<Instrument> instruments = new ArrayList<>();
        for (String base : bases) {
            assets.add(new Asset(base, 8));
        }
        assets.add(new Asset("USDT", 8));
        for (String base : bases) {
            instruments.add(new Instrument(
                    instruments.size(),
                    base + "/USDT",
                    base + "USDT",
                    assets.get(instruments.size()),
                    instruments.size(),
                    assets.get(bases.length),
                    bases.length,
                    new Decimal(1, 2),
                    new Decimal(1, 5),
                    1,
                    900_000_000L,
                    1,
                    100_000_000L,
                    500_000_000L,
                    100_000,
                    1_000_000));
        }
        DaemonSettings daemon = configuration(bases);
        SessionStarted started = new SessionStarted();
        started.version = VERSION;
        started.jdk = "17";
        started.name = "test";
        started.mode = "virtual";
        started.configuration = daemon.effective();
        started.epoch = 1;
        EngineSettingsFactory.describe(started, assets, instruments);
        EngineSettings settings = daemon.resolve(started);
        List<MarketSetup> setups = new ArrayList<>();
        List<Long> opening = new ArrayList<>();
        for (Instrument instrument : instruments) {
            setups.add(new MarketSetup(instrument, Fixtures.synthetic(seed + instrument.market())));
            opening.add(1_000_000_000L);
        }
        opening.add(100_000_000_000_000L);
        ExchangeSettings exchange =
                ExchangeSettings.of(START, settings.assets(), setups, List.of(new AccountSetup("test", opening)));
        List<ProfitAndLoss> profits = new ArrayList<>();
        try (VirtualSession session = new VirtualSession(
                settings, exchange, 0, VirtualLatency.near(), journal, started, new DeafListener())) {
            session.runUntil(START + seconds * SECOND);
            session.stop(StopReason.REQUESTED);
            for (Instrument instrument : instruments) {
                profits.add(session.engine().market(instrument.market()).profitAndLoss());
            }
        }
        return profits;
    }
}
