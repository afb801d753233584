package dev.flowmaker.exchange.bitmex;

import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.INVERSE;
import static dev.flowmaker.exchange.bitmex.BitmexTestVenue.LINEAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.TimeInForce;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public tables: what they say, and that nothing is lost on the way. */
class MarketTablesTest {
    private static final long SEED = 7;

    private static Map<String, Long> truth(BitmexTestVenue venue, int market, int levels) {
        return venue.server.ask(exchange -> {
            Map<String, Long> book = new TreeMap<>();
            Depth depth = exchange.depth(market);
            Listing listing =
                    new Listing(exchange.settings().markets().get(market).instrument());
            for (Side side : Side.values()) {
                for (int rank = 0; rank < Math.min(levels, depth.levels(side)); rank++) {
                    book.put(
                            OrderWords.side(side) + " "
                                    + listing.price(depth.priceTicks(side, rank))
                                            .toPlainString(),
                            depth.lots(side, rank) * 100);
                }
            }
            return book;
        });
    }

    /** Two markets that live, each followed until the book that the exchange had at one moment has been seen. */
    @ParameterizedTest
    @CsvSource({"0, XBTUSD, orderBookL2, 2147483647", "1, XBTUSDT, orderBookL2_25, 25"})
    void shouldKeepARebuiltBookEqualToTheExchanges(int market, String symbol, String table, int levels) {
        try (BitmexTestVenue venue = BitmexTestVenue.busy(SEED);
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            RebuiltRows rows = new RebuiltRows(socket.subscribe(table + ":" + symbol));
            assertFalse(rows.book().isEmpty());
            for (int i = 0; i < 25; i++) {
                Map<String, Long> wanted = truth(venue, market, levels);
                int messages = 0;
                while (!rows.book().equals(wanted)) {
                    rows.apply(socket.next());
                    messages++;
                    assertTrue(messages < 20_000, "the exchange's book was never seen");
                }
            }
        }
    }

    @Test
    void shouldKeepAWindowOfABookThatClientsTearApart() {
        Random random = new Random(SEED);
        try (BitmexTestVenue venue = BitmexTestVenue.quiet();
                BitmexTestClient.Socket window = venue.alice.socket();
                BitmexTestClient.Socket whole = venue.alice.socket()) {
            RebuiltRows best = new RebuiltRows(window.subscribe("orderBookL2_25:" + INVERSE));
            RebuiltRows all = new RebuiltRows(whole.subscribe("orderBookL2:" + INVERSE));
            for (int i = 0; i < 400; i++) {
                int number = i;
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long ticks = 120_000 - side.sign() * (random.nextInt(60) - 2L);
                boolean cancels = random.nextInt(3) == 0;
                venue.server.ask(exchange -> {
                    long now = exchange.nowNanos();
                    return cancels
                            ? exchange.cancel(0, 0, OrderRef.venueId(1 + random.nextInt(number + 1)), now)
                            : exchange.place(
                                    0,
                                    NewOrder.limit(0, "o" + number, side, TimeInForce.GTC, ticks, 1 + number % 3),
                                    now);
                });
            }
            Map<String, Long> wanted = truth(venue, 0, 25);
            while (!best.book().equals(wanted)) {
                best.apply(window.next());
            }
            Map<String, Long> wantedWhole = truth(venue, 0, Integer.MAX_VALUE);
            assertTrue(wantedWhole.size() > wanted.size(), "more than the window shows");
            while (!all.book().equals(wantedWhole)) {
                all.apply(whole.next());
            }
            assertEquals(
                    wanted, RebuiltRows.book(venue.alice.open("/orderBook/L2", "symbol", INVERSE)), "25 if not told");
            assertEquals(
                    wantedWhole,
                    RebuiltRows.book(venue.alice.open("/orderBook/L2", "symbol", INVERSE, "depth", "1000.0")));
        }
    }

    @Test
    void shouldTellTradesOnceWithTheTakersSide() {
        try (BitmexTestVenue venue = BitmexTestVenue.busy(SEED);
                BitmexTestClient.Socket socket = venue.alice.socket("?subscribe=trade:" + LINEAR)) {
            Set<String> ids = new LinkedHashSet<>();
            while (ids.size() < 10) {
                JsonNode message =
                        socket.take(text -> text.path("table").asText().equals("trade"));
                for (JsonNode trade : message.path("data")) {
                    assertTrue(ids.add(trade.path("trdMatchID").asText()), "told twice: " + trade);
                }
            }
            venue.server.ask(exchange -> {
                exchange.recentTrades(1, 1_000).forEach(trade -> {
                    if (ids.remove(Ids.trade(1, trade.tradeId()))) {
                        JsonNode row = row(venue, trade.tradeId());
                        assertEquals(
                                trade.buyerIsMaker() ? "Sell" : "Buy",
                                row.path("side").asText());
                        assertEquals(trade.lots() * 100, row.path("size").asLong());
                    }
                });
                return 0;
            });
            assertEquals(Set.of(), ids, "trades that never were");
        }
    }

