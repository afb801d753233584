package dev.flowmaker.exchange.bitmex;

import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.INVERSE;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.LINEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders over REST: placed, found, refused and canceled in BitMEX's words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class OrdersTest {
    private BitmexTestVenue venue;

    @BeforeAll
    void open() {
        venue = BitmexTestVenue.quiet();
    }

    @AfterAll
    void close() {
        venue.close();
    }

    private void none() {
        venue.alice.call("DELETE", "/order/all").ok();
        venue.bob.call("DELETE", "/order/all").ok();
    }

    @Test
    void shouldPlaceFindAndCancelAnOrder() {
        JsonNode placed = venue.alice
                .limit(INVERSE, "Buy", 300, "59999.5", "clOrdID", "one")
                .ok();
        assertEquals(
                "one XBTUSD Buy 300 59999.5 Limit GoodTillCancel New true 300 0",
                BitmexWords.of(
                        placed,
                        "clOrdID symbol side orderQty price ordType timeInForce ordStatus workingIndicator leavesQty"
                                + " cumQty"));
        String id = placed.path("orderID").asText();
        assertEquals(
                placed,
                venue.alice
                        .get("/order", "filter", "{\"orderID\":[\"" + id + "\"]}")
                        .ok()
                        .get(0));
        assertEquals(
                placed,
                venue.alice
                        .get("/order", "filter", "{\"clOrdID\":\"one\",\"open\":true}")
                        .ok()
                        .get(0));
        assertEquals(
                0,
                venue.bob
                        .get("/order", "filter", "{\"orderID\":\"" + id + "\"}")
                        .ok()
                        .size(),
                "another's");
        JsonNode canceled =
                venue.alice.call("DELETE", "/order", "clOrdID", "one").ok().get(0);
        assertEquals(
                id + " Canceled false 0", BitmexWords.of(canceled, "orderID ordStatus workingIndicator leavesQty"));
        JsonNode again =
                venue.alice.call("DELETE", "/order", "orderID", id).ok().get(0);
        assertEquals(
                "Unable to cancel order due to existing state: Canceled",
                again.path("error").asText());
        venue.bob
                .call("DELETE", "/order", "orderID", id)
                .refused(404, "HTTPError", "Unable to cancel order: Not found or not owned by user");
        venue.alice
                .limit(INVERSE, "Buy", 300, "59999.5", "clOrdID", "one")
                .refused(400, "HTTPError", "Duplicate clOrdID");
    }

    @Test
    void shouldTakeInAndEndAPostOnlyOrderThatWouldTake() {
        none();
        venue.bob.limit(LINEAR, "Sell", 200, "60000.1").ok();
        JsonNode ended = venue.alice
                .limit(LINEAR, "Buy", 100, "60000.1", "clOrdID", "maker", "execInst", "ParticipateDoNotInitiate")
                .ok();
        assertEquals("Canceled 0 0", BitmexWords.of(ended, "ordStatus cumQty leavesQty"));
        assertTrue(
                ended.path("text").asText().startsWith("Canceled: Order had execInst of ParticipateDoNotInitiate"),
                ended::toString);
        OrderInfo known = venue.server.ask(exchange -> exchange.allOrders(0, 1, 0, 1_000).stream()
                .filter(order -> order.clientId().equals("maker"))
                .findFirst()
                .orElseThrow());
        assertEquals(OrderStatus.POST_ONLY, known.status());
        JsonNode resting = venue.alice
                .limit(LINEAR, "Buy", 100, "60000", "execInst", "ParticipateDoNotInitiate")
                .ok();
        assertEquals("New ParticipateDoNotInitiate", BitmexWords.of(resting, "ordStatus execInst"));
    }

    @Test
    void shouldFillAtOnceAndTellTheAverage() {
        none();
        venue.bob.limit(LINEAR, "Sell", 100, "60000").ok();
        venue.bob.limit(LINEAR, "Sell", 100, "60001").ok();
        JsonNode taken = venue.alice
                .limit(LINEAR, "Buy", 200, "60002", "clOrdID", "taker")
                .ok();
        assertEquals("Filled 200 0 60000.5", BitmexWords.of(taken, "ordStatus cumQty leavesQty avgPx"));
        JsonNode market = venue.alice
                .call("POST", "/order", "symbol", LINEAR, "orderQty", -100)
                .ok();
        assertEquals("Sell Market Canceled", BitmexWords.of(market, "side ordType ordStatus"));
        JsonNode immediate = venue.alice
                .limit(LINEAR, "Buy", 100, "60000", "timeInForce", "ImmediateOrCancel")
                .ok();
        assertEquals("Canceled", immediate.path("ordStatus").asText());
        assertTrue(immediate.path("text").asText().contains("timeInForce of ImmediateOrCancel"), immediate::toString);
    }

    @Test
    void shouldAnswerInTheOrderAndPagesAskedFor() {
        none();
        for (int i = 0; i < 5; i++) {
            venue.alice
                    .limit(INVERSE, "Buy", 100, "5000" + i, "clOrdID", "p" + i)
                    .ok();
        }
        JsonNode latest = venue.alice
                .get(
                        "/order",
                        "symbol",
                        INVERSE,
                        "reverse",
                        "true",
                        "count",
                        2,
                        "start",
                        1,
                        "filter",
                        "{\"open\":true}")
                .ok();
        assertEquals(List.of("p3", "p2"), latest.findValuesAsText("clOrdID"));
        JsonNode columns = venue.alice
                .get("/order", "filter", "{\"clOrdID\":\"p0\"}", "columns", "[\"price\"]")
                .ok();
        assertEquals(3, columns.get(0).size(), "with symbol and timestamp");
        JsonNode canceled = venue.alice
                .call("DELETE", "/order", "clOrdID", "[\"p0\",\"nobody\",\"p1\"]")
                .ok();
        assertEquals(List.of("p0", "nobody", "p1"), canceled.findValuesAsText("clOrdID"));
        assertEquals(1, canceled.findValuesAsText("error").size());
        JsonNode rest = venue.alice
                .call("DELETE", "/order/all", "filter", "{\"side\":\"Buy\"}", "symbol", INVERSE)
                .ok();
        assertEquals(3, rest.size());
        assertEquals(0, venue.alice.call("DELETE", "/order/all").ok().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "symbol=XBTEUR&side=Buy&orderQty=100&price=1|400|HTTPError|Invalid symbol",
                "side=Buy&orderQty=100&price=1|400|HTTPError|'symbol' is a required arg.",
                "symbol=XBTUSD&side=buy&orderQty=100&price=1|400|HTTPError|Invalid side",
                "symbol=XBTUSD&side=Buy&price=1|400|HTTPError|Invalid orderQty",
                "symbol=XBTUSD&side=Buy&orderQty=0&price=1|400|HTTPError|Invalid orderQty",
                "symbol=XBTUSD&side=Buy&orderQty=-100&price=1|400|HTTPError|Invalid orderQty",
                "symbol=XBTUSD&side=Buy&orderQty=150&price=1|400|HTTPError|Order quantity must be a multiple of lot size: 100",
                "symbol=XBTUSD&side=Buy&orderQty=1e9&price=1|400|HTTPError|Invalid orderQty",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1.3|400|HTTPError|Invalid price tickSize",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=-1|400|HTTPError|Invalid price",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=9e9|400|HTTPError|Invalid price",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=x|400|HTTPError|price is invalid",
                "symbol=XBTUSD&side=Buy&orderQty=100&ordType=Limit|400|HTTPError|Invalid price",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&ordType=Stop|400|HTTPError|Invalid ordType",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&execInst=Close|400|HTTPError|Invalid execInst",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&timeInForce=Day|400|HTTPError|Invalid timeInForce",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&displayQty=0|400|HTTPError|displayQty is not supported here",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&stopPx=2|400|HTTPError|stopPx is not supported here",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&clOrdID=1234567890123456789012345678901234567|400|HTTPError|"
                        + "Invalid clOrdID",
                "symbol=XBTUSD&side=Buy&orderQty=100&price=1&clOrdID=autoclose-1|400|HTTPError|Invalid clOrdID"
            })
    void shouldRefuse(String body, int status, String name, String message) {
        venue.alice.signed("POST", "/api/v1/order", body).refused(status, name, message);
    }

    @Test
    void shouldRefuseWhatTheMarginDoesNotAllow() {
        none();
        // At 10,000 ten million contracts are a thousand bitcoin, one per cent of which is all there is.
        venue.alice.limit(INVERSE, "Buy", 10_000_000, "10000").ok();
        BitmexTestClient.Answer answer = venue.alice.limit(INVERSE, "Buy", 10_000_000, "100");
        assertEquals(
                "400 ValidationError",
                answer.status() + " " + answer.body().path("error").path("name").asText());
        assertTrue(
                answer.body()
                        .path("error")
                        .path("message")
                        .asText()
                        .matches("Account has insufficient Available Balance, [0-9]+ XBt required"),
                answer.body()::toString);
        none();
    }

    @Test
    void shouldCancelEverythingWhenTheSwitchIsNotHeldDown() {
        none();
        venue.alice.limit(INVERSE, "Buy", 100, "50000").ok();
        venue.alice.limit(LINEAR, "Buy", 100, "50000").ok();
        venue.bob.limit(LINEAR, "Buy", 100, "50000").ok();
        JsonNode armed = venue.alice
                .call("POST", "/order/cancelAllAfter", "timeout", 60_000)
                .ok();
        assertTrue(armed.path("cancelTime").asText().compareTo(armed.path("now").asText()) > 0, armed::toString);
        JsonNode off =
                venue.alice.call("POST", "/order/cancelAllAfter", "timeout", 0).ok();
        assertEquals("0", off.path("cancelTime").asText());
        assertEquals(
                2, venue.alice.get("/order", "filter", "{\"open\":true}").ok().size());
        try (BitmexTestClient.Socket socket = venue.alice.login()) {
            socket.subscribe("order");
            socket.send("{\"op\":\"cancelAllAfter\",\"args\":50}");
            assertTrue(socket.take(message -> message.has("cancelTime")).has("request"));
            for (int i = 0; i < 2; i++) {
                JsonNode order =
                        socket.take(message -> message.path("table").asText().equals("order"));
                assertEquals(
                        "Canceled", order.path("data").get(0).path("ordStatus").asText());
            }
        }
        assertEquals(
                0, venue.alice.get("/order", "filter", "{\"open\":true}").ok().size());
        assertEquals(
                1, venue.bob.get("/order", "filter", "{\"open\":true}").ok().size(), "another's stay");
        venue.alice
                .call("POST", "/order/cancelAllAfter", "timeout", -1)
                .refused(400, "HTTPError", "timeout is invalid");
        venue.alice.call("POST", "/order/cancelAllAfter").refused(400, "HTTPError", "timeout is invalid");
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestion() {
        Map<String, String> wrong = Map.of(
                "filter=[]", "filter values are not valid",
                "filter=%7B%22colour%22:1%7D", "filter columns are not valid",
                "count=-1", "count is invalid",
                "count=501", "count is invalid",
                "start=x", "start is invalid",
                "reverse=maybe", "reverse is invalid",
                "startTime=yesterday", "startTime is invalid",
                "columns=[%22colour%22]", "columns are not valid");
        venue.alice.limit(INVERSE, "Buy", 100, "40000").ok();
        wrong.forEach((query, message) ->
                venue.alice.signed("GET", "/api/v1/order?" + query, "").refused(400, "HTTPError", message));
    }
}
