package dev.flowmaker.exchange.binance;

import static dev.flowmaker.exchange.binance.TestVenue.SYMBOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.door.ApiKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The WebSocket API: requests over it, and what accounts are told of their orders. */
class UserStreamTest {
    private static final Set<String> REPORT_FIELDS = new TreeSet<>(List.of(
            "e", "E", "s", "c", "S", "o", "f", "q", "p", "P", "F", "g", "C", "x", "X", "r", "i", "l", "z", "L", "n",
            "N", "T", "t", "I", "w", "m", "M", "O", "Z", "Y", "Q", "W", "V"));

    private final TestVenue venue = TestVenue.quiet();
    private final TestClient alice = venue.alice;
    private final TestClient bob = venue.bob;

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void shouldReportAnOrderFromPlacementToCancel() {
        try (TestClient.Socket user = alice.openUserStream()) {
            JsonNode placed =
                    alice.limit("BUY", "1", "50000", "newClientOrderId", "mine").ok();
            JsonNode message = user.next();
            assertEquals(0, message.path("subscriptionId").asInt(-1));
            JsonNode report = message.path("event");
            Set<String> fields = new TreeSet<>();
            report.fieldNames().forEachRemaining(fields::add);
            assertEquals(REPORT_FIELDS, fields);
            assertEquals("executionReport NEW NEW mine", text(report, "e", "x", "X", "c"));
            assertEquals("1.00000000 50000.00000000 BUY LIMIT GTC", text(report, "q", "p", "S", "o", "f"));
            assertEquals(placed.path("orderId"), report.path("i"));
            assertEquals(placed.path("transactTime"), report.path("T"));
            assertTrue(report.path("w").asBoolean());
            assertTrue(report.path("N").isNull());

            JsonNode position = user.next().path("event");
            assertEquals("outboundAccountPosition", position.path("e").asText());
            assertEquals(
                    "[{\"a\":\"USDT\",\"f\":\"950000.00000000\",\"l\":\"50000.00000000\"}]",
                    position.path("B").toString());

            alice.signed(
                            "DELETE",
                            "/api/v3/order",
                            "symbol",
                            SYMBOL,
                            "origClientOrderId",
                            "mine",
                            "newClientOrderId",
                            "gone")
                    .ok();
            JsonNode canceled = user.next().path("event");
            assertEquals("CANCELED CANCELED gone mine", text(canceled, "x", "X", "c", "C"));
            assertFalse(canceled.path("w").asBoolean());
            assertEquals(report.path("I").asLong() + 1, canceled.path("I").asLong());
            assertEquals(
                    "1000000.00000000",
                    user.next().path("event").path("B").path(0).path("f").asText());
        }
    }

    @Test
    void shouldTellBothSidesOfATrade() {
        try (TestClient.Socket maker = alice.openUserStream();
                TestClient.Socket taker = bob.openUserStream()) {
            alice.limit("SELL", "2", "60000").ok();
            bob.limit("BUY", "1.5", "60001").ok();

            assertEquals("NEW", execution(taker).path("x").asText());
            JsonNode bought = execution(taker);
            assertEquals("TRADE FILLED 1.50000000 60000.00000000", text(bought, "x", "X", "l", "L"));
            assertEquals("90000.00000000 90000.00000000 0.00225000 BTC", text(bought, "Y", "Z", "n", "N"));
            assertFalse(bought.path("m").asBoolean());

            assertEquals("NEW", execution(maker).path("x").asText());
            JsonNode sold = execution(maker);
            assertEquals("TRADE PARTIALLY_FILLED 1.50000000 1.50000000", text(sold, "x", "X", "l", "z"));
            assertEquals("90.00000000 USDT", text(sold, "n", "N"));
            assertTrue(sold.path("m").asBoolean() && sold.path("w").asBoolean());
            assertEquals(bought.path("t"), sold.path("t"));
            JsonNode position = maker.take(
                            text -> text.path("event").path("e").asText().equals("outboundAccountPosition"))
                    .path("event");
            assertEquals(
                    "[{\"a\":\"BTC\",\"f\":\"98.00000000\",\"l\":\"0.50000000\"},"
                            + "{\"a\":\"USDT\",\"f\":\"1089910.00000000\",\"l\":\"0.00000000\"}]",
                    position.path("B").toString());
        }
    }

