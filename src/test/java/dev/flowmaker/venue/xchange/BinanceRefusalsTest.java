package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.venue.Gateway;
import dev.flowmaker.venue.VenueException;
import dev.flowmaker.venue.xchange.ScriptedBinance.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What an operator is told when the venue cannot be used as configured. */
class BinanceRefusalsTest {
    private static final long SEED = 3;
    private static final String LONG_KEY = "k".repeat(64);

    private static String refusal(XchangeSettings settings) {
        return refusal(settings, TestSettings::utcNanos);
    }

    private static String refusal(XchangeSettings settings, LongSupplier clock) {
        try (BinanceGateway gateway = new BinanceGateway(settings, clock)) {
            String message = words(assertThrows(VenueException.class, gateway::describe));
            assertFalse(message.contains(settings.secretKey().get()), message);
            return message;
        }
    }

    private static String words(VenueException refusal) {
        return Objects.requireNonNull(refusal.getMessage());
    }

    private static XchangeSettings withSymbols(XchangeSettings from, String... symbols) {
        return new XchangeSettings(
                from.protocol(),
                from.name(),
                from.network(),
                from.restUri(),
                from.streamUri(),
                from.socketApiUri(),
                List.of(symbols),
                from.extraAssets(),
                from.apiKey(),
                from.secretKey(),
                from.touchSymbols(),
                from.depthLevels(),
                from.connectTimeout(),
                from.requestTimeout(),
                from.recvWindow(),
                from.reconnectAfter(),
                from.staleAfter());
    }

    @Test
    void shouldNameTheRemedyForAWrongKeyAWrongSecretAndAWrongMarket() {
        try (LocalBinance venue = new LocalBinance(SEED)) {
            String key = refusal(venue.settings(LONG_KEY, TestSettings.SECRET));
            assertTrue(key.contains("check the key"), key);
            String secret = refusal(venue.settings(TestSettings.KEY, "wrong"));
            assertTrue(secret.contains("the secret does not belong to the key"), secret);
            String market = refusal(withSymbols(venue.settings(), "BTC/USDC"));
            assertTrue(market.contains("no market BTC/USDC") && market.contains("[BTC/USDT]"), market);
            String far = refusal(withSymbols(venue.settings(), "LINK/EUR"));
            assertEquals("the venue has no market LINK/EUR", far);
        }
    }

    @Test
    void shouldNameTheRemedyForAClockThatIsOff() {
        try (LocalBinance venue = new LocalBinance(SEED)) {
            long hour = 3_600_000_000_000L;
            String ahead = refusal(venue.settings(), () -> TestSettings.utcNanos() + hour);
            assertTrue(ahead.contains("ms ahead of the venue's: synchronise it"), ahead);
            String behind = refusal(venue.settings(), () -> TestSettings.utcNanos() - hour);
            assertTrue(behind.contains("ms behind the venue's: synchronise it"), behind);
        }
    }

    @Test
    void shouldBridgeAClockThatIsALittleOff() throws Exception {
        long offset = 3_000_000_000L;
        try (LocalBinance venue = new LocalBinance(SEED);
                BinanceGateway gateway = new BinanceGateway(venue.settings(), () -> TestSettings.utcNanos() + offset)) {
            Gateway.Description description = gateway.describe();
            long error = Math.abs(description.clockOffsetNanos() + offset);
            assertTrue(error < 500_000_000, "" + description.clockOffsetNanos());
            gateway.start(TestSettings.session(description), new RecordingInbox());
        }
    }

    @Test
    void shouldSayWhereNobodyAnswers() {
        try (LocalBinance venue = new LocalBinance(SEED)) {
            URI nowhere = URI.create("http://127.0.0.1:1");
            XchangeSettings from = venue.settings();
            String text = refusal(TestSettings.of(nowhere, from.streamUri(), from.socketApiUri()));
            assertTrue(text.contains("no answer from http://127.0.0.1:1"), text);
        }
    }

