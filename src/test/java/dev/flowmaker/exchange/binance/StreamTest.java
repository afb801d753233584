package dev.flowmaker.exchange.binance;

import static dev.flowmaker.exchange.binance.TestVenue.SYMBOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Market streams: what they say, and how they are followed and left. */
class StreamTest {
    private static final long SEED = 7;

    private static TestVenue busy() {
        return TestVenue.of(Fixtures.synthetic(SEED), UnaryOperator.identity());
    }

    @Test
    void shouldKeepARebuiltBookEqualToTheExchanges() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms")) {
            venue.alice.limit("BUY", "1", "59000").ok();
            RebuiltBook book = new RebuiltBook(venue.alice, socket);
            Random random = new Random(SEED);
            for (int i = 0; i < 150; i++) {
                TestClient client = random.nextBoolean() ? venue.alice : venue.bob;
                String price = Integer.toString(60_000 + random.nextInt(20) - 10);
                client.limit(random.nextBoolean() ? "BUY" : "SELL", "0.0" + (1 + random.nextInt(9)), price)
                        .ok();
                if (random.nextInt(40) == 0) {
                    client.signed("DELETE", "/api/v3/openOrders", "symbol", SYMBOL);
                }
            }
            JsonNode last = book.snapshot();
            book.followTo(last.path("lastUpdateId").asLong());
            book.compareWith(last);
            assertTrue(last.path("bids").size() > 1 && last.path("asks").size() > 1, last::toString);
        }
    }

    @Test
    void shouldKeepARebuiltBookEqualInABusyMarketToo() {
        try (TestVenue venue = busy();
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms");
                TestClient.Socket whole = venue.alice.open("/ws/btcusdt@depth20@100ms")) {
            RebuiltBook book = new RebuiltBook(venue.alice, socket);
            for (int i = 0; i < 20; i++) {
                venue.bob.limit("BUY", "0.01", "59500").ok();
                book.follow();
                long id = book.updateId();
                book.compareBestWith(
                        whole.take(text -> text.path("lastUpdateId").asLong() == id));
            }
        }
    }

    @Test
    void shouldHaveFramesOnAGridWithTimesThatGrow() {
        try (TestVenue venue = busy();
                TestClient.Socket socket =
                        venue.alice.open("/stream?streams=btcusdt@depth@100ms/btcusdt@depth@1000ms/btcusdt@depth")) {
            long lastTime = 0;
            long lastId = 0;
            @Nullable JsonNode slow = null;
            @Nullable JsonNode slower = null;
            while (slow == null || slower == null) {
                JsonNode message = socket.next();
                JsonNode frame = message.path("data");
                switch (message.path("stream").asText()) {
                    case "btcusdt@depth@100ms" -> {
                        assertTrue(frame.path("E").asLong() > lastTime, message::toString);
                        assertTrue(lastId == 0 || frame.path("U").asLong() == lastId + 1, message::toString);
                        assertEquals(0, frame.path("E").asLong() % 100);
                        lastTime = frame.path("E").asLong();
                        lastId = frame.path("u").asLong();
                    }
                    case "btcusdt@depth@1000ms" -> slow = frame;
                    default -> slower = frame;
                }
            }
            assertEquals(slow, slower);
            assertEquals(0, slow.path("E").asLong() % 1_000);
        }
    }

    @Test
    void shouldShowTheBestLevelsWhole() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket socket = venue.alice.open("/stream?streams=btcusdt@depth5@100ms/btcusdt@depth10")) {
            for (int i = 0; i < 6; i++) {
                venue.alice.limit("BUY", "1", "5000" + i).ok();
            }
            JsonNode expected =
                    venue.alice.get("/api/v3/depth?symbol=BTCUSDT&limit=5").ok();
            JsonNode five = socket.take(text -> text.path("stream").asText().equals("btcusdt@depth5@100ms")
                    && text.path("data").path("lastUpdateId").equals(expected.path("lastUpdateId")));
            assertEquals(expected, five.path("data"));
            JsonNode ten = socket.take(text -> text.path("stream").asText().equals("btcusdt@depth10")
                    && text.path("data").path("lastUpdateId").equals(expected.path("lastUpdateId")));
            assertEquals(6, ten.path("data").path("bids").size());
        }
    }

    @Test
    void shouldTellOfTradesAndOfTheBestPrices() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket trades = venue.alice.open("/ws/btcusdt@trade");
                TestClient.Socket aggregates = venue.alice.open("/ws/btcusdt@aggTrade");
                TestClient.Socket tickers = venue.alice.open("/ws/btcusdt@bookTicker")) {
            venue.alice.limit("BUY", "1", "60000").ok();
            venue.alice.limit("BUY", "2", "60000").ok();
            JsonNode sold = venue.bob.limit("SELL", "2.5", "60000").ok();

            JsonNode trade = trades.next();
            JsonNode second = trades.next();
            assertEquals("trade", trade.path("e").asText());
            assertEquals("1.00000000", trade.path("q").asText());
            assertEquals("60000.00000000", trade.path("p").asText());
            assertTrue(trade.path("m").asBoolean(), "the buyer was there first");
            assertEquals(sold.path("transactTime"), trade.path("T"));
            assertEquals(trade.path("t").asLong() + 1, second.path("t").asLong());

            JsonNode aggregate = aggregates.next();
            assertEquals("2.50000000", aggregate.path("q").asText());
            assertEquals(trade.path("t"), aggregate.path("f"));
            assertEquals(second.path("t"), aggregate.path("l"));
            assertEquals("aggTrade", aggregate.path("e").asText());

            assertEquals("1.00000000", tickers.next().path("B").asText());
            assertEquals("3.00000000", tickers.next().path("B").asText());
            JsonNode ticker = tickers.next();
            assertEquals("0.50000000", ticker.path("B").asText(), "told once for both trades");
            assertEquals(venue.alice.get("/api/v3/depth?symbol=BTCUSDT").ok().path("lastUpdateId"), ticker.path("u"));
        }
    }

    @Test
    void shouldSubscribeListAndUnsubscribe() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket socket = venue.alice.open("/ws")) {
            socket.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"ethusdt@trade\"],\"id\":1}");
            assertEquals("{\"result\":null,\"id\":1}", socket.next().toString());
            socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"two\"}");
            assertEquals(
                    "{\"result\":[\"btcusdt@trade\",\"ethusdt@trade\"],\"id\":\"two\"}",
                    socket.next().toString());
            trade(venue);
            assertEquals(SYMBOL, socket.next().path("s").asText());

            socket.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":3}");
            assertEquals("{\"result\":null,\"id\":3}", socket.next().toString());
            trade(venue);
            assertEquals("btcusdt@trade", socket.next().path("stream").asText());
            socket.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":4}");
            assertEquals("{\"result\":true,\"id\":4}", socket.next().toString());

            socket.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":5}");
            assertEquals("{\"result\":null,\"id\":5}", socket.next().toString());
            trade(venue);
            socket.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":null}");
            assertEquals(
                    "{\"result\":[\"ethusdt@trade\"],\"id\":null}",
                    socket.next().toString(),
                    "no trade in between");
        }
    }

    private static void trade(TestVenue venue) {
        venue.alice.limit("BUY", "1", "60000").ok();
        venue.bob.limit("SELL", "1", "60000").ok();
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket socket = venue.alice.open("/stream")) {
            refused(socket, "{\"method\":\"SUBSCRIBE\",\"id\":1}", 2);
            refused(socket, "{\"method\":\"SUBSCRIBE\",\"params\":[1],\"id\":1}", 2);
            refused(socket, "{\"method\":\"FOLLOW\",\"params\":[\"a\"],\"id\":1}", 2);
            refused(socket, "{\"id\":1}", 2);
            refused(socket, "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":{}}", 2);
            refused(socket, "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1}", 1);
            refused(socket, "{\"method\":\"SET_PROPERTY\",\"params\":[\"colour\",true],\"id\":1}", 0);
            refused(socket, "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1}", 2);
            refused(socket, "SUBSCRIBE btcusdt@trade", 3);
            refused(socket, "[]", 3);
        }
    }

    private static void refused(TestClient.Socket socket, String request, int code) {
        socket.send(request);
        JsonNode answer = socket.next();
        assertEquals(code, answer.path("code").asInt(-1), answer::toString);
        assertTrue(answer.has("msg") && answer.has("id"), answer::toString);
    }

    @Test
    void shouldTellMicrosecondsWhenAsked() {
        try (TestVenue venue = TestVenue.quiet();
                TestClient.Socket micros = venue.alice.open("/ws/btcusdt@trade?timeUnit=microsecond");
                TestClient.Socket millis = venue.alice.open("/ws/btcusdt@trade")) {
            trade(venue);
            assertEquals(
                    millis.next().path("T").asLong(), micros.next().path("T").asLong() / 1_000);
        }
    }

    @Test
    void shouldAnswerPingsAndHangUpOnWhoFloods() {
        ApiLimits five = new ApiLimits(10_000, 100, 1, 1, 100, 100, 5, 100);
        try (TestVenue venue = TestVenue.of(new MarketSource.ClientsOnly(), settings -> settings.withLimits(five));
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@trade");
                TestClient.Socket other = venue.alice.open("/ws/btcusdt@trade")) {
            socket.ping("are you there");
            assertEquals("are you there", socket.nextPong());
            assertThrows(CompletionException.class, () -> {
                for (int i = 0; i < 1_000_000; i++) {
                    socket.ping("again");
                }
            });
            assertEquals(1008, socket.closeCode());
            trade(venue);
            assertEquals("trade", other.next().path("e").asText(), "others stay");
        }
    }

    @Test
    void shouldLimitTheStreamsOfAConnection() {
        ApiLimits two = new ApiLimits(10_000, 100, 1, 1, 100, 100, 5, 2);
        try (TestVenue venue = TestVenue.of(new MarketSource.ClientsOnly(), settings -> settings.withLimits(two))) {
            try (TestClient.Socket socket = venue.alice.open("/stream?streams=a@trade/b@trade/c@trade")) {
                assertEquals(1008, socket.closeCode());
            }
            try (TestClient.Socket socket = venue.alice.open("/stream?streams=a@trade/b@trade")) {
                refused(socket, "{\"method\":\"SUBSCRIBE\",\"params\":[\"c@trade\"],\"id\":1}", 2);
            }
        }
    }

    @Test
    void shouldPingAndCutOffWhoDoesNotAnswer() throws Exception {
        try (TestVenue venue = TestVenue.of(new MarketSource.ClientsOnly(), StreamTest::impatient);
                TestClient.Socket polite = venue.alice.open("/ws");
                RawSocket mute = new RawSocket(venue.server.port(), "/ws")) {
            polite.nextPing();
            assertEquals(-1, mute.readToEnd(), "cut off");
            polite.nextPing();
            polite.nextPing();
            polite.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            assertEquals("{\"result\":[],\"id\":1}", polite.next().toString(), "who answers stays");
        }
    }

    private static BinanceServerSettings impatient(BinanceServerSettings settings) {
        return new BinanceServerSettings(
                settings.keys(),
                settings.limits(),
                true,
                200_000_000,
                1_000_000_000,
                10,
                65_536,
                1_000_000,
                settings.clockOffsetNanos());
    }

    @Test
    void shouldCutOffWhoDoesNotRead() throws Exception {
        try (TestVenue venue = TestVenue.of(new MarketSource.ClientsOnly(), StreamTest::tightFisted);
                RawSocket idle = new RawSocket(venue.server.port(), "/ws-api/v3")) {
            // What comes back is more than any buffers of the system hold by far.
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 2_000_000; i++) {
                    idle.send("{\"id\":1,\"method\":\"exchangeInfo\"}");
                }
            });
            venue.alice.get("/api/v3/ping").ok();
        }
    }

    private static BinanceServerSettings tightFisted(BinanceServerSettings settings) {
        return new BinanceServerSettings(
                settings.keys(),
                new ApiLimits(2_000_000, 1, 1, 1, 10, 10, 10, 10),
                true,
                20_000_000_000L,
                60_000_000_000L,
                10,
                65_536,
                100_000,
                settings.clockOffsetNanos());
    }

    @Test
    void shouldSayGoodbyeWhenItCloses() {
        TestVenue venue = TestVenue.quiet();
        try (TestClient.Socket raw = venue.alice.open("/ws");
                TestClient.Socket combined = venue.alice.open("/stream");
                TestClient.Socket api = venue.alice.open("/ws-api/v3")) {
            venue.close();
            assertEquals("serverShutdown", raw.next().path("e").asText());
            assertEquals("!serverShutdown", combined.next().path("stream").asText());
            assertEquals("serverShutdown", api.next().path("event").path("e").asText());
            assertEquals(1001, raw.closeCode());
        }
    }
}