    private static JsonNode execution(TestClient.Socket socket) {
        return socket.take(text -> text.path("event").path("e").asText().equals("executionReport"))
                .path("event");
    }

    private static String text(JsonNode node, String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            text.append(text.length() == 0 ? "" : " ").append(node.path(field).asText());
        }
        return text.toString();
    }

    @Test
    void shouldReportWhatExpires() {
        try (TestClient.Socket user = bob.openUserStream()) {
            alice.limit("SELL", "1", "60000").ok();
            bob.signed(
                            "POST",
                            "/api/v3/order",
                            "symbol",
                            SYMBOL,
                            "side",
                            "BUY",
                            "type",
                            "LIMIT",
                            "timeInForce",
                            "FOK",
                            "quantity",
                            "2",
                            "price",
                            "60000")
                    .ok();
            assertEquals("NEW NEW", text(execution(user), "x", "X"));
            JsonNode expired = execution(user);
            assertEquals("EXPIRED EXPIRED UNFILLED_FOK_ORDER_EXPIRED", text(expired, "x", "X", "eR"));

            bob.limit("SELL", "1", "61000").ok();
            bob.limit("BUY", "2", "61000").ok();
            assertEquals("NEW SELL", text(execution(user), "x", "S"));
            assertEquals("NEW BUY", text(execution(user), "x", "S"));
            assertEquals("TRADE BUY", text(execution(user), "x", "S"));
            assertEquals("TRADE_PREVENTION EXPIRED_IN_MATCH SELL", text(execution(user), "x", "X", "S"));
        }
    }

    @Test
    void shouldSendReportsBeforeOrAfterTheAnswerAsSet() {
        shouldSendReports(true, List.of("executionReport", "outboundAccountPosition", "answer"));
        shouldSendReports(false, List.of("answer", "executionReport", "outboundAccountPosition"));
    }

    private static void shouldSendReports(boolean before, List<String> expected) {
        TestVenue other = TestVenue.of(
                new MarketSource.ClientsOnly(),
                settings -> new BinanceServerSettings(
                        settings.keys(),
                        settings.limits(),
                        before,
                        20_000_000_000L,
                        60_000_000_000L,
                        10,
                        65_536,
                        1_000_000,
                        settings.clockOffsetNanos()));
        try (other;
                TestClient.Socket user = other.alice.openUserStream()) {
            user.request("order.place", true, order("1", "50000"));
            List<String> kinds = List.of(kind(user.next()), kind(user.next()), kind(user.next()));
            assertEquals(expected, kinds);
        }
    }

    private static Object[] order(String quantity, String price) {
        return new Object[] {
            "symbol", SYMBOL, "side", "BUY", "type", "LIMIT", "timeInForce", "GTC", "quantity", quantity, "price", price
        };
    }

    private static String kind(JsonNode message) {
        return message.has("event") ? message.path("event").path("e").asText() : "answer";
    }

    @Test
    void shouldTakeOrdersOverTheWebSocketApi() {
        try (TestClient.Socket api = alice.open("/ws-api/v3")) {
            JsonNode placed = api.call("order.place", true, order("1", "50000"));
            assertEquals(200, placed.path("status").asInt(), placed::toString);
            assertEquals(3, placed.path("rateLimits").size());
            long id = placed.path("result").path("orderId").asLong();
            JsonNode status = api.call("order.status", true, "symbol", SYMBOL, "orderId", id);
            assertEquals("NEW", status.path("result").path("status").asText());
            assertEquals(1, status.path("rateLimits").size());
            assertEquals(1, api.call("openOrders.status", true).path("result").size());
            JsonNode canceled = api.call("order.cancel", true, "symbol", SYMBOL, "orderId", id);
            assertEquals("CANCELED", canceled.path("result").path("status").asText());
            JsonNode again = api.call("order.cancel", true, "symbol", SYMBOL, "orderId", id);
            assertEquals("400 -2011 Unknown order sent.", refusal(again));
            assertEquals(
                    "100.00000000",
                    api.call("account.status", true)
                            .path("result")
                            .path("balances")
                            .path(0)
                            .path("free")
                            .asText());
        }
    }

    private static String refusal(JsonNode answer) {
        return answer.path("status") + " " + answer.path("error").path("code") + " "
                + answer.path("error").path("msg").asText();
    }

    @Test
    void shouldAnswerPublicRequestsOverTheWebSocketApi() {
        try (TestClient.Socket api = alice.open("/ws-api/v3?returnRateLimits=false")) {
            assertEquals(
                    "{\"id\":\"ping\",\"status\":200,\"result\":{}}",
                    api.call("ping", false).toString());
            assertTrue(api.call("v3/time", false).path("result").has("serverTime"));
            assertEquals(
                    SYMBOL,
                    api.call("exchangeInfo", false, "symbol", SYMBOL)
                            .path("result")
                            .path("symbols")
                            .path(0)
                            .path("symbol")
                            .asText());
            JsonNode shown = api.call("ping", false, "returnRateLimits", true);
            assertEquals(
                    "REQUEST_WEIGHT",
                    shown.path("rateLimits").path(0).path("rateLimitType").asText());
            assertEquals("400 -1121 Invalid symbol.", refusal(api.call("depth", false, "symbol", "NOSUCH")));
            assertEquals("400 -1020 This operation is not supported.", refusal(api.call("klines", false)));
            api.send("nonsense");
            JsonNode malformed = api.next();
            assertEquals("400 -1135 Invalid JSON Request", refusal(malformed));
            assertTrue(malformed.path("id").isNull());
        }
    }

    @Test
    void shouldFollowTwoAccountsAndLeaveThem() {
        try (TestClient.Socket user = alice.openUserStream()) {
            assertEquals(
                    "400 -2035 User Data Stream subscription already active.",
                    refusal(user.call("userDataStream.subscribe.signature", true)));
            JsonNode second = user.callAs(bob.key(), "userDataStream.subscribe.signature");
            assertEquals(1, second.path("result").path("subscriptionId").asInt());
            assertEquals(
                    2, user.call("session.subscriptions", false).path("result").size());
            assertTrue(user.call("session.status", false)
                    .path("result")
                    .path("userDataStream")
                    .asBoolean());
            bob.limit("BUY", "1", "50000").ok();
            assertEquals(1, user.next().path("subscriptionId").asInt());

            user.call("userDataStream.unsubscribe", false, "subscriptionId", 1);
            alice.limit("BUY", "1", "50000").ok();
            bob.limit("BUY", "1", "50000").ok();
            assertEquals(
                    "executionReport",
                    user.take(text -> text.path("subscriptionId").asInt(-1) == 0)
                            .path("event")
                            .path("e")
                            .asText());
            assertEquals(
                    "outboundAccountPosition",
                    user.next().path("event").path("e").asText());
            user.call("userDataStream.unsubscribe", false);
            JsonNode none = user.call("userDataStream.unsubscribe", false);
            assertEquals("400 -2036 User Data Stream subscription not active.", refusal(none));
        }
    }

    @Test
    void shouldRefuseWhoIsNotKnown() {
        try (TestClient.Socket api = alice.open("/ws-api/v3")) {
            assertEquals(
                    "401 -2015 Invalid API-key, IP, or permissions for action.",
                    refusal(api.callAs(ApiKey.random(0), "userDataStream.subscribe.signature")));
            ApiKey wrongSecret = new ApiKey(0, alice.key().key(), "not it");
            assertEquals(
                    "400 -1022 Signature for this request is not valid.",
                    refusal(api.callAs(wrongSecret, "userDataStream.subscribe.signature")));
            assertEquals(
                    "400 -1102 Mandatory parameter 'apiKey' was not sent, was empty/null, or malformed.",
                    refusal(api.call("order.place", false)));
            assertEquals("400 -4056 HMAC_SHA256 API key is not supported.", refusal(api.call("session.logon", true)));
            assertEquals(
                    "401 -1002 You are not authorized to execute this request.",
                    refusal(api.call("userDataStream.subscribe", false)));
        }
    }
}