    @Test
    void shouldSayWhichStreamCannotBeOpened() throws Exception {
        try (LocalBinance venue = new LocalBinance(SEED)) {
            XchangeSettings from = venue.settings();
            URI nowhere = URI.create("ws://127.0.0.1:1/");
            URI noSuchPath = URI.create(from.restUri().toString().replace("http", "ws") + "/nothing-here");
            for (URI wrong : List.of(nowhere, noSuchPath)) {
                String market = startRefusal(TestSettings.of(from.restUri(), wrong, from.socketApiUri()));
                assertTrue(market.startsWith("market data: cannot open " + wrong), market);
                String user = startRefusal(TestSettings.of(from.restUri(), from.streamUri(), wrong));
                assertTrue(user.startsWith("user stream: cannot open " + wrong), user);
            }
        }
    }

    private static String startRefusal(XchangeSettings settings) throws VenueException {
        try (BinanceGateway gateway = new BinanceGateway(settings, TestSettings::utcNanos)) {
            Gateway.Description description = gateway.describe();
            return words(assertThrows(
                    VenueException.class,
                    () -> gateway.start(TestSettings.session(description), new RecordingInbox())));
        }
    }

    @Test
    void shouldSayWhenTheUserStreamIsRefusedOrSilent() throws Exception {
        try (ScriptedBinance venue = new ScriptedBinance()) {
            XchangeSettings settings = TestSettings.of(venue, Duration.ofSeconds(20), Duration.ofMillis(200));
            venue.onSubscribe = request -> "{\"id\":\"flowmaker-user\",\"status\":401,\"error\":{\"code\":-2015,"
                    + "\"msg\":\"Invalid API-key, IP, or permissions for action.\"}}";
            String refused = startRefusal(settings);
            assertTrue(refused.contains("-2015") && refused.contains("check the key"), refused);
            venue.onSubscribe = request -> "";
            String silent = startRefusal(settings);
            assertTrue(silent.contains("user stream") && silent.contains("did not answer within"), silent);
        }
    }

    @Test
    void shouldNotFollowARedirectWithTheKey() throws Exception {
        try (ScriptedBinance venue = new ScriptedBinance();
                ScriptedBinance elsewhere = new ScriptedBinance()) {
            venue.on(
                    "GET /api/v3/account",
                    call -> Answer.plain(302, "").with("Location", elsewhere.restUri() + "/api/v3/account"));

            String text = refusal(TestSettings.of(venue));

            assertTrue(text.contains("302"), text);
            assertEquals(0, elsewhere.calls("GET /api/v3/account").size());
        }
    }

    @Test
    void shouldRefuseAnAccountThatMayNotTrade() {
        try (ScriptedBinance venue = new ScriptedBinance()) {
            venue.on(
                    "GET /api/v3/account",
                    call -> Answer.json(ScriptedBinance.account().replace("\"canTrade\":true", "\"canTrade\":false")));
            String text = refusal(TestSettings.of(venue));
            assertTrue(text.contains("may not trade"), text);
        }
    }

    @Test
    void shouldRefuseAMarketThatHasNoPostOnlyOrders() {
        try (ScriptedBinance venue = new ScriptedBinance()) {
            venue.on(
                    "GET /api/v3/exchangeInfo",
                    call -> Answer.json(ScriptedBinance.exchangeInfo().replace("\"LIMIT_MAKER\",", "")));
            String text = refusal(TestSettings.of(venue));
            assertTrue(text.contains("no post-only orders"), text);
        }
    }

    @Test
    void shouldTakeTheExactFeeWhereTheAccountTellsIt() throws Exception {
        try (ScriptedBinance venue = new ScriptedBinance();
                BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos)) {
            assertEquals(950_000, gateway.describe().instruments().get(0).makerFeePpb());
            venue.on(
                    "GET /api/v3/account",
                    call -> Answer.json(ScriptedBinance.account().replace("commissionRates", "somethingElse")));
            assertEquals(1_000_000, gateway.describe().instruments().get(0).makerFeePpb());
            assertEquals(1_500_000, gateway.describe().instruments().get(0).takerFeePpb());
        }
    }
}
