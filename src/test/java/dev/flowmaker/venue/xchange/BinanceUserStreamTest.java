package dev.flowmaker.venue.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.venue.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The user stream over the WebSocket API, on a real socket. */
class BinanceUserStreamTest {
    private static final String BALANCES = "{\"e\":\"outboundAccountPosition\",\"E\":2,\"u\":1,"
            + "\"B\":[{\"a\":\"BTC\",\"f\":\"1.00000000\",\"l\":\"0.00000000\"}]}";

    private final ScriptedBinance venue = new ScriptedBinance();
    private final RecordingInbox inbox = new RecordingInbox();
    private final BinanceGateway gateway = new BinanceGateway(TestSettings.of(venue), TestSettings::utcNanos);
    private io.netty.channel.Channel user;

    @BeforeEach
    void start() throws Exception {
        Gateway.Description description = gateway.describe();
        gateway.start(TestSettings.session(description), inbox);
        user = venue.awaitUser();
    }

    @AfterEach
    void stop() {
        gateway.close();
        venue.close();
    }

    @Test
    void shouldSubscribeSignedAndNeverAskForAListenKey() throws Exception {
        JsonNode request = new ObjectMapper().readTree(venue.awaitSubscription());
        assertEquals(
                "userDataStream.subscribe.signature", request.path("method").asText());
        JsonNode params = request.path("params");
        assertEquals(TestSettings.KEY, params.path("apiKey").asText());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestSettings.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = "apiKey=" + TestSettings.KEY + "&timestamp="
                + params.path("timestamp").asLong();
        assertEquals(
                HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
                params.path("signature").asText());
        assertTrue(venue.calls("POST /api/v3/userDataStream").isEmpty());
    }

    @Test
    void shouldGoOnAfterEventsItDoesNotUnderstand() throws Exception {
        ScriptedBinance.sendUser(
                user,
                "{\"e\":\"executionReport\",\"x\":\"TELEPORTED\",\"s\":\"BTCUSDT\",\"c\":\""
                        + new dev.flowmaker.venue.ClientOrderIds(TestSettings.NAME).text(5) + "\",\"C\":\"\",\"i\":7}");
        ScriptedBinance.sendUser(user, "{\"e\":\"solarFlare\"}");
        ScriptedBinance.send(user, "{\"what\":1}");
        ScriptedBinance.sendUser(user, BALANCES);

        inbox.await(Balance.class, event -> event.freeQuanta == 100_000_000);

        assertEquals(
                0,
                inbox.all(ConnectionChanged.class).stream()
                        .filter(event -> !event.up)
                        .count());
    }

    @Test
    void shouldHaveEverythingAskedForAfterWhatIsNoJson() throws Exception {
        int before = inbox.size();
        ScriptedBinance.send(user, "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"x\":\"TRA");

        ConnectionChanged down = inbox.awaitChannel(before, Channel.USER, false);
        assertTrue(down.text.contains("no JSON"), down.text);
        inbox.awaitChannel(inbox.all().indexOf(down), Channel.USER, true);
    }

    @Test
    void shouldHaveEverythingAskedForAfterAnEventThatCannotBeRead() throws Exception {
        int before = inbox.size();
        ScriptedBinance.sendUser(
                user, "{\"e\":\"outboundAccountPosition\",\"u\":1,\"B\":[{\"a\":\"BTC\",\"f\":\"many\"}]}");
        ScriptedBinance.sendUser(user, BALANCES);

        ConnectionChanged down = inbox.awaitChannel(before, Channel.USER, false);
        assertTrue(down.text.contains("not understood"), down.text);
        inbox.awaitChannel(inbox.all().indexOf(down), Channel.USER, true);
        inbox.await(Balance.class, event -> event.freeQuanta == 100_000_000);
    }

    @Test
    void shouldSubscribeAnewWhenTheVenueEndsTheSubscription() throws Exception {
        int before = inbox.size();
        ScriptedBinance.sendUser(user, "{\"e\":\"eventStreamTerminated\",\"E\":1}");

        venue.awaitUser();

        inbox.awaitChannel(before, Channel.USER, false);
        inbox.awaitChannel(before, Channel.USER, true);
    }

    @Test
    void shouldMeasureTheClockAnewWhenTheVenueFindsOurTimeWrong() throws Exception {
        int asked = venue.calls("GET /api/v3/time").size();
        venue.onSubscribe = request -> {
            venue.onSubscribe = ScriptedBinance::accepted;
            return "{\"id\":\"flowmaker-user\",\"status\":400,\"error\":{\"code\":-1021,\"msg\":\"Timestamp for this"
                    + " request is outside of the recvWindow.\"}}";
        };
        int before = inbox.size();
        user.close().syncUninterruptibly();

        inbox.awaitChannel(before, Channel.USER, false);
        inbox.awaitChannel(before, Channel.USER, true);

        assertTrue(venue.calls("GET /api/v3/time").size() > asked);
    }
}
