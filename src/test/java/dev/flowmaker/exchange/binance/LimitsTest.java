package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.CountWindow;
import dev.flowmaker.exchange.MarketSource;
import org.junit.jupiter.api.Test;

/** How much may be asked for, and what happens to those who ask for more. */
class LimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final ApiLimits TIGHT = new ApiLimits(100, 3, 120 * SECOND, 300 * SECOND, 3, 5, 5, 10);

    private static TestVenue venue(ApiLimits limits) {
        return TestVenue.of(new MarketSource.ClientsOnly(), settings -> settings.withLimits(limits));
    }

    @Test
    void shouldCountWeightByTheAddress() {
        try (TestVenue venue = venue(TIGHT)) {
            assertEquals("1", venue.alice.get("/api/v3/ping").header("x-mbx-used-weight-1m"));
            assertEquals("6", venue.bob.get("/api/v3/depth?symbol=BTCUSDT").header("X-MBX-USED-WEIGHT"));
            assertEquals(
                    "31",
                    venue.bob.get("/api/v3/depth?symbol=BTCUSDT&limit=101").header("x-mbx-used-weight-1m"));
            assertEquals(
                    "81",
                    venue.bob.get("/api/v3/depth?symbol=BTCUSDT&limit=501").header("x-mbx-used-weight-1m"));
            assertEquals(
                    "83", venue.bob.get("/api/v3/ticker/price?symbol=BTCUSDT").header("x-mbx-used-weight-1m"));
        }
    }

    @Test
    void shouldRefuseThenBanWhoGoesOnAsking() {
        try (TestVenue venue = venue(TIGHT)) {
            for (int i = 0; i < 100; i++) {
                venue.alice.get("/api/v3/ping").ok();
            }
            for (int i = 0; i < 3; i++) {
                TestClient.Answer refused = venue.alice.get("/api/v3/ping");
                refused.refused(
                        429,
                        -1003,
                        "Too much request weight used; current limit is 100 request weight per 1 MINUTE. Please use"
                                + " WebSocket Streams for live updates to avoid polling the API.");
                long seconds = Long.parseLong(refused.header("Retry-After"));
                assertTrue(seconds > 0 && seconds <= 60, () -> "retry after " + seconds);
            }
            TestClient.Answer banned = venue.alice.get("/api/v3/ping");
            assertEquals(418, banned.status());
            assertEquals(-1003, banned.body().path("code").asInt());
            String text = banned.body().path("msg").asText();
            assertTrue(text.startsWith("Way too much request weight used; IP banned until "), text);
            assertEquals("120", banned.header("Retry-After"));
            assertEquals(
                    418, venue.bob.signed("GET", "/api/v3/account").status(), "the address is banned, not the key");
        }
    }

    @Test
    void shouldBanForLongerEachTimeAndForgetTheMinuteBefore() {
        RequestWeights weights = new RequestWeights(TIGHT);
        long now = 1_000 * MINUTE;
        assertEquals(now + 120 * SECOND, exhaust(weights, now));
        assertEquals(418, refused(weights, now + 119 * SECOND).status());
        now += 2 * MINUTE;
        weights.use("a", 1, now);
        assertEquals(1, weights.used("a", now));
        assertEquals(now + 240 * SECOND, exhaust(weights, now));
        now += 4 * MINUTE;
        assertEquals(now + 300 * SECOND, exhaust(weights, now), "the longest ban");
        weights.use("b", 100, now);
    }

    /** Uses up the weight and goes on until the ban; returns its end. */
    private static long exhaust(RequestWeights weights, long now) {
        weights.use("a", 100 - weights.used("a", now), now);
        for (int i = 0; i < 3; i++) {
            assertEquals(429, refused(weights, now).status());
        }
        ApiException ban = refused(weights, now);
        assertEquals(418, ban.status());
        return ban.retryAtNanos();
    }

    private static ApiException refused(RequestWeights weights, long now) {
        return assertThrows(ApiException.class, () -> weights.use("a", 1, now));
    }

    @Test
    void shouldCountOrdersByAccountAndForgetThoseThatFill() {
        ApiLimits limits = new ApiLimits(10_000, 3, SECOND, SECOND, 3, 100, 5, 10);
        try (TestVenue venue = venue(limits)) {
            TestClient.Answer first = venue.alice.limit("SELL", "1", "60000");
            assertEquals("1 1", first.header("x-mbx-order-count-10s") + " " + first.header("X-MBX-ORDER-COUNT-1D"));
            venue.alice.limit("SELL", "1", "60001").ok();
            venue.alice.limit("SELL", "1", "0.001").refused(400, -1013, "Filter failure: PRICE_FILTER");
            assertEquals("3", venue.alice.limit("SELL", "1", "60002").header("x-mbx-order-count-10s"));
            TestClient.Answer refused = venue.alice.limit("SELL", "1", "60003");
            refused.refused(429, -1015, "Too many new orders; current limit is 3 orders per 10 SECOND.");
            assertTrue(Integer.parseInt(refused.header("Retry-After")) <= 10);

            // Filled at once: never counts. It fills one of alice's, which no longer counts either.
            assertEquals("0", venue.bob.limit("BUY", "1", "60000").header("x-mbx-order-count-10s"));
            assertEquals("3", venue.alice.limit("SELL", "1", "60003").header("x-mbx-order-count-10s"));
            JsonNode counts =
                    venue.alice.signed("GET", "/api/v3/rateLimit/order").ok();
            assertEquals(2, counts.size());
            assertEquals(3, counts.path(0).path("count").asInt());
            assertEquals(100, counts.path(1).path("limit").asInt());
        }
    }

    @Test
    void shouldStartWindowsAnewAtWholeMultiples() {
        CountWindow window = new CountWindow(10);
        assertEquals(2, window.add(11, 2));
        assertEquals(3, window.add(19, 1));
        assertEquals(20, window.endNanos(19));
        assertEquals(0, window.count(20));
        assertEquals(0, window.add(20, -1));
    }

    @Test
    void shouldCloseFurtherConnections() {
        try (TestVenue venue = TestVenue.of(new MarketSource.ClientsOnly(), LimitsTest::twoConnections)) {
            try (TestClient.Socket one = venue.alice.open("/ws");
                    TestClient.Socket two = venue.alice.open("/ws")) {
                assertThrows(RuntimeException.class, () -> venue.alice.open("/ws"));
                one.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
                assertEquals("{\"result\":[],\"id\":1}", one.next().toString());
                two.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
                assertEquals("{\"result\":[],\"id\":2}", two.next().toString());
            }
        }
    }

    private static BinanceServerSettings twoConnections(BinanceServerSettings settings) {
        return new BinanceServerSettings(
                settings.keys(),
                settings.limits(),
                settings.reportsBeforeAnswers(),
                settings.pingIntervalNanos(),
                settings.pongTimeoutNanos(),
                2,
                settings.maxRequestBytes(),
                settings.maxPendingBytes(),
                settings.clockOffsetNanos());
    }
}
