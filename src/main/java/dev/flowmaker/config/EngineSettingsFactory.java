package dev.flowmaker.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.flowmaker.core.Contract;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.VenueTerms;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.risk.SharedRiskSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the engine's settings from a session's first record and nothing else, so that the daemon that wrote it and
 * every replay that reads it have the same engine.
 */
public final class EngineSettingsFactory {
    /** What a journal means that does not know these keys. */
    private static final Config OLDER = ConfigFactory.parseString(
            "market-defaults { book { touch = depth, min-life = 0 s }, policies.ask-every = never }");

    private static final long WHOLE_PPB = 1_000_000_000;

    private EngineSettingsFactory() {}

    /** Puts the venue's assets and instruments into the record. */
    public static void describe(SessionStarted started, List<Asset> assets, List<Instrument> instruments) {
        started.assets.clear();
        assets.forEach(asset -> started.assets.add(new AssetRow(asset.code(), asset.scale(), asset.venue())));
        started.instruments.clear();
        for (Instrument i : instruments) {
            started.instruments.add(new InstrumentRow(
                    i.symbol(),
                    i.venueSymbol(),
                    i.baseAsset(),
                    i.quoteAsset(),
                    i.tick(),
                    i.lot(),
                    i.minLots(),
                    i.maxLots(),
                    i.minPriceTicks(),
                    i.maxPriceTicks(),
                    i.minNotionalQuanta(),
                    i.makerFeePpb(),
                    i.takerFeePpb(),
                    i.contract()));
        }
    }

    public static List<Asset> assets(SessionStarted started) {
        return started.assets.stream()
                .map(row -> new Asset(row.code(), row.scale(), row.venue()))
                .toList();
    }

    /** The markets of a session; where a recording knows no margin of a perpetual, its whole value is. */
    public static List<Instrument> instruments(SessionStarted started) {
        List<Asset> assets = assets(started);
        List<Instrument> instruments = new ArrayList<>();
        for (InstrumentRow row : started.instruments) {
            instruments.add(new Instrument(
                    instruments.size(),
                    row.symbol(),
                    row.venueSymbol(),
                    assets.get(row.baseAsset()),
                    row.baseAsset(),
                    assets.get(row.quoteAsset()),
                    row.quoteAsset(),
                    row.tick(),
                    row.lot(),
                    row.minLots(),
                    row.maxLots(),
                    row.minPriceTicks(),
                    row.maxPriceTicks(),
                    row.minNotionalQuanta(),
                    row.makerFeePpb(),
                    row.takerFeePpb(),
                    margined(row.contract())));
        }
        return instruments;
    }

    private static Contract margined(Contract contract) {
        return contract.isPerpetual() && contract.initialMarginPpb() == 0
                ? new Contract(contract.kind(), contract.size(), WHOLE_PPB, WHOLE_PPB)
                : contract;
    }

    /** The settings of the session that this record opened. */
    public static EngineSettings from(SessionStarted started) {
        return from(started, Map.of());
    }

    /**
     * The same with some keys changed, for what-if.
     *
     * @param changes keys of a market, such as {@code quote.half-spread}, and their new values; they hold for every market
     */
    public static EngineSettings from(SessionStarted started, Map<String, String> changes) {
        Config recorded;
        try {
            recorded = ConfigFactory.parseString(
                    started.configuration,
                    ConfigParseOptions.defaults()
                            .setSyntax(ConfigSyntax.JSON)
                            .setOriginDescription("the journal's configuration"));
        } catch (ConfigException e) {
            throw new ConfigurationException(
                    List.of("the journal's configuration is no JSON: verify the journal (" + e.getMessage() + ")"));
        }
        Problems problems = new Problems();
        // Keys that are newer than the journal take today's default, those of OLDER what was done before there were
        // any.
        ConfigObject merged = recorded.root()
                .withFallback(OLDER.root())
                .withFallback(Configuration.reference().getConfig("flowmaker").root());
        Section at = new Section(merged, "", problems);
        List<MarketSpec> markets = new ArrayList<>();
        ConfigObject defaults = (ConfigObject) merged.getOrDefault("market-defaults", merged.withOnlyKey(""));
        for (Section market : at.sections("markets", changed(changes), defaults)) {
            markets.add(new MarketSpec(market, started.venues));
            if (!changes.isEmpty()) {
                market.finish();
            }
        }
        long stopTimeout = at.nanos("stop-timeout", 0, Long.MAX_VALUE);
        List<Section> venues = VenueBlocks.of(at);
        List<VenueTerms> terms = venues.stream().map(VenueSettings::terms).toList();
        SharedRiskSpec risk = new SharedRiskSpec(at.section("risk"), venues, markets);
        FeePriceSpec feePrices = new FeePriceSpec(at);
        problems.check();
        return resolve(started, terms, stopTimeout, markets, risk, feePrices, problems);
    }

