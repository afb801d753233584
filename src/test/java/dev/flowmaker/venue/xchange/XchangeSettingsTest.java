package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.venue.Network;
import dev.flowmaker.venue.VenueProtocol;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class XchangeSettingsTest {
    private static final String REST = "https://api.binance.com";
    private static final String STREAM = "wss://stream.binance.com:9443";
    private static final String SOCKET_API = "wss://ws-api.binance.com:443/ws-api/v3";
    private static final String TEST_REST = "https://testnet.binance.vision";
    private static final String TEST_STREAM = "wss://stream.testnet.binance.vision/";
    private static final String TEST_SOCKET_API = "wss://ws-api.testnet.binance.vision/ws-api/v3";

    private static XchangeSettings of(Network network, String rest, String stream, String socketApi) {
        return new XchangeSettings(
                VenueProtocol.BINANCE,
                "test",
                network,
                URI.create(rest),
                URI.create(stream),
                URI.create(socketApi),
                List.of("BTC/USDT"),
                List.of("BNB"),
                () -> TestSettings.KEY,
                () -> TestSettings.SECRET,
                List.of("BTC/USDT"),
                20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10));
    }

    @Test
    void shouldAcceptAddressesThatAgree() {
        assertEquals(List.of(), of(Network.PRODUCTION, REST, STREAM, SOCKET_API).problems());
        assertEquals(
                List.of(),
                of(Network.TESTNET, TEST_REST, TEST_STREAM, TEST_SOCKET_API).problems());
        assertEquals(
                List.of(),
                of(Network.LOCAL, "http://localhost:1", "ws://127.0.0.1:2", "ws://[::1]:3/ws-api/v3")
                        .problems());
    }

    @Test
    void shouldRefuseAddressesThatDisagreeAboutBeingATestnet() {
        List<String> problems =
                of(Network.TESTNET, TEST_REST, STREAM, TEST_SOCKET_API).problems();
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("streaming URI " + STREAM + " leads to Binance itself"), problems.get(0));
    }

    @Test
    void shouldRefuseProductionWhenItIsNotMeant() {
        assertEquals(3, of(Network.LOCAL, REST, STREAM, SOCKET_API).problems().size());
        assertEquals(3, of(Network.TESTNET, REST, STREAM, SOCKET_API).problems().size());
        assertEquals(
                3,
                of(Network.PRODUCTION, TEST_REST, TEST_STREAM, TEST_SOCKET_API)
                        .problems()
                        .size());
        assertEquals(Network.PRODUCTION, VenueProtocol.BINANCE.networkOf("API1.Binance.com"));
        assertEquals(Network.LOCAL, VenueProtocol.BINANCE.networkOf("binance.com.evil.example"));
    }

    @Test
    void shouldRefuseToSendTheKeyInTheClear() {
        String plain = "http://10.0.0.7:8080";
        List<String> problems = of(Network.LOCAL, plain, "ws://localhost", "ws://localhost/ws-api/v3")
                .problems();
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("in the clear"), problems.get(0));
    }

    @Test
    void shouldTellEveryProblemAtOnce() {
        XchangeSettings wrong = new XchangeSettings(
                VenueProtocol.BINANCE,
                "test",
                Network.LOCAL,
                URI.create("ftp://localhost"),
                URI.create("ws:///nowhere"),
                URI.create("ws://localhost"),
                List.of("btcusdt", "BTC/USDT", "BTC/USDT"),
                List.of(),
                () -> TestSettings.KEY,
                () -> TestSettings.SECRET,
                List.of(),
                0,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(61),
                Duration.ofSeconds(1),
                Duration.ofSeconds(-1));
        assertEquals(8, wrong.problems().size(), () -> String.join("\n", wrong.problems()));
        assertThrows(IllegalArgumentException.class, () -> new BinanceGateway(wrong, TestSettings::utcNanos));
    }

    @Test
    void shouldRefuseALanguageInWhichXChangeWouldNameAnotherStream() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(
                    List.of(), of(Network.PRODUCTION, REST, STREAM, SOCKET_API).problems(), "no I in it");
            XchangeSettings like = of(Network.PRODUCTION, REST, STREAM, SOCKET_API);
            XchangeSettings dotless = new XchangeSettings(
                    VenueProtocol.BINANCE,
                    like.name(),
                    like.network(),
                    like.restUri(),
                    like.streamUri(),
                    like.socketApiUri(),
                    List.of("FIL/USDT"),
                    like.extraAssets(),
                    like.apiKey(),
                    like.secretKey(),
                    List.of(),
                    like.depthLevels(),
                    like.connectTimeout(),
                    like.requestTimeout(),
                    like.recvWindow(),
                    like.reconnectAfter(),
                    like.staleAfter());
            assertEquals(1, dotless.problems().size());
            assertTrue(
                    dotless.problems().get(0).contains("-Duser.language=en"),
                    dotless.problems().get(0));
            Locale.setDefault(Locale.ROOT);
            assertEquals(List.of(), dotless.problems());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldShowNoSecret() {
        String text = of(Network.PRODUCTION, REST, STREAM, SOCKET_API).toString();
        assertFalse(text.contains(TestSettings.KEY) || text.contains(TestSettings.SECRET), text);
    }
}
