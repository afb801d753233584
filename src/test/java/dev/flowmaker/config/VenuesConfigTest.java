package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.risk.RequestLimits;
import dev.flowmaker.core.risk.RiskSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several venues in one configuration: each its own, all of them one daemon's. */
class VenuesConfigTest {
    static final String GOOD = """
            flowmaker {
              name = test
              venue { mode = sim, request-timeout = 4 s }
              venues = [
                {
                  name = one, account = shared, reconcile-every = 2 min
                  rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1", ws-api-uri = "ws://127.0.0.1:1/ws-api/v3"
                }
                {
                  name = other, key-env = OTHER_KEY, secret-env = OTHER_SECRET, risk { max-open-orders = 7 }
                  rest-uri = "http://127.0.0.1:2", stream-uri = "ws://127.0.0.1:2", ws-api-uri = "ws://127.0.0.1:2/ws-api/v3"
                }
              ]
              market-defaults {
                quote { half-spread = 3 ticks, size = 0.002 BTC, levels = 2 }
                risk { max-order-size = 1 BTC, max-order-notional = 100000 USDT, max-long = 1 BTC, max-short = 1 BTC }
              }
              risk { venue.max-orders = 40 per 2 s, account.max-position = [ 2 BTC ] }
              fee-prices = [ { asset = BNB, price = 600 USDT } ]
              markets = [ { symbol = BTC/USDT, venue = other }, { symbol = BTC/USDT, venue = one } ]
            }
            """;

    private static DaemonSettings settings() {
        return Configuration.parse("test.conf", GOOD).daemon();
    }

    private static List<String> problems(String sound, String nonsense) {
        assertTrue(GOOD.contains(sound), sound);
        Configuration changed = Configuration.parse("test.conf", GOOD.replace(sound, nonsense));
        return assertThrows(ConfigurationException.class, changed::daemon).problems();
    }

    private static SessionStarted session(DaemonSettings settings) {
        SessionStarted started = new SessionStarted();
        started.epoch = 3;
        started.configuration = settings.effective();
        started.venues.addAll(settings.venueNames());
        started.assets.add(new AssetRow("BTC", 8, 0));
        started.assets.add(new AssetRow("USDT", 8, 0));
        started.assets.add(new AssetRow("BNB", 8, 0));
        started.assets.add(new AssetRow("BTC", 10, 1));
        started.assets.add(new AssetRow("USDT", 8, 1));
        for (int venue : new int[] {1, 0}) {
            started.instruments.add(new InstrumentRow(
                    settings.venueNames().get(venue) + ":BTC/USDT",
                    "BTCUSDT",
                    3 * venue,
                    3 * venue + 1,
                    new Decimal(1, 2),
                    new Decimal(1, 5),
                    1,
                    900_000_000L,
                    1,
                    100_000_000L,
                    500_000_000L,
                    0,
                    0));
        }
        return started;
    }

    @Test
    void shouldReadEachVenueOnTopOfWhatTheyShare() {
        DaemonSettings settings = settings();
        assertEquals(List.of("one", "other"), settings.venueNames());
        assertEquals(List.of(1, 0), settings.venueOfMarkets());
        assertEquals(VenueSettings.Mode.SIM, settings.mode());
        for (VenueSettings venue : settings.venues()) {
            assertEquals(4_000_000_000L, venue.requestTimeoutNanos());
        }
        assertEquals(VenueSettings.Account.SHARED, settings.venues().get(0).account());
        assertEquals(VenueSettings.Account.DEDICATED, settings.venues().get(1).account());
        assertEquals(
                Set.of("FLOWMAKER_KEY", "FLOWMAKER_SECRET", "OTHER_KEY", "OTHER_SECRET"), settings.secretVariables());
        assertThrows(IllegalStateException.class, settings::venue);
    }

    @Test
    void shouldGiveEachVenueItsOwnPart() {
        DaemonSettings other = settings().of(1);
        assertEquals("other", other.venue().name());
        assertEquals(List.of("BTC/USDT"), other.symbols());
        assertEquals(
                List.of("FLOWMAKER_KEY", "FLOWMAKER_SECRET"),
                List.of(
                        settings().of(0).venue().credentials().keyEnv(),
                        settings().of(0).venue().credentials().secretEnv()));
    }

    @Test
    void shouldMakeTheEngineOfTheRecordAsOfTheFile() {
        DaemonSettings settings = settings();
        SessionStarted started = session(settings);
        EngineSettings engine = settings.resolve(started);
        assertEquals(EngineSettingsFactory.from(started), engine);
        assertFalse(engine.dedicatedAccount(0));
        assertTrue(engine.dedicatedAccount(1));
        assertEquals(120_000_000_000L, engine.venues().get(0).reconcile().everyNanos());
        assertEquals(60_000_000_000L, engine.venues().get(1).reconcile().everyNanos());
        assertEquals(0, engine.venues().get(0).switchNanos(), "others' orders would be canceled too");
        assertEquals(60_000_000_000L, engine.venues().get(1).switchNanos());
        assertEquals(200, engine.risk().maxOpenOrders(0));
        assertEquals(7, engine.risk().maxOpenOrders(1));
        assertEquals(40, engine.risk().requests(0).maxOrders());
        assertEquals(40, engine.risk().requests(1).maxOrders());
        assertEquals(
                List.of(
                        200_000_000L,
                        RiskSettings.UNLIMITED,
                        RiskSettings.UNLIMITED,
                        20_000_000_000L,
                        RiskSettings.UNLIMITED),
                engine.risk().maxPositionQuanta());
        assertEquals(1, engine.feePrices().size(), "of the venue that has BNB");
        assertEquals(1, engine.markets().get(0).instrument().venue());
    }

