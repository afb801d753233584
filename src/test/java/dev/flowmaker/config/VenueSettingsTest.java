package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocol, mode and addresses of a venue: all of one network, or nothing connects. */
class VenueSettingsTest {
    private static String text(String venue) {
        return """
                flowmaker {
                  name = test
                  venue { %s, paper.balances = [ 1 BTC ] }
                  markets = [
                    {
                      symbol = BTC/USDT
                      quote { half-spread = 3 ticks, size = 0.002 BTC }
                      risk {
                        max-order-size = 0.01 BTC, max-order-notional = 1000 USDT, max-long = 0.01 BTC, max-short = 0.01 BTC
                        breakers.day-loss.limit = 5 %%
                      }
                    }
                  ]
                  risk { account.max-gross = [ 10000 USDT ], breakers.account-day-loss.limits = [ 100 USDT ] }
                }
                """.formatted(venue);
    }

    private static VenueSettings venue(String venue) {
        return Configuration.parse("test.conf", text(venue)).daemon().venue();
    }

    private static List<String> problems(String venue) {
        return assertThrows(ConfigurationException.class, () -> venue(venue)).problems();
    }

    private static String addresses(String mode, String protocol, String rest, String stream, String own) {
        return "mode = " + mode + ", protocol = " + protocol + ", rest-uri = \"" + rest + "\", stream-uri = \"" + stream
                + "\"" + (own.isEmpty() ? "" : ", ws-api-uri = \"" + own + "\"");
    }

    @Test
    void shouldKnowWhichNetworkAHostIsOn() {
        assertEquals(Network.PRODUCTION, VenueProtocol.BINANCE.networkOf("API1.Binance.com"));
        assertEquals(Network.TESTNET, VenueProtocol.BINANCE.networkOf("ws-api.testnet.binance.vision"));
        assertEquals(Network.PRODUCTION, VenueProtocol.KRAKEN.networkOf("ws-auth.kraken.com"));
        assertEquals(Network.LOCAL, VenueProtocol.KRAKEN.networkOf("api.binance.com"));
        assertEquals(Network.LOCAL, VenueProtocol.KRAKEN.networkOf(""));
        assertEquals(Network.PRODUCTION, VenueProtocol.BITMEX.networkOf("ws.bitmex.com"));
        assertEquals(Network.TESTNET, VenueProtocol.BITMEX.networkOf("ws.testnet.bitmex.com"));
        assertEquals(Network.LOCAL, VenueProtocol.BITMEX.networkOf("bitmex.com.evil.example"));
        assertEquals(Network.PRODUCTION, VenueProtocol.BITSTAMP.networkOf("ws.bitstamp.net"));
    }

    @Test
    void shouldNeverMixNetworksOnPaper() {
        String production =
                addresses("paper", "binance", "https://api.binance.com", "wss://stream.binance.com:9443", "");
        assertEquals(Network.PRODUCTION, venue(production).network());
        assertEquals(
                Network.PRODUCTION,
                Configuration.load(Path.of("conf/paper-bitmex.conf"))
                        .daemon()
                        .venue()
                        .network());
        List<String> mixed = problems(
                addresses("paper", "binance", "https://api.binance.com", "wss://stream.testnet.binance.vision", ""));
        assertEquals(1, mixed.size(), mixed::toString);
        assertTrue(mixed.get(0).contains("stream-uri: wss://stream.testnet.binance.vision is on another network"));
        List<String> half = problems(addresses("paper", "binance", "https://api.binance.com", "ws://127.0.0.1:1", ""));
        assertEquals(1, half.size(), half::toString);
        assertTrue(half.get(0).contains("is on another network than rest-uri"), half.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "paper, https://api.binance.com.evil.example, rest-uri: api.binance.com.evil.example is neither an address of Binance's",
        "paper, http://api.binance.com, rest-uri: http://api.binance.com is not encrypted",
        "live, https://api.kraken.com, rest-uri: https://api.kraken.com is no encrypted address of Binance's",
        "testnet, https://testnet.bitmex.com, rest-uri: https://testnet.bitmex.com is no encrypted address of Binance's testnet",
        "sim, https://api.binance.com, rest-uri: api.binance.com is not this machine",
    })
    void shouldWantTheProtocolsOwnHosts(String mode, String rest, String expected) {
        String others = switch (mode) {
            case "sim" -> "ws://127.0.0.1:1";
            case "testnet" -> "wss://stream.testnet.binance.vision";
            default -> "wss://stream.binance.com";
        };
        List<String> problems = problems(addresses(mode, "binance", rest, others, others));
        assertTrue(problems.get(0).contains(expected), problems::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "live, bitstamp, 'no order can be sent to Bitstamp: use mode paper, for `record` too'",
        "paper, krakn, did you mean kraken?",
    })
    void shouldRefuseAProtocolThatIsNotSpoken(String mode, String protocol, String expected) {
        List<String> problems =
                problems(addresses(mode, protocol, "https://www.bitstamp.net", "wss://ws.bitstamp.net", ""));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(expected), problems.get(0));
    }

    @Test
    void shouldBeCalledByItsProtocolUnlessNamed() {
        assertEquals(
                "bitstamp",
                venue(addresses("paper", "bitstamp", "https://www.bitstamp.net", "wss://ws.bitstamp.net", ""))
                        .name());
    }

    @Test
    void shouldKnowWhatKrakenHas() {
        String rest = "https://api.kraken.com";
        String stream = "wss://ws.kraken.com";
        String own = "wss://ws-auth.kraken.com";
        assertEquals(
                Network.PRODUCTION,
                venue(addresses("paper", "kraken", rest, stream, "")).network());
        assertEquals(
                60_000_000_000L,
                venue(addresses("live", "kraken", rest, stream, own)).switchNanos());
        List<String> problems = problems(addresses("testnet", "kraken", rest, stream, own));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("protocol: Kraken has no testnet: try mode paper"), problems.get(0));
        List<String> without = problems(addresses("live", "kraken", rest, stream, ""));
        assertTrue(without.get(0).contains("ws-api-uri: is missing"), without::toString);
    }

    @Test
    void shouldNeedNoMoreThanAKeyForBitmexsTestnet() {
        VenueSettings venue =
                Configuration.load(Path.of("conf/testnet-bitmex.conf")).daemon().venue();
        assertEquals(Network.TESTNET, venue.network());
        assertEquals(venue.streamUri(), venue.wsApiUri());
        assertEquals(60_000_000_000L, venue.switchNanos());
        List<String> mixed = problems(
                addresses("testnet", "bitmex", "https://www.bitmex.com", "wss://ws.testnet.bitmex.com/realtime", ""));
        assertTrue(mixed.get(0).contains("rest-uri: https://www.bitmex.com is no encrypted address"), mixed::toString);
    }

    @Test
    void shouldArmASwitchOnlyWhereThereIsOne() {
        String local = "ws://127.0.0.1:1";
        String sim = addresses("sim", "binance", "http://127.0.0.1:1", local, local);
        assertEquals(60_000_000_000L, venue(sim).switchNanos());
        String vision = "wss://stream.testnet.binance.vision";
        String testnet = addresses("testnet", "binance", "https://testnet.binance.vision", vision, vision);
        assertEquals(0, venue(testnet).switchNanos());
        List<String> problems = problems(testnet + ", dead-mans-switch.use = on");
        assertTrue(problems.get(0).contains("use: is on, and this venue has no dead man's switch"), problems::toString);
    }
}