    /** The signals' settings where nothing is configured, but these in the vector. */
    public static SignalSettings defaultSignals(List<SignalKind> use) {
        SignalSettings usual = defaultSignals();
        return new SignalSettings(
                use,
                usual.flow(),
                usual.intervalNanos(),
                usual.ranks(),
                usual.integrated(),
                usual.microPrice(),
                usual.volatility(),
                usual.intensity());
    }

    /** The signals' settings where nothing is configured. */
    public static SignalSettings defaultSignals() {
        return defaults().signals;
    }

    /** Alpha's settings where nothing is configured. */
    public static AlphaSettings defaultAlpha() {
        return defaults().alpha;
    }

    /** What configurations call a signal. */
    public static String signalName(SignalKind kind) {
        return SignalSpec.NAMES.entrySet().stream()
                .filter(entry -> entry.getValue() == kind)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(kind.name());
    }

    private static SignalSpec defaults() {
        Problems problems = new Problems();
        Config block = Configuration.reference().getConfig("flowmaker.market-defaults");
        Section at = new Section(block.root(), "", problems);
        SignalSpec spec = new SignalSpec(at.section("signals"), at.section("alpha"));
        problems.check();
        return spec;
    }

    static EngineSettings resolve(
            SessionStarted started,
            List<VenueTerms> venues,
            long stopTimeoutNanos,
            List<MarketSpec> markets,
            SharedRiskSpec risk,
            FeePriceSpec feePrices,
            Problems problems) {
        List<Instrument> instruments = instruments(started);
        if (markets.size() != instruments.size()) {
            throw new ConfigurationException(List.of("the configuration has " + markets.size()
                    + " markets and the session " + instruments.size() + ": verify the journal"));
        }
        List<MarketSettings> settings = new ArrayList<>();
        for (int i = 0; i < markets.size(); i++) {
            settings.add(new MarketResolver(markets.get(i), instruments.get(i)).resolve());
        }
        SharedRiskSettings shared = risk.resolve(assets(started));
        problems.check();
        return new EngineSettings(
                started.epoch,
                stopTimeoutNanos,
                venues,
                assets(started),
                List.copyOf(settings),
                shared,
                feePrices.resolve(assets(started)));
    }

    /**
     * The configuration of a session with some keys of a market changed, whole, as JSON.
     *
     * @param market index of the market, negative for all
     * @throws ConfigurationException when a key is unknown or a value nonsense, in the words of a configuration file
     */
    static String changed(SessionStarted started, int market, Map<String, String> changes) {
        Config recorded = ConfigFactory.parseString(
                started.configuration, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
        ConfigObject reference =
                Configuration.reference().getConfig("flowmaker").root();
        ConfigObject defaults = (ConfigObject)
                recorded.root().withFallback(reference).getOrDefault("market-defaults", reference.withOnlyKey(""));
        Problems problems = new Problems();
        List<ConfigValue> markets = new ArrayList<>();
        for (ConfigValue item : recorded.getList("markets")) {
            boolean meant = market < 0 || market == markets.size();
            ConfigObject whole = ((ConfigObject) item).withFallback(defaults);
            if (meant) {
                whole = changed(changes).withFallback(whole);
                Section section = new Section(
                        whole, started.instruments.get(markets.size()).symbol(), problems);
                MarketSpec unused = new MarketSpec(section);
                section.finish();
            }
            markets.add(whole);
        }
        problems.check();
        return recorded.root()
                .withValue("markets", ConfigValueFactory.fromIterable(markets))
                .render(ConfigRenderOptions.concise());
    }

    private static ConfigObject changed(Map<String, String> changes) {
        return ConfigFactory.parseMap(changes, "the command line").root();
    }
}
