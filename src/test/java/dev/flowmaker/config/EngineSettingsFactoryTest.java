package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.ContractKind;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.PolicySettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.AdverseSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.DriftTerm;
import dev.flowmaker.core.quote.JoinSettings;
import dev.flowmaker.core.quote.ModelKind;
import dev.flowmaker.core.quote.ModelSettings;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.quote.WideningSettings;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.FlowSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsFactoryTest {
    private static final Asset BTC = new Asset("BTC", 8);
    private static final Asset USDT = new Asset("USDT", 8);
    private static final Instrument INSTRUMENT = new Instrument(
            0,
            "BTC/USDT",
            "BTCUSDT",
            BTC,
            0,
            USDT,
            1,
            new Decimal(1, 2),
            new Decimal(1, 5),
            1,
            900_000_000,
            1,
            100_000_000,
            500_000_000,
            100_000,
            200_000);

    /** What won out of sample in docs/backtesting.md, "Whether the signals pay": another default needs another table. */
    @Test
    void shouldShipTheSignalsThatWonOutOfSample() {
        MarketSettings shipped =
                EngineSettingsFactory.from(started("""
                quote { size = 0.01 BTC }
                """)).markets().get(0);
        assertEquals(AlphaSettings.Mode.FITTED, shipped.alpha().mode());
        assertEquals(1_000_000_000L, shipped.alpha().horizonNanos());
        assertEquals(
                List.of(SignalKind.ORDER_FLOW_IMBALANCE, SignalKind.TRADE_IMBALANCE, SignalKind.QUEUE_IMBALANCE),
                shipped.signals().use());
        assertEquals(ModelKind.FIXED, shipped.quote().model().kind());
        assertTrue(
                shipped.quote().feeFloor() && shipped.quote().adverse().floor(), "floors keep quotes from the touch");
    }

    @Test
    void shouldReadARecordingOfAPerpetualThatKnowsNoMargin() {
        SessionStarted recording = new SessionStarted();
        Contract unknown = new Contract(ContractKind.LINEAR, new Decimal(1, 0), 0, 0);
        recording.assets.add(new SessionStarted.AssetRow("BTC/USDT:USDT", 3));
        recording.assets.add(new SessionStarted.AssetRow("USDT", 8));
        recording.instruments.add(new SessionStarted.InstrumentRow(
                "BTC/USDT:USDT",
                "BTCUSDT",
                0,
                1,
                new Decimal(1, 1),
                new Decimal(1, 3),
                1,
                1_000_000,
                1,
                100_000_000,
                0,
                0,
                0,
                unknown));
        Contract read = EngineSettingsFactory.instruments(recording).get(0).contract();
        assertEquals(new Contract(ContractKind.LINEAR, unknown.size(), 1_000_000_000, 1_000_000_000), read);
    }

    @Test
    void shouldResolveEveryKeyIntoTheEnginesIntegers() {
        EngineSettings settings = EngineSettingsFactory.from(started("""
                quote {
                  half-spread = "1.5 ticks + 2 bps", fee-floor = off, min-edge = 0.5 bps
                  levels = 3, level-spacing = 4 ticks, size = 0.002 BTC, size-factor = 1.5
                  price-floor = 50000.01 USDT, price-ceiling = 90000 USDT, pause-after-fill = 250 ms
                  inventory { target = 0.5 BTC, price-skew = 10 ticks, size-skew = 0.25 }
                  model = glft, gamma = 0.05, xi = 0.1, delta = 0.002, volatility-source = configured
                  volatility = 83.455 ticks/sqrt(s), intensity-source = measured, intensity = 1.216834 per s
                  intensity-decay = 0.025024 per tick, horizon = 90 s, session-end = "16:30", drift = lasting
                  exact { inventory-limit = 12, recompute-share = 0.1 }
                  join { improve-spread = 3, improve-ahead = 4.5, improve-imbalance = 0.25, stand-back-imbalance = 0.75 }
                  widening { factor = 0.5, horizon = 4 s, base = 20 ticks/sqrt(s), cap = "1 tick + 3 bps" }
                  adverse-selection { floor = off, horizons = [ 500 ms, 5 s ], prior = 0.5 bps, prior-fills = 30
                                      memory = 300, cap = 9 bps }
                }
                book { depth = 50, stale-after = 2 s, warmup-frames = 7, touch = depth, min-life = 250 ms }
                signals {
                  use = [ levels, micro-price ], half-life = 1500 ms, depth-half-life = 1 min, event-cap = 7, interval = 2 s
                  ranks = 2, integrated { weights = [ 1, 0.5 ], bin = 3 s, half-life = 2 h }
                  micro-price { buckets = 2, spreads = 2, table = [ -0.1, 0.1, -0.2, 0.2 ] }
                  volatility { method = two-scale, step = 200 ms, half-life = 30 s, slow-steps = 7 }
                  intensity { window = 10 min, ticks = 50 }
                }
                alpha {
                  mode = fixed, horizon = 2 s, sample = 500 ms, half-life = 10 min, ridge = 0.1, winsor = 3
                  least-samples = 99, cap = 2 ticks, bounds { levels = 0.25 ticks, micro-price = 1 tick }
                  weights { levels = [ 0.1 ticks, "-0.2 ticks" ], micro-price = 0.5 ticks }
                  calibrated { micro-price = 0.03 }, drift = 0.25
                }
                order { requote-threshold = 2 ticks, min-age = 100 ms, max-age = 1 h, query-after = 1 s
                        query-backoff-max = 20 s, ack-timeout = 7 s
                        settled-after = 9 s, resize-threshold = 0.3, pause-after-reject = 50 ms }
                risk { max-order-size = 0.01 BTC, max-order-notional = 1000.5 USDT, max-long = 0.3 BTC, max-short = 0.2 BTC
                       price-collar = 0.5 %, max-orders = 30 per 2 s, max-open-orders = 8 }
                """));
        assertEquals(
                new EngineSettings(
                                7,
                                true,
                                15_000_000_000L,
                                List.of(BTC, USDT),
                                List.of(new MarketSettings(
                                        INSTRUMENT,
                                        new BookSettings(50, 2_000_000_000L, 7, TouchFeed.DEPTH, 250_000_000L),
                                        new SignalSettings(
                                                List.of(SignalKind.LEVEL_FLOW, SignalKind.MICRO_PRICE),
                                                new FlowSettings(1_500_000_000L, 60_000_000_000L, 7),
                                                2_000_000_000L,
                                                2,
                                                new SignalSettings.Integrated(
                                                        List.of(1.0, 0.5), 3_000_000_000L, 7_200_000_000_000L),
                                                new SignalSettings.MicroPriceTable(2, 2, List.of(-0.1, 0.1, -0.2, 0.2)),
                                                new SignalSettings.Volatility(
                                                        SignalSettings.VolatilityMethod.TWO_SCALE,
                                                        200_000_000,
                                                        30_000_000_000L,
                                                        7),
                                                new SignalSettings.Intensity(600_000_000_000L, 50)),
                                        new AlphaSettings(
                                                AlphaSettings.Mode.FIXED,
                                                2_000_000_000L,
                                                500_000_000L,
                                                600_000_000_000L,
                                                0.1,
                                                3,
                                                99,
                                                2_000_000,
                                                List.of(250_000.0, 250_000.0, 1_000_000.0),
                                                List.of(100_000.0, -200_000.0, 500_000.0),
                                                List.of(Double.NaN, 0.03),
                                                0.25),
                                        new QuoteSettings(
                                                new Distance(1_500_000, 200_000),
                                                false,
                                                new Distance(0, 50_000),
                                                3,
                                                new Distance(4_000_000, 0),
                                                List.of(200L, 300L, 450L),
                                                false,
                                                50_000_000,
                                                10_000_000,
                                                250_000,
                                                5_000_001,
                                                9_000_000,
                                                250_000_000,
                                                new ModelSettings(
                                                        ModelKind.GLFT,
                                                        0.05,
                                                        0.1,
                                                        0.002,
                                                        false,
                                                        83.455,
                                                        true,
                                                        1.216834,
                                                        0.025024,
                                                        90_000_000_000L,
                                                        59_400_000_000_000L,
                                                        DriftTerm.LASTING,
                                                        12,
                                                        0.1,
                                                        new JoinSettings(3, 4.5, 0.25, 0.75)),
                                                new WideningSettings(
                                                        0.5, 4_000_000_000L, 20, new Distance(1_000_000, 300_000)),
                                                new AdverseSettings(
                                                        false,
                                                        List.of(500_000_000L, 5_000_000_000L),
                                                        new Distance(0, 50_000),
                                                        30,
                                                        300,
                                                        new Distance(0, 900_000))),
                                        // RiskConfigTest has them all.
                                        settings.markets().get(0).risk(),
                                        new OrderSettings(
                                                2_000_000,
                                                100_000_000,
                                                3_600_000_000_000L,
                                                1_000_000_000L,
                                                20_000_000_000L,
                                                7_000_000_000L,
                                                9_000_000_000L,
                                                300_000,
                                                50_000_000),
                                        new PolicySettings(
                                                60_000_000_000L,
                                                2_000_000_000L,
                                                false,
                                                true,
                                                3_600_000_000_000L,
                                                false,
                                                5_000_000))))
                        .with(settings.risk())
                        .withSwitch(60_000_000_000L),
                settings);
    }

    @Test
    void shouldBuildTheSameFromTheRecordAsFromTheFile() {
        SessionStarted started = started("");
        assertEquals(EngineSettingsFactory.from(started), EngineSettingsFactory.from(started));
        assertFalse(started.configuration.contains("market-defaults"), started.configuration);
        assertTrue(
                started.configuration.contains("\"half-life\":\"2 s\""),
                "every default is in it: " + started.configuration);
    }

    @Test
    void shouldChangeAKeyForWhatIf() {
        SessionStarted started = started("");
        EngineSettings changed = EngineSettingsFactory.from(started, Map.of("alpha.weights.flow", "7 ticks"));
        assertEquals(
                List.of(7_000_000.0, 0.0, 0.0), changed.markets().get(0).alpha().weights());
        assertEquals(
                EngineSettingsFactory.from(started).markets().get(0).quote(),
                changed.markets().get(0).quote());
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> EngineSettingsFactory.from(started, Map.of("alpha.weigths.flow", "7 ticks")));
        assertEquals(1, e.problems().size());
        assertTrue(e.getMessage().contains("did you mean weights?"), e.getMessage());
    }

    @Test
    void shouldChangeTheQuoteModelForWhatIf() {
        SessionStarted started = started("");
        ModelSettings model = EngineSettingsFactory.from(
                        started,
                        Map.of(
                                "quote.model",
                                "glft",
                                "quote.gamma",
                                "0.01",
                                "quote.intensity",
                                "1.5 per s",
                                "quote.intensity-decay",
                                "0.02 per tick"))
                .markets()
                .get(0)
                .quote()
                .model();
        assertEquals(ModelKind.GLFT, model.kind());
        assertEquals(0.01, model.xi(), "as gamma, unless it is given");
        assertEquals(1.5, model.intensity());
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> EngineSettingsFactory.from(started, Map.of("quote.model", "avellaneda-stoikov")));
        assertTrue(
                e.getMessage().contains("quote.gamma: is missing: model = avellaneda-stoikov needs a risk aversion"),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quote.size = 0.002005 BTC    | quote.size: 0.002005 BTC is no multiple of the venue's lot, 0.00001: write 0.00200 or"
                        + " 0.00201 BTC",
                "quote.price-floor = 1.005 USDT | quote.price-floor: 1.005 USDT is no multiple of the venue's tick, 0.01: write 1.00"
                        + " or 1.01 USDT",
                "quote.size-factor = 0.01     | quote.size: level 2 is 0.0000002 BTC, and the venue takes 0.00001 to 9000.00000",
                "quote.price-ceiling = 2400 USDT | quote.size: level 0 is worth less than the venue's least, 5.00000000 USDT",
                "risk.max-long = 0.300000001 BTC | risk.max-long: 0.300000001 BTC is finer than the 8 decimals of BTC",
                "risk.max-order-notional = 99999999999999 USDT | max-order-notional: is too large to count exactly",
            })
    void shouldRefuseWhatTheVenuesRulesForbid(String line, String expected) {
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> EngineSettingsFactory.from(started("quote.levels = 3\n" + line.strip())));
        assertTrue(e.problems().get(0).contains(expected), e.getMessage());
    }

    static SessionStarted started(String market) {
        String text = ConfigurationTest.GOOD.replace("symbol = BTC/USDT", "symbol = BTC/USDT\n");
        text = text.replace("} ]\n", market + "\n} ]\n");
        SessionStarted started = new SessionStarted();
        started.epoch = 7;
        started.configuration = Configuration.parse("test.conf", text).daemon().effective();
        EngineSettingsFactory.describe(started, List.of(BTC, USDT), List.of(INSTRUMENT));
        return started;
    }
}