    @Test
    void shouldLimitEachVenueAsItsOwnBlockSaysAndOtherwiseAsAll() {
        String all = GOOD.replace(
                "risk { max-open-orders = 7 }",
                "risk { max-orders = 9 per 1 s, order-to-trade { free = 77 }, max-open-orders = 7 }");
        DaemonSettings settings = Configuration.parse("test.conf", all).daemon();
        EngineSettings engine = settings.resolve(session(settings));
        assertEquals(
                new RequestLimits(9, 1_000_000_000L, RequestLimits.UNLIMITED, 77, 3_600_000_000_000L),
                engine.risk().requests(1));
        assertEquals(
                new RequestLimits(40, 2_000_000_000L, RequestLimits.UNLIMITED, 5000, 3_600_000_000_000L),
                engine.risk().requests(0));
    }

    @Test
    void shouldReadTheExample() {
        DaemonSettings settings =
                Configuration.load(Path.of("conf/two-venues.conf")).daemon();
        assertEquals(List.of("binance", "kraken"), settings.venueNames());
    }

    @Test
    void shouldTakeOneVenueInAListAsTheBlockAlone() {
        String one = ConfigurationTest.GOOD
                .replace("venue {", "venues = [ {")
                .replace("/ws-api/v3\"\n  }", "/ws-api/v3\"\n  } ]");
        DaemonSettings listed = Configuration.parse("test.conf", one).daemon();
        DaemonSettings block =
                Configuration.parse("test.conf", ConfigurationTest.GOOD).daemon();
        assertEquals(block.venue(), listed.venue());
        assertEquals(block.venueOfMarkets(), listed.venueOfMarkets());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = other,    | name = one,             | name: two venues are called one: give each a name of its own",
                "name = other,    | name = \"The Other\",     | name: \"The Other\" cannot tell it from the others",
                "venue = other }  | venue = kraken }        | venue: there is no venue \"kraken\", but one, other",
                "venue = other }  | side = left }           | venue: is missing: this daemon has several venues; name one of one, other",
                "venue = other }  | venue = one }           | symbol: BTC/USDT is there twice",
                "BTC/USDT, venue = other } | ETH/BTC, venue = one } | venues: other has no market: add one with venue = other",
                "name = one, account = shared | name = one, account = shared, mode = testnet | mode: is sim, and that of one is testnet",
                "http://127.0.0.1:2 | http://127.0.0.1:1, | is not an address starting with http",
                "name = one,      | name = one, protcol = binance, | protcol: is not a key; did you mean protocol?",
                "request-timeout = 4 s | reqest-timeout = 4 s | reqest-timeout: is not a key; did you mean request-timeout?",
                "max-open-orders = 7 | max-open-orders = 3 | max-open-orders: 3 is less than the 4 quotes",
                "max-open-orders = 7 | max-opn-orders = 3  | max-opn-orders: is not a key; did you mean max-open-orders?",
                "max-open-orders = 7 | max-orders = 1 per 1 s | max-orders: 1 is less than the 4 quotes",
                "request-timeout = 4 s | request-timeout = 20 s | stop-timeout: is less than venue.request-timeout",
                "venues = [       | venues = 3, nothing = [ | venues: must be a list of blocks",
            })
    void shouldNameNonsenseWithItsRemedy(String sound, String nonsense, String words) {
        List<String> problems = problems(sound, nonsense);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
        assertTrue(problems.stream().allMatch(problem -> problem.startsWith("test.conf:")), problems::toString);
    }

    @Test
    void shouldRefuseOneAccountTwice() {
        String twice = GOOD.replace("127.0.0.1:2", "127.0.0.1:1")
                .replace(", key-env = OTHER_KEY, secret-env = OTHER_SECRET", "");
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", twice).daemon())
                .problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("rest-uri: is that of one too, with the same key"), problems.get(0));
    }

    @Test
    void shouldShowNoKeyToAnotherVenue() {
        String real = GOOD.replace("mode = sim", "mode = testnet")
                .replace("http://127.0.0.1:1", "https://testnet.binance.vision")
                .replace("http://127.0.0.1:2", "https://testnet.bitmex.com")
                .replace(", key-env = OTHER_KEY, secret-env = OTHER_SECRET", "");
        List<String> problems = assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.parse("test.conf", real).daemon())
                .problems();
        assertTrue(
                problems.stream().anyMatch(problem -> problem.contains("key-env: key and secret are those of one")),
                problems::toString);
    }

    @Test
    void shouldRecordFromBoth() {
        RecordSettings recording = Configuration.parse("test.conf", GOOD).recording();
        assertEquals(List.of("other:BTC/USDT", "one:BTC/USDT"), recording.marketNames());
        assertEquals(List.of("BTC/USDT"), recording.of(1).symbols());
        assertEquals("other", recording.of(1).venues().get(0).name());
    }
}
