package dev.flowmaker.exchange.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.capture.RandomCapture;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public feeds and requests: what they say, and how they are followed and left. */
class PublicFeedTest {
    private static final long SEED = 11;

    private static TestKraken busy() {
        return TestKraken.of(Fixtures.synthetic(SEED), UnaryOperator.identity());
    }

    private static boolean isData(JsonNode message) {
        return message.isArray();
    }

    private static NewOrder order(Random random, int number, Side side) {
        long ticks = 6_000_000 + (side == Side.BUY ? -1L : 1L) * random.nextInt(60) + random.nextInt(20);
        return NewOrder.limit(0, "o" + number, side, TimeInForce.GTC, ticks, 100_000 + random.nextInt(9_000));
    }

    /** A market in which levels come, go, and fall out of reach. */
    private static int stir(Exchange exchange, Random random, int number) {
        int account = random.nextInt(2);
        if (random.nextInt(12) == 0) {
            exchange.cancelAll(account, 0, exchange.nowNanos());
        } else {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            exchange.place(account, order(random, number, side), exchange.nowNanos());
        }
        return account;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 25})
    void shouldKeepANaivelyRebuiltBookEqualAtEveryChecksum(int depth) {
        try (TestKraken venue = TestKraken.quiet();
                TextSocket socket = venue.follow("{\"name\":\"book\",\"depth\":" + depth + "}", "XBT/USD")) {
            RebuiltBook book = new RebuiltBook(depth, socket.take(PublicFeedTest::isData));
            Random random = new Random(SEED);
            for (int i = 0; i < 600; i++) {
                int number = i;
                venue.server.ask(exchange -> stir(exchange, random, number));
            }
            JsonNode now = venue.get("/0/public/Depth?pair=XBTUSD&count=" + depth)
                    .path("result")
                    .path("XXBTZUSD");
            while (!book.equalTo(now)) {
                book.apply(socket.take(PublicFeedTest::isData));
            }
            assertTrue(depth > 10 || book.republished() > 0, "levels must have come back into reach");
        }
    }

    @Test
    void shouldKeepItEqualInABusyMarket() {
        try (TestKraken venue = busy();
                TextSocket socket = venue.follow("{\"name\":\"book\"}", "XBT/USD")) {
            RebuiltBook book = new RebuiltBook(10, socket.take(PublicFeedTest::isData));
            for (int i = 0; i < 100; i++) {
                book.apply(socket.take(PublicFeedTest::isData));
            }
        }
    }

    @Test
    void shouldNeverTellACrossedBookOfARecordedMarket(@TempDir Path folder) {
        MarketSource capture = new MarketSource.Capture(RandomCapture.write(folder, 41, 400), 20);
        try (TestKraken venue = TestKraken.of(capture, UnaryOperator.identity());
                TextSocket socket = venue.follow("{\"name\":\"book\",\"depth\":25}", "XBT/USDT")) {
            RebuiltBook book = new RebuiltBook(25, socket.take(PublicFeedTest::isData));
            int updates = 0;
            JsonNode message = socket.next();
            while (isData(message) || !venue.server.ended().isDone()) {
                if (isData(message)) {
                    book.apply(message);
                    assertFalse(book.crossed(), book::toString);
                    updates++;
                }
                message = socket.next();
            }
            assertTrue(updates > 20, updates + " updates");
        }
    }

    @Test
    void shouldTellTradesAndSpreadsAndTickers() {
        try (TestKraken venue = TestKraken.quiet();
                TextSocket socket = venue.follow("{\"name\":\"trade\"}", "XBT/USD")) {
            TestKraken.subscribe(socket, "{\"name\":\"spread\"}", "XBT/USD");
            TestKraken.subscribe(socket, "{\"name\":\"ticker\"}", "XBT/USD");
            socket.take(message -> message.path(2).asText().equals("ticker"));
            venue.server.ask(exchange -> exchange.place(
                    0, NewOrder.limit(0, "a", Side.SELL, TimeInForce.GTC, 6_000_001, 300_000), exchange.nowNanos()));
            venue.server.ask(exchange -> exchange.place(
                    1, NewOrder.limit(0, "b", Side.BUY, TimeInForce.GTC, 6_000_002, 100_000), exchange.nowNanos()));
            JsonNode spread = socket.take(PublicFeedTest::isData);
            assertEquals("[\"0.00000\",\"60000.01000\"", start(spread, 24), spread::toString);
            JsonNode trade = socket.take(PublicFeedTest::isData);
            assertEquals(
                    "trade XBT/USD",
                    trade.path(2).asText() + " " + trade.path(3).asText());
            assertEquals("60000.01000", trade.path(1).path(0).path(0).asText());
            assertEquals("1.00000000", trade.path(1).path(0).path(1).asText());
            assertEquals("b", trade.path(1).path(0).path(3).asText(), "who takes is told");
            JsonNode after = socket.take(PublicFeedTest::isData);
            assertEquals("2.00000000", after.path(1).path(4).asText(), after::toString);
            JsonNode ticker = socket.take(PublicFeedTest::isData);
            assertEquals("60000.01000", ticker.path(1).path("c").path(0).asText(), ticker::toString);
            assertEquals("1.00000000", ticker.path(1).path("v").path(1).asText());
        }
    }

    private static String start(JsonNode message, int length) {
        return message.path(1).toString().substring(0, length);
    }

    @Test
    void shouldConfirmAndRefuseSubscriptionsInKrakensWords() {
        try (TestKraken venue = TestKraken.quiet();
                TextSocket socket = venue.open("/")) {
            socket.send("{\"event\":\"ping\",\"reqid\":42}");
            assertEquals("{\"event\":\"pong\",\"reqid\":42}", socket.next().toString());
            JsonNode book = TestKraken.subscribe(socket, "{\"name\":\"book\",\"depth\":100}", "XBT/USD");
            assertEquals(
                    "subscribed book-100",
                    book.path("status").asText() + " "
                            + book.path("channelName").asText());
            assertTrue(book.path("channelID").isInt());
            refused(socket, "{\"name\":\"book\",\"depth\":100}", "XBT/USD", "Already subscribed");
            refused(socket, "{\"name\":\"book\",\"depth\":42}", "XBT/USD", "Subscription depth not supported");
            refused(socket, "{\"name\":\"books\"}", "XBT/USD", "Subscription name invalid");
            refused(socket, "{\"name\":\"book\"}", "BTC/USD", "Currency pair not supported BTC/USD");
            refused(
                    socket,
                    "{\"name\":\"openOrders\"}",
                    "XBT/USD",
                    "Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com");
            socket.send(
                    "{\"event\":\"unsubscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"book\",\"depth\":100}}");
            assertEquals("unsubscribed", socket.next().path("status").asText());
            for (String nonsense : new String[] {"{", "[]", "7", "{\"event\":\"subscribe\"}", "{\"event\":\"buy\"}"}) {
                socket.send(nonsense);
                assertEquals("error", socket.next().path("event").asText(), nonsense);
            }
        }
    }

    private static void refused(TextSocket socket, String subscription, String pair, String words) {
        JsonNode answer = TestKraken.subscribe(socket, subscription, pair);
        assertEquals(
                "error: " + words,
                answer.path("status").asText() + ": "
                        + answer.path("errorMessage").asText());
    }

    @Test
    void shouldSayEachSecondThatItIsThere() {
        try (TestKraken venue = TestKraken.quiet();
                TextSocket socket = venue.follow("{\"name\":\"trade\"}", "XBT/USD")) {
            assertEquals("{\"event\":\"heartbeat\"}", socket.next().toString());
        }
    }

    @Test
    void shouldAnswerPublicRequests() {
        try (TestKraken venue = TestKraken.of(new MarketSource.ClientsOnly(), UnaryOperator.identity())) {
            JsonNode pair =
                    venue.get("/0/public/AssetPairs?pair=XBTUSD").path("result").path("XXBTZUSD");
            assertEquals(
                    "XBT/USD 2 5 0.01 0.00010000",
                    pair.path("wsname").asText() + " " + pair.path("pair_decimals")
                            + " " + pair.path("lot_decimals") + " "
                            + pair.path("tick_size").asText() + " "
                            + pair.path("ordermin").asText());
            assertEquals("[[0,0.26]]", pair.path("fees").toString());
            assertEquals("[[0,0.16]]", pair.path("fees_maker").toString());
            assertEquals(
                    "XBT ZUSD",
                    venue.get("/0/public/Assets")
                                    .path("result")
                                    .path("XXBT")
                                    .path("altname")
                                    .asText() + " "
                            + venue.get("/0/public/Assets?asset=USD")
                                    .path("result")
                                    .fieldNames()
                                    .next());
            assertEquals(
                    "online",
                    venue.get("/0/public/SystemStatus")
                            .path("result")
                            .path("status")
                            .asText());
            long now =
                    venue.get("/0/public/Time").path("result").path("unixtime").asLong();
            assertTrue(Math.abs(System.currentTimeMillis() / 1_000 - now) <= 5, () -> "a clock at " + now);
            venue.server.ask(exchange -> exchange.place(
                    0, NewOrder.limit(0, "a", Side.SELL, TimeInForce.GTC, 6_000_001, 300_000), exchange.nowNanos()));
            venue.server.ask(exchange -> exchange.place(
                    1, NewOrder.limit(0, "b", Side.BUY, TimeInForce.GTC, 6_000_002, 100_000), exchange.nowNanos()));
            JsonNode trades = venue.get("/0/public/Trades?pair=XXBTZUSD").path("result");
            assertEquals(1, trades.path("XXBTZUSD").size());
            String last = trades.path("last").asText();
            assertEquals(
                    0,
                    venue.get("/0/public/Trades?pair=XXBTZUSD&since=" + last)
                            .path("result")
                            .path("XXBTZUSD")
                            .size());
            JsonNode ticker =
                    venue.get("/0/public/Ticker?pair=XBTUSD").path("result").path("XXBTZUSD");
            assertEquals(
                    0,
                    new BigDecimal("2")
                            .compareTo(new BigDecimal(ticker.path("a").path(2).asText())));
            assertFalse(ticker.path("o").isArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0/public/Depth?pair=XBTEUR EQuery:Unknown asset pair",
                "/0/public/Depth EGeneral:Invalid arguments:pair",
                "/0/public/Depth?pair=XBTUSD&count=many EGeneral:Invalid arguments:count",
                "/0/public/Assets?asset=FOO EQuery:Unknown asset",
                "/0/public/Trades?pair=XBTUSD&since=9999999999999999999 EGeneral:Invalid arguments:since",
                "/0/public/Depths EGeneral:Unknown method",
                "/api/v3/time EGeneral:Unknown method"
            })
    void shouldRefuseNonsenseInKrakensWords(String line) {
        String path = line.substring(0, line.indexOf(' '));
        try (TestKraken venue = TestKraken.quiet()) {
            assertEquals(
                    line.substring(path.length() + 1),
                    venue.get(path).path("error").path(0).asText());
        }
    }

    @Test
    void shouldRefuseWhoAsksTooMuchUntilTimeHasPassed() {
        KrakenLimits tight = new KrakenLimits(3, 2, 10, 1);
        try (TestKraken venue = TestKraken.of(new MarketSource.ClientsOnly(), settings -> settings.withLimits(tight))) {
            int good = 0;
            while (venue.get("/0/public/Time").path("error").isEmpty()) {
                good++;
            }
            assertTrue(good >= 3, () -> "three are free");
            assertEquals(
                    "EAPI:Rate limit exceeded",
                    venue.get("/0/public/Time").path("error").path(0).asText());
        }
    }
}
