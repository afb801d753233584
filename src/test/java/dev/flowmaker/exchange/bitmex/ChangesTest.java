package dev.flowmaker.exchange.bitmex;

import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.INVERSE;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.LINEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Happening;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Markets that halt, change and end, told in BitMEX's words. */
class ChangesTest {
    private static void happen(BitmexTestVenue venue, Happening.What what, @Nullable Rules rules, long lastsNanos) {
        venue.server.happen(List.of(new Happening(what, 0, 0, rules, lastsNanos)));
    }

    private static JsonNode told(BitmexTestClient.Socket socket) {
        return socket.take(message -> message.path("table").asText().equals("instrument")
                        && message.path("action").asText().equals("update")
                        && message.path("data").get(0).has("state"))
                .path("data")
                .get(0);
    }

    @Test
    void shouldTellOfAHaltAtOnceAndTakeOnlyCancels() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            venue.alice
                    .limit(INVERSE, "Buy", 100, "50000", "clOrdID", "resting")
                    .ok();
            socket.subscribe("instrument:" + INVERSE);
            happen(venue, Happening.What.HALT, null, 0);
            assertEquals("Closed", told(socket).path("state").asText());
            venue.alice
                    .limit(INVERSE, "Buy", 100, "50000")
                    .refused(400, "ValidationError", "Instrument is not open for trading");
            venue.alice.limit(LINEAR, "Buy", 100, "50000").ok();
            assertEquals(
                    "Canceled",
                    venue.alice
                            .call("DELETE", "/order", "clOrdID", "resting")
                            .ok()
                            .get(0)
                            .path("ordStatus")
                            .asText());
            happen(venue, Happening.What.RESUME, null, 0);
            assertEquals("Open", told(socket).path("state").asText());
            venue.alice.limit(INVERSE, "Buy", 100, "50000").ok();
        }
    }

    @Test
    void shouldTellOtherRulesAndHoldOrdersToThem() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            socket.subscribe("instrument:" + INVERSE);
            happen(venue, Happening.What.RULES, new Rules(2, 5, 5, 1_000, 0, 200_000, 750_000), 0);
            String columns = "tickSize lotSize maxOrderQty makerFee takerFee";
            assertEquals("1 500 100000 0.0002 0.00075", BitmexWords.of(told(socket), columns));
            assertEquals(
                    "1 500 100000 0.0002 0.00075",
                    BitmexWords.of(
                            venue.alice.open("/instrument", "symbol", INVERSE).get(0), columns));
            assertEquals(
                    "0.00075",
                    venue.alice
                            .get("/user/commission")
                            .ok()
                            .path(INVERSE)
                            .path("takerFee")
                            .asText());
            venue.alice.limit(INVERSE, "Buy", 500, "50000.5").refused(400, "HTTPError", "Invalid price tickSize");
            venue.alice
                    .limit(INVERSE, "Buy", 100, "50000")
                    .refused(400, "HTTPError", "Order quantity must be a multiple of lot size: 500");
            venue.bob.limit(INVERSE, "Sell", 500, "50000").ok();
            venue.alice.limit(INVERSE, "Buy", 500, "50000").ok();
            JsonNode trade = venue.alice.get("/execution/tradeHistory").ok().get(0);
            // 500 dollars at 50,000 are a hundredth of a bitcoin.
            assertEquals("0.00075 750", BitmexWords.of(trade, "commission execComm"));
        }
    }

    @Test
    void shouldAnnounceAnEndAndForgetTheMarketWhenItComes() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket socket = venue.alice.login()) {
            venue.alice.limit(INVERSE, "Buy", 100, "50000").ok();
            socket.subscribe("instrument:" + INVERSE);
            socket.subscribe("order");
            happen(venue, Happening.What.ANNOUNCE, null, 300_000_000);
            JsonNode announced = told(socket);
            assertEquals("Open", announced.path("state").asText());
            assertTrue(announced.path("expiry").asText().endsWith("Z"), announced::toString);
            assertEquals("Unlisted", told(socket).path("state").asText());
            JsonNode canceled =
                    socket.take(message -> message.path("table").asText().equals("order"));
            assertEquals(
                    "Canceled", canceled.path("data").get(0).path("ordStatus").asText());
            assertEquals(List.of(LINEAR), venue.alice.open("/instrument/active").findValuesAsText("symbol"));
            assertEquals(
                    1,
                    venue.alice
                            .open("/instrument/activeIntervals")
                            .path("symbols")
                            .size());
            assertEquals(
                    "Unlisted",
                    venue.alice
                            .open("/instrument", "symbol", INVERSE)
                            .get(0)
                            .path("state")
                            .asText());
            venue.alice.limit(INVERSE, "Buy", 100, "50000").refused(400, "ValidationError", "Instrument expired");
        }
    }
}
