package dev.flowmaker.exchange.bitmex;

import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.INVERSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.Hmac;
import dev.flowmaker.exchange.door.PlannedFault;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Who is let in, how often, and what is said to the others. */
class AccessTest {
    private static final String ORDER = "/api/v1/order";
    private static final String BODY = "symbol=XBTUSD&side=Buy&orderQty=100&price=50000";

    @Test
    void shouldSignAsTheDocumentedExampleDoes() {
        // BitMEX, Using API Keys: GET /api/v1/instrument with expires 1518064236.
        assertEquals(
                "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00",
                Hmac.sha256("chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO", "GET/api/v1/instrument1518064236"));
    }

    @Test
    void shouldLetInOnlyWhoSignedAndOnlyInTime() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            BitmexTestClient alice = venue.alice;
            long now = alice.nowSeconds();
            alice.send(alice.request(ORDER).GET()).refused(401, "HTTPError", "Authorization Required");
            alice.send(alice.request(ORDER)
                            .header("api-key", "nobody")
                            .header("api-expires", Long.toString(now + 5))
                            .header("api-signature", "00")
                            .GET())
                    .refused(401, "HTTPError", "Invalid API Key.");
            alice.send(alice.request("/api/v1/instrument")
                            .header("api-key", "alice")
                            .header("api-expires", Long.toString(now + 5))
                            .header("api-signature", "00")
                            .GET())
                    .refused(401, "HTTPError", "Signature not valid.");
            BitmexTestClient.Answer old = alice.signed("POST", ORDER, BODY, Long.toString(now - 1));
            assertTrue(
                    old.status() == 400
                            && old.body()
                                    .path("error")
                                    .path("message")
                                    .asText()
                                    .startsWith("This request has expired - `expires` is in the past. Current time: "),
                    old.body()::toString);
            String millis = Long.toString(System.currentTimeMillis() + 5_000);
            assertEquals(400, alice.signed("POST", ORDER, BODY, millis).status(), "milliseconds are not seconds");
            String expires = Long.toString(now + 60);
            String signature = Hmac.sha256(alice.key().secret(), "POST" + ORDER + expires + BODY);
            HttpRequest.Builder tampered = alice.request(ORDER)
                    .header("api-key", "alice")
                    .header("api-expires", expires)
                    .header("api-signature", signature)
                    .POST(HttpRequest.BodyPublishers.ofString(BODY.replace("100", "900")));
            alice.send(tampered).refused(401, "HTTPError", "Signature not valid.");
            assertEquals(
                    0,
                    venue.server.<Integer>ask(
                            exchange -> exchange.openOrders(0, 0).size()));
            alice.signed("POST", ORDER, BODY).ok();
            alice.signed("POST", ORDER, "{\"symbol\":\"XBTUSD\",\"orderQty\":-100,\"price\":70000}")
                    .ok();
            assertEquals(
                    2,
                    venue.server.<Integer>ask(
                            exchange -> exchange.openOrders(0, 0).size()));
        }
    }

    @Test
    void shouldHoldAKeyToItsRights() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            venue.reader.get("/position").ok();
            venue.reader.signed("POST", ORDER, BODY).refused(403, "HTTPError", "Access Denied");
            venue.reader.call("DELETE", "/order/all").refused(403, "HTTPError", "Access Denied");
            venue.reader
                    .call("POST", "/order/cancelAllAfter", "timeout", 1_000)
                    .refused(403, "HTTPError", "Access Denied");
        }
    }

    @Test
    void shouldFollowAClockThatIsWrong() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet(settings -> settings.withClockOffset(-7_200_000_000_000L))) {
            venue.alice.get("/user").ok();
            String here = Long.toString(System.currentTimeMillis() / 1_000 + 30);
            assertEquals(
                    400, venue.alice.signed("GET", "/api/v1/user", "", here).status());
            long millis = venue.alice.open("").path("timestamp").asLong();
            assertTrue(Math.abs(millis - (System.currentTimeMillis() - 7_200_000)) < 60_000, "" + millis);
        }
    }

    @Test
    void shouldCountRequestsAndOrdersAndTellWhatIsLeft() {
        // One comes back in 20 and in 30 seconds.
        BitmexLimits limits = new BitmexLimits(3, 2, 4, 3, 60_000_000_000L);
        try (BitmexTestVenue venue = BitmexTestVenue.quiet(settings -> settings.withLimits(limits))) {
            BitmexTestClient.Answer first = venue.alice.get("/user");
            assertEquals("3 2", first.header("x-ratelimit-limit") + " " + first.header("x-ratelimit-remaining"));
            long reset = Long.parseLong(first.header("x-ratelimit-reset"));
            assertTrue(reset > venue.alice.nowSeconds() && reset <= venue.alice.nowSeconds() + 21, "full at " + reset);
            for (int i = 0; i < 2; i++) {
                venue.alice.get("/user").ok();
            }
            BitmexTestClient.Answer refused = venue.alice.get("/user");
            assertEquals(
                    "RateLimitError", refused.body().path("error").path("name").asText());
            assertEquals("429 0", refused.status() + " " + refused.header("x-ratelimit-remaining"));
            assertTrue(Long.parseLong(refused.header("Retry-After")) >= 1);
            venue.bob.get("/user").ok();
            for (int i = 0; i < 3; i++) {
                assertEquals(429, venue.alice.get("/user").status());
            }
            venue.alice.get("/user").refused(403, "HTTPError", "Forbidden");
            for (int i = 0; i < 2; i++) {
                venue.alice.open("/instrument");
            }
            assertEquals(
                    429,
                    venue.alice
                            .send(venue.alice.request("/api/v1/instrument").GET())
                            .status());
        }
    }

    @Test
    void shouldCountOrdersByTheSecond() {
        BitmexLimits limits = new BitmexLimits(6_000, 6_000, 1, 1_000, 1);
        try (BitmexTestVenue venue = BitmexTestVenue.quiet(settings -> settings.withLimits(limits))) {
            int refused = 0;
            for (int i = 0; i < 30 && refused == 0; i++) {
                BitmexTestClient.Answer answer = venue.alice.signed("POST", ORDER, BODY);
                refused += answer.status() == 429 ? 1 : 0;
                String left = answer.header("x-ratelimit-remaining-1s");
                assertEquals("0", left);
            }
            assertEquals(1, refused, "no two of 30 orders came within a second");
            venue.alice.get("/user").ok();
        }
    }

    @Test
    void shouldFailInBitmexsWordsWhereItIsToldTo() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            fail(venue, PlannedFault.Kind.OVERLOADED)
                    .refused(503, "HTTPError", "The system is currently overloaded. Please try again later.");
            fail(venue, PlannedFault.Kind.RATE_LIMITED)
                    .refused(429, "RateLimitError", "Rate limit exceeded, retry in 1 seconds.");
            fail(venue, PlannedFault.Kind.BANNED).refused(403, "HTTPError", "Forbidden");
            fail(venue, PlannedFault.Kind.KEY_EXPIRED).refused(401, "HTTPError", "Invalid API Key.");
            fail(venue, PlannedFault.Kind.MAINTENANCE).refused(503, "HTTPError", "Service unavailable");
            assertEquals(
                    0,
                    venue.server.<Integer>ask(
                            exchange -> exchange.openOrders(0, 0).size()));
        }
    }

    private static BitmexTestClient.Answer fail(BitmexTestVenue venue, PlannedFault.Kind kind) {
        venue.server.plan(new PlannedFault(kind, "POST /api/v1/order", 1));
        return venue.alice.signed("POST", ORDER, BODY);
    }

    @Test
    void shouldSpeakOfTablesOnlyToThoseTheyAreOf() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            assertEquals(
                    "Welcome to the BitMEX Realtime API.",
                    socket.next().path("info").asText());
            socket.send("ping");
            assertEquals("pong", socket.next().asText());
            said(
                    socket,
                    "order",
                    401,
                    "User requested an account-locked subscription but no authorization was provided.");
            said(socket, "orders", 400, "Unknown table: orders");
            said(socket, "trade:XBTEUR", 400, "Unknown or expired symbol.");
            socket.login(venue.alice.nowSeconds() - 5);
            assertTrue(socket.next().path("error").asText().startsWith("This request has expired"));
            socket.send("{\"op\":\"authKeyExpires\",\"args\":[\"alice\",9,\"aa\"]}");
            assertEquals("Signature not valid.", socket.next().path("error").asText());
            socket.send("{\"op\":\"authKeyExpires\",\"args\":[\"alice\"]}");
            assertEquals(400, socket.next().path("status").asInt());
            socket.login(venue.alice.nowSeconds() + 30);
            assertTrue(socket.next().path("success").asBoolean());
            assertEquals("order", socket.subscribe("order").path("table").asText());
            said(socket, "order", 400, "You are already subscribed to this topic: order");
            venue.bob.limit(INVERSE, "Buy", 100, "50000").ok();
            JsonNode own = venue.alice.limit(INVERSE, "Buy", 200, "50000").ok();
            assertEquals(own, socket.next().path("data").get(0), "another's order is not told");
            socket.send("{\"op\":\"unsubscribe\",\"args\":[\"order\"]}");
            assertEquals("order", socket.next().path("unsubscribe").asText());
            venue.alice.limit(INVERSE, "Buy", 300, "50000").ok();
            socket.send("ping");
            assertEquals("pong", socket.next().asText(), "nothing more is told");
            for (String nonsense : List.of("{", "[]", "{\"op\":\"fly\"}", "{\"op\":\"subscribe\"}", "{\"args\":[]}")) {
                socket.send(nonsense);
                assertEquals(400, socket.next().path("status").asInt(), nonsense);
            }
        }
    }

    private static void said(BitmexTestClient.Socket socket, String topic, int status, String error) {
        socket.send("{\"op\":\"subscribe\",\"args\":[\"" + topic + "\"]}");
        JsonNode answer = socket.next();
        assertEquals(
                status + " " + error,
                answer.path("status") + " " + answer.path("error").asText());
        assertEquals(topic, answer.path("request").path("args").get(0).asText());
    }

    @Test
    void shouldRefuseAConnectionWhoseKeyIsNotProved() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            assertThrows(CompletionException.class, () -> venue.alice.socketWithKeyAlone());
        }
    }

    @Test
    void shouldTellReportsAfterTheAnswerWhereItIsToldTo() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet(settings -> settings.withReportsBeforeAnswers(false));
                BitmexTestClient.Socket socket = venue.alice.login()) {
            socket.subscribe("execution");
            JsonNode placed = venue.alice.limit(INVERSE, "Buy", 100, "50000").ok();
            assertEquals(
                    placed.path("orderID"), socket.next().path("data").get(0).path("orderID"));
        }
    }
}