    private static JsonNode row(BitmexTestVenue venue, long tradeId) {
        return venue.server.ask(exchange -> {
            TradeRows rows = new TradeRows(
                    new Listing(exchange.settings().markets().get(1).instrument()));
            return exchange.recentTrades(1, 1_000).stream()
                    .filter(trade -> trade.tradeId() == tradeId)
                    .map(rows::add)
                    .findFirst()
                    .orElseThrow();
        });
    }

    @Test
    void shouldListBothContractsAsBitmexDoes() {
        try (BitmexTestVenue venue = BitmexTestVenue.quiet()) {
            JsonNode inverse =
                    venue.alice.open("/instrument", "symbol", INVERSE).get(0);
            assertEquals(
                    "XBT true XBt -100000000 0.5 100 0.01 0.005 -0.0001 0.0005 Open",
                    BitmexWords.of(
                            inverse,
                            "rootSymbol isInverse settlCurrency multiplier tickSize lotSize initMargin"
                                    + " maintMargin makerFee takerFee state"));
            JsonNode linear = venue.alice.open("/instrument", "symbol", LINEAR).get(0);
            assertEquals(
                    "false USDt 1 0.1 1000000 1000000",
                    BitmexWords.of(
                            linear,
                            "isInverse settlCurrency multiplier tickSize underlyingToPositionMultiplier"
                                    + " quoteToSettleMultiplier"));
            assertEquals(2, venue.alice.open("/instrument/active").size());
            assertEquals(
                    "[\"XBTUSD:perpetual\",\"XBTUSDT:perpetual\"]",
                    venue.alice
                            .open("/instrument/activeIntervals")
                            .path("intervals")
                            .toString());
        }
    }

    @Test
    void shouldTellBestPricesTenLevelsAndMarks() {
        try (BitmexTestVenue venue = BitmexTestVenue.busy(SEED);
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            JsonNode quote = socket.subscribe("quote:" + INVERSE).path("data").get(0);
            assertTrue(quote.path("askPrice")
                            .decimalValue()
                            .compareTo(quote.path("bidPrice").decimalValue())
                    > 0);
            JsonNode ten = socket.subscribe("orderBook10:" + INVERSE);
            while (!ten.path("table").asText().equals("orderBook10")) {
                ten = socket.next();
            }
            assertEquals(10, ten.path("data").get(0).path("bids").size());
            socket.send("{\"op\":\"subscribe\",\"args\":\"instrument:XBTUSD\"}");
            JsonNode update =
                    socket.take(message -> message.path("table").asText().equals("instrument")
                            && message.path("action").asText().equals("update"));
            JsonNode figures = update.path("data").get(0);
            assertTrue(figures.path("markPrice").asDouble() > 1_000, figures::toString);
            assertEquals("0.0001", figures.path("fundingRate").asText());
            assertTrue(figures.path("fundingTimestamp").asText().endsWith(":00:00.000Z"), figures::toString);
        }
    }

    @Test
    void shouldTellOfFundingWhenItIsPaid() {
        try (BitmexTestVenue venue = BitmexTestVenue.funded();
                BitmexTestClient.Socket socket = venue.alice.socket()) {
            venue.server.ask(exchange -> {
                exchange.place(0, NewOrder.limit(0, "b", Side.BUY, TimeInForce.GTC, 119_998, 1), exchange.nowNanos());
                return exchange.place(
                        0, NewOrder.limit(0, "s", Side.SELL, TimeInForce.GTC, 120_002, 1), exchange.nowNanos());
            });
            socket.subscribe("funding:" + INVERSE);
            JsonNode row = socket.take(
                            message -> message.path("action").asText().equals("insert"))
                    .path("data")
                    .get(0);
            assertEquals("2000-01-01T00:00:01.000Z", row.path("fundingInterval").asText());
            assertEquals("0.0001", row.path("fundingRate").asText());
            assertEquals(
                    row,
                    venue.alice
                            .open(
                                    "/funding",
                                    "symbol",
                                    INVERSE,
                                    "startTime",
                                    row.path("timestamp").asText())
                            .get(0));
        }
    }
}
