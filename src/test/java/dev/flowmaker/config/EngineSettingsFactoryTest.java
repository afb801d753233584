package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.core.risk.RiskSettings;
import dev.flowmaker.core.signal.FlowSettings;
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

    @Test
    void shouldResolveEveryKeyIntoTheEnginesIntegers() {
        EngineSettings settings = EngineSettingsFactory.from(started("""
                quote {
                  half-spread = "1.5 ticks + 2 bps", fee-floor = off, min-edge = 0.5 bps
                  levels = 3, level-spacing = 4 ticks, size = 0.002 BTC, size-factor = 1.5
                  price-floor = 50000.01 USDT, price-ceiling = 90000 USDT, pause-after-fill = 250 ms
                  inventory { target = 0.5 BTC, price-skew = 10 ticks, size-skew = 0.25 }
                }
                book { depth = 50, stale-after = 2 s, warmup-frames = 7 }
                flow { half-life = 1500 ms, depth-half-life = 1 min, ticks-per-unit = 0.5 ticks, cap = 2 ticks }
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
                                new BookSettings(50, 2_000_000_000L, 7),
                                new FlowSettings(1_500_000_000L, 60_000_000_000L, 500_000, 2_000_000),
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
                                        250_000_000),
                                new RiskSettings(
                                        1000,
                                        100_050_000_000L,
                                        30_000_000,
                                        20_000_000,
                                        5_000_000,
                                        30,
                                        2_000_000_000L,
                                        8),
                                new OrderSettings(
                                        2_000_000,
                                        100_000_000,
                                        3_600_000_000_000L,
                                        1_000_000_000L,
                                        20_000_000_000L,
                                        7_000_000_000L,
                                        9_000_000_000L,
                                        300_000,
                                        50_000_000)))),
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
        EngineSettings changed = EngineSettingsFactory.from(started, Map.of("flow.ticks-per-unit", "7 ticks"));
        assertEquals(7_000_000, changed.markets().get(0).flow().microTicksPerUnit());
        assertEquals(
                EngineSettingsFactory.from(started).markets().get(0).quote(),
                changed.markets().get(0).quote());
        ConfigurationException e = assertThrows(
                ConfigurationException.class,
                () -> EngineSettingsFactory.from(started, Map.of("flow.tick-per-unit", "7 ticks")));
        assertEquals(1, e.problems().size());
        assertTrue(e.getMessage().contains("did you mean ticks-per-unit?"), e.getMessage());
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

    private static SessionStarted started(String market) {
        String text = ConfigurationTest.GOOD.replace("symbol = BTC/USDT", "symbol = BTC/USDT\n");
        text = text.replace("} ]\n", market + "\n} ]\n");
        SessionStarted started = new SessionStarted();
        started.epoch = 7;
        started.configuration = Configuration.parse("test.conf", text).daemon().effective();
        EngineSettingsFactory.describe(started, List.of(BTC, USDT), List.of(INSTRUMENT));
        return started;
    }
}
