package dev.flowmaker.exchange.bitstamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Side;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.door.ExchangeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bitstamp's public words, spoken over loopback. */
class BitstampServerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private ExchangeServer server;

    @BeforeEach
    void open() throws IOException {
        server = LocalExchange.open(
                Configuration.parse("exchange.conf", """
                        exchange {
                          port = 0, protocol = bitstamp
                          accounts = [ { name = alice, balances = [ 10 BTC, 1000000 USD ] }
                                       { name = bob, key-env = BOB_KEY, secret-env = BOB_SECRET, balances = [ 9000 USD ] } ]
                          markets = [ { symbol = BTC/USD, source = quiet, start-price = 60000 USD, tick = 0.01 USD,
                                        lot = 0.00001 BTC, min-notional = 10 USD } ]
                        }
                        """).exchange(),
                Map.of("FLOWMAKER_KEY", "paper", "FLOWMAKER_SECRET", "money", "BOB_KEY", "clay", "BOB_SECRET", "coin"),
                System.currentTimeMillis());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void place(Side side, TimeInForce timeInForce, long ticks, long lots) {
        server.ask(exchange -> exchange.place(
                0,
                NewOrder.limit(0, side + "" + ticks + timeInForce, side, timeInForce, ticks, lots),
                exchange.nowNanos()));
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private TextSocket socket() {
        TextSocket socket = new TextSocket();
        socket.connect(http, URI.create("ws://127.0.0.1:" + server.port() + "/"));
        return socket;
    }

    private static String channel(String event, String channel) {
        return "{\"event\":\"" + event + "\",\"data\":{\"channel\":\"" + channel + "\"}}";
    }

    @Test
    void shouldTellPairsAndBooksByRequest() throws Exception {
        place(Side.BUY, TimeInForce.GTC, 5_999_990, 100);
        JsonNode pair = MAPPER.readTree(
                        ask("GET", "/api/v2/trading-pairs-info/").body())
                .path(0);
        assertEquals(
                "BTC/USD btcusd 2 5 10",
                "%s %s %s %s %s"
                        .formatted(
                                pair.path("name").asText(),
                                pair.path("url_symbol").asText(),
                                pair.path("counter_decimals"),
                                pair.path("base_decimals"),
                                pair.path("minimum_order").asText().replaceAll("(\\.0*)? USD", "")));
        JsonNode book = MAPPER.readTree(ask("GET", "/api/v2/order_book/btcusd/").body());
        assertEquals("[[\"59999.90\",\"0.00100\"]]", book.path("bids").toString());
        assertTrue(book.path("asks").isEmpty());
        long offMicros =
                System.currentTimeMillis() * 1_000 - book.path("microtimestamp").asLong();
        assertTrue(Math.abs(offMicros) < 5_000_000, "off by " + offMicros + " µs");
    }

    @Test
    void shouldRefuseWhatItHasNot() throws Exception {
        assertEquals(404, ask("GET", "/api/v2/order_book/ethusd/").statusCode());
        assertEquals(404, ask("GET", "/api/v2/balance/").statusCode());
        HttpResponse<String> order = ask("POST", "/api/v2/buy/btcusd/");
        assertEquals(405, order.statusCode());
        assertEquals("error", MAPPER.readTree(order.body()).path("status").asText());
        try (TextSocket socket = socket()) {
            for (String nonsense : new String[] {
                "{",
                "[]",
                "\"\"",
                "{\"event\":5}",
                channel("bts:subscribe", "order_book_ethusd"),
                channel("bts:buy", "x")
            }) {
                socket.send(nonsense);
                assertEquals("bts:error", socket.next().path("event").asText(), nonsense);
            }
            socket.send("{\"event\":\"bts:heartbeat\"}");
            assertEquals("bts:heartbeat", socket.next().path("event").asText());
        }
    }

    @Test
    void shouldTellBooksAndTradesToThoseWhoFollow() throws Exception {
        try (TextSocket socket = socket()) {
            for (String channel : new String[] {"order_book_btcusd", "live_trades_btcusd"}) {
                socket.send(channel("bts:subscribe", channel));
                assertEquals(
                        "bts:subscription_succeeded",
                        socket.next().path("event").asText());
            }
            place(Side.SELL, TimeInForce.GTC, 6_000_010, 100);
            JsonNode book = socket.next();
            assertEquals(
                    "data order_book_btcusd",
                    book.path("event").asText() + " " + book.path("channel").asText());
            assertEquals(
                    "[[\"60000.10\",\"0.00100\"]]",
                    book.path("data").path("asks").toString());

            server.ask(exchange -> exchange.place(
                    1, NewOrder.limit(0, "taker", Side.BUY, TimeInForce.IOC, 6_000_010, 40), exchange.nowNanos()));
            JsonNode trade = socket.next();
            assertEquals("trade", trade.path("event").asText());
            assertEquals(
                    "0 60000.10 0.00040",
                    "%s %s %s"
                            .formatted(
                                    trade.path("data").path("type"),
                                    trade.path("data").path("price_str").asText(),
                                    trade.path("data").path("amount_str").asText()));
            assertEquals(
                    "[[\"60000.10\",\"0.00060\"]]",
                    socket.next().path("data").path("asks").toString());

            socket.send(channel("bts:unsubscribe", "order_book_btcusd"));
            assertEquals(
                    "bts:unsubscription_succeeded", socket.next().path("event").asText());
            place(Side.BUY, TimeInForce.GTC, 5_999_990, 100);
            socket.send("{\"event\":\"bts:heartbeat\"}");
            assertEquals("bts:heartbeat", socket.next().path("event").asText(), "no book after unsubscribing");
        }
    }
}
