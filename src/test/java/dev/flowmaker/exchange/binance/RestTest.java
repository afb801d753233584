package dev.flowmaker.exchange.binance;

import static dev.flowmaker.exchange.binance.TestVenue.OTHER;
import static dev.flowmaker.exchange.binance.TestVenue.SYMBOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every endpoint, over real sockets. */
class RestTest {
    private final TestVenue venue = TestVenue.quiet();
    private final TestClient alice = venue.alice;
    private final TestClient bob = venue.bob;

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void shouldAnswerPingAndTellItsTime() {
        assertEquals("{}", alice.get("/api/v3/ping").ok().toString());
        long before = alice.nowMillis();
        long time = alice.get("/api/v3/time").ok().path("serverTime").asLong();
        assertTrue(Math.abs(time - before) < 5_000, () -> "server " + time + ", we " + before);
    }

    @Test
    void shouldTellMicrosecondsWhenAsked() {
        long micros = alice.send(alice.request("/api/v3/time").header("X-MBX-TIME-UNIT", "MICROSECOND"))
                .ok()
                .path("serverTime")
                .asLong();
        assertTrue(Math.abs(micros / 1_000 - alice.nowMillis()) < 5_000, () -> "server said " + micros);
    }

    @Test
    void shouldDescribeItsMarketsWithTheirFilters() {
        JsonNode info = alice.get("/api/v3/exchangeInfo").ok();
        assertEquals(2, info.path("symbols").size());
        assertEquals("UTC", info.path("timezone").asText());
        assertEquals(
                "REQUEST_WEIGHT",
                info.path("rateLimits").path(0).path("rateLimitType").asText());
        assertEquals(3, info.path("rateLimits").size());

        JsonNode symbol = alice.get("/api/v3/exchangeInfo?symbol=" + SYMBOL)
                .ok()
                .path("symbols")
                .path(0);
        assertEquals("BTC", symbol.path("baseAsset").asText());
        assertEquals("USDT", symbol.path("quoteAsset").asText());
        assertEquals("TRADING", symbol.path("status").asText());
        assertEquals(
                "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.01000000\",\"maxPrice\":\"1000000.00000000\","
                        + "\"tickSize\":\"0.01000000\"}",
                symbol.path("filters").path(0).toString());
        assertEquals(
                "{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.00001000\",\"maxQty\":\"9000.00000000\","
                        + "\"stepSize\":\"0.00001000\"}",
                symbol.path("filters").path(1).toString());
        assertEquals(
                "MARKET_LOT_SIZE",
                symbol.path("filters").path(2).path("filterType").asText());
        assertEquals(
                "5.00000000", symbol.path("filters").path(3).path("minNotional").asText());
        assertEquals(200, symbol.path("filters").path(4).path("maxNumOrders").asInt());

        String two = "%5B%22" + OTHER + "%22,%22" + SYMBOL + "%22%5D";
        assertEquals(
                OTHER,
                alice.get("/api/v3/exchangeInfo?symbols=" + two)
                        .ok()
                        .path("symbols")
                        .path(0)
                        .path("symbol")
                        .asText());
    }

    @Test
    void shouldShowTheBook() {
        alice.limit("BUY", "0.5", "60000.00").ok();
        alice.limit("BUY", "0.25", "60000").ok();
        alice.limit("BUY", "1", "59999.99").ok();
        alice.limit("SELL", "2", "60001").ok();
        JsonNode depth = alice.get("/api/v3/depth?symbol=BTCUSDT").ok();
        assertEquals(
                "[[\"60000.00000000\",\"0.75000000\"],[\"59999.99000000\",\"1.00000000\"]]",
                depth.path("bids").toString());
        assertEquals("[[\"60001.00000000\",\"2.00000000\"]]", depth.path("asks").toString());
        JsonNode one = alice.get("/api/v3/depth?symbol=BTCUSDT&limit=1").ok();
        assertEquals(1, one.path("bids").size());
        assertEquals(depth.path("lastUpdateId"), one.path("lastUpdateId"));

        assertEquals(
                "{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"60000.00000000\",\"bidQty\":\"0.75000000\","
                        + "\"askPrice\":\"60001.00000000\",\"askQty\":\"2.00000000\"}",
                alice.get("/api/v3/ticker/bookTicker?symbol=BTCUSDT").ok().toString());
        JsonNode all = alice.get("/api/v3/ticker/bookTicker").ok();
        assertEquals(2, all.size());
        assertEquals("0.00000000", all.path(1).path("askPrice").asText());
    }

    @Test
    void shouldTellOfOrdersFromPlacementToTheirEnd() {
        JsonNode placed = alice.limit("BUY", "0.5", "60000", "newClientOrderId", "first-1")
                .ok();
        assertEquals("NEW", placed.path("status").asText());
        assertEquals("first-1", placed.path("clientOrderId").asText());
        assertEquals(-1, placed.path("orderListId").asInt());
        assertEquals("60000.00000000", placed.path("price").asText());
        assertEquals("0.50000000", placed.path("origQty").asText());
        assertEquals("0.00000000", placed.path("executedQty").asText());
        assertEquals("GTC", placed.path("timeInForce").asText());
        assertEquals(0, placed.path("fills").size());
        long id = placed.path("orderId").asLong();

        JsonNode queried = alice.signed("GET", "/api/v3/order", "symbol", SYMBOL, "origClientOrderId", "first-1")
                .ok();
        assertEquals(id, queried.path("orderId").asLong());
        assertTrue(queried.path("isWorking").asBoolean());
        assertEquals(placed.path("transactTime"), queried.path("time"));
        assertEquals(
                queried,
                alice.signed("GET", "/api/v3/order", "symbol", SYMBOL, "orderId", id)
                        .ok());
        assertEquals(
                List.of(queried),
                rows(alice.signed("GET", "/api/v3/openOrders", "symbol", SYMBOL).ok()));
        assertEquals(0, bob.signed("GET", "/api/v3/openOrders").ok().size());

        JsonNode canceled = alice.signed(
                        "DELETE", "/api/v3/order", "symbol", SYMBOL, "orderId", id, "newClientOrderId", "away")
                .ok();
        assertEquals("CANCELED", canceled.path("status").asText());
        assertEquals("first-1", canceled.path("origClientOrderId").asText());
        assertEquals("away", canceled.path("clientOrderId").asText());
        assertEquals(0, alice.signed("GET", "/api/v3/openOrders").ok().size());
        assertEquals(
                "CANCELED",
                alice.signed("GET", "/api/v3/order", "symbol", SYMBOL, "orderId", id)
                        .ok()
                        .path("status")
                        .asText());
    }

    @Test
    void shouldTellOfTradesBetweenTwoAccounts() {
        alice.limit("SELL", "1", "60000").ok();
        alice.limit("SELL", "1", "60010").ok();
        JsonNode taken = bob.limit("BUY", "1.5", "60010").ok();
        assertEquals("FILLED", taken.path("status").asText());
        assertEquals("90005.00000000", taken.path("cummulativeQuoteQty").asText());
        assertEquals(2, taken.path("fills").size());
        assertEquals("60000.00000000", taken.path("fills").path(0).path("price").asText());
        assertEquals(
                "0.00150000", taken.path("fills").path(0).path("commission").asText());
        assertEquals("BTC", taken.path("fills").path(0).path("commissionAsset").asText());

        JsonNode mine =
                alice.signed("GET", "/api/v3/myTrades", "symbol", SYMBOL).ok();
        assertEquals(2, mine.size());
        assertTrue(mine.path(1).path("isMaker").asBoolean());
        assertFalse(mine.path(1).path("isBuyer").asBoolean());
        assertEquals("30005.00000000", mine.path(1).path("quoteQty").asText());
        assertEquals("30.00500000", mine.path(1).path("commission").asText());
        assertEquals("USDT", mine.path(1).path("commissionAsset").asText());
        assertEquals(taken.path("fills").path(1).path("tradeId"), mine.path(1).path("id"));
        long first = mine.path(0).path("orderId").asLong();
        assertEquals(
                1,
                alice.signed("GET", "/api/v3/myTrades", "symbol", SYMBOL, "orderId", first)
                        .ok()
                        .size());
        assertEquals(
                1,
                bob.signed(
                                "GET",
                                "/api/v3/myTrades",
                                "symbol",
                                SYMBOL,
                                "fromId",
                                mine.path(1).path("id").asLong())
                        .ok()
                        .size());

        JsonNode trades = alice.get("/api/v3/trades?symbol=BTCUSDT&limit=1").ok();
        assertEquals(1, trades.size());
        assertEquals("60010.00000000", trades.path(0).path("price").asText());
        assertEquals("0.50000000", trades.path(0).path("qty").asText());
        assertFalse(trades.path(0).path("isBuyerMaker").asBoolean());
        assertEquals(
                "60010.00000000",
                alice.get("/api/v3/ticker/price?symbol=BTCUSDT")
                        .ok()
                        .path("price")
                        .asText());
        assertEquals(2, alice.get("/api/v3/ticker/price").ok().size());
        assertEquals(
                2,
                alice.get("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=1")
                        .ok()
                        .size());
    }

    @Test
    void shouldAggregateTradesOfOneTakerAtOnePrice() {
        alice.limit("SELL", "1", "60000").ok();
        alice.limit("SELL", "2", "60000").ok();
        alice.limit("SELL", "3", "60001").ok();
        bob.limit("BUY", "4", "60001").ok();
        JsonNode aggregates = alice.get("/api/v3/aggTrades?symbol=BTCUSDT").ok();
        assertEquals(2, aggregates.size());
        JsonNode first = aggregates.path(0);
        assertEquals("3.00000000", first.path("q").asText());
        assertEquals(1, first.path("l").asLong() - first.path("f").asLong());
        assertEquals("1.00000000", aggregates.path(1).path("q").asText());
        assertEquals(
                List.of(aggregates.path(1)),
                rows(alice.get("/api/v3/aggTrades?symbol=BTCUSDT&fromId="
                                + aggregates.path(1).path("a"))
                        .ok()));
    }

    @Test
    void shouldTellBalancesFreeAndLocked() {
        alice.limit("BUY", "1", "50000").ok();
        JsonNode account = alice.signed("GET", "/api/v3/account").ok();
        assertEquals("SPOT", account.path("accountType").asText());
        assertEquals("0.00100000", account.path("commissionRates").path("maker").asText());
        assertEquals(
                "[{\"asset\":\"BTC\",\"free\":\"100.00000000\",\"locked\":\"0.00000000\"},"
                        + "{\"asset\":\"USDT\",\"free\":\"950000.00000000\",\"locked\":\"50000.00000000\"},"
                        + "{\"asset\":\"ETH\",\"free\":\"100.00000000\",\"locked\":\"0.00000000\"}]",
                account.path("balances").toString());
    }

    @Test
    void shouldTellFeesAndAssets() {
        JsonNode fee = alice.signed("GET", "/sapi/v1/asset/tradeFee", "symbol", SYMBOL)
                .ok()
                .path(0);
        assertEquals("0.00150000", fee.path("takerCommission").asText());
        JsonNode commission = alice.signed("GET", "/api/v3/account/commission", "symbol", SYMBOL)
                .ok();
        assertEquals(
                "0.00100000",
                commission.path("standardCommission").path("maker").asText());
        JsonNode assets = alice.signed("GET", "/sapi/v1/asset/assetDetail").ok();
        assertEquals(3, assets.size());
        assertTrue(assets.path("BTC").has("withdrawFee"));
    }

    @Test
    void shouldAnswerAsShortlyAsAsked() {
        assertFalse(
                alice.limit("BUY", "1", "50000", "newOrderRespType", "ACK").ok().has("status"));
        JsonNode result =
                alice.limit("BUY", "1", "50000", "newOrderRespType", "RESULT").ok();
        assertTrue(result.has("status") && !result.has("fills"), result::toString);
        assertFalse(alice.signed(
                        "POST",
                        "/api/v3/order",
                        "symbol",
                        SYMBOL,
                        "side",
                        "BUY",
                        "type",
                        "LIMIT_MAKER",
                        "quantity",
                        "1",
                        "price",
                        "50000")
                .ok()
                .has("status"));
    }

    @Test
    void shouldFillWhatItCanAndExpireTheRest() {
        alice.limit("SELL", "1", "60000").ok();
        JsonNode part = bob.limit("BUY", "3", "60000", "timeInForce", "IOC").body();
        assertEquals(-1101, part.path("code").asInt(), "a parameter sent twice");
        JsonNode ioc = bob.signed(
                        "POST",
                        "/api/v3/order",
                        "symbol",
                        SYMBOL,
                        "side",
                        "BUY",
                        "type",
                        "LIMIT",
                        "timeInForce",
                        "IOC",
                        "quantity",
                        "3",
                        "price",
                        "60000")
                .ok();
        assertEquals("EXPIRED", ioc.path("status").asText());
        assertEquals("1.00000000", ioc.path("executedQty").asText());
        assertEquals("UNFILLED_IOC_QUANTITY_EXPIRED", ioc.path("expiryReason").asText());
        alice.limit("SELL", "1", "60000").ok();
        JsonNode market = bob.signed(
                        "POST",
                        "/api/v3/order",
                        "symbol",
                        SYMBOL,
                        "side",
                        "BUY",
                        "type",
                        "MARKET",
                        "quoteOrderQty",
                        "30000")
                .ok();
        assertEquals("FILLED", market.path("status").asText());
        assertEquals("0.50000000", market.path("executedQty").asText());
        assertEquals("30000.00000000", market.path("origQuoteOrderQty").asText());
    }

    @Test
    void shouldTryAnOrderWithoutPlacingIt() {
        Object[] order = {
            "symbol", SYMBOL, "side", "BUY", "type", "LIMIT", "timeInForce", "GTC", "quantity", "1", "price", "50000"
        };
        assertEquals(
                "{}", alice.signed("POST", "/api/v3/order/test", order).ok().toString());
        assertEquals(0, alice.signed("GET", "/api/v3/openOrders").ok().size());
        order[9] = "1000";
        alice.signed("POST", "/api/v3/order/test", order)
                .refused(400, -2010, "Account has insufficient balance for requested action.");
    }

    @Test
    void shouldCancelAllOfASymbolAndListWhatWas() {
        alice.limit("BUY", "1", "50000").ok();
        alice.limit("BUY", "1", "50001").ok();
        bob.limit("BUY", "1", "50002").ok();
        JsonNode canceled =
                alice.signed("DELETE", "/api/v3/openOrders", "symbol", SYMBOL).ok();
        assertEquals(2, canceled.size());
        assertEquals(canceled.path(0).path("clientOrderId"), canceled.path(1).path("clientOrderId"));
        assertNotEquals(
                canceled.path(0).path("origClientOrderId"), canceled.path(1).path("origClientOrderId"));
        assertEquals(1, bob.signed("GET", "/api/v3/openOrders").ok().size());
        alice.signed("DELETE", "/api/v3/openOrders", "symbol", SYMBOL).refused(400, -2011, "Unknown order sent.");

        JsonNode all =
                alice.signed("GET", "/api/v3/allOrders", "symbol", SYMBOL).ok();
        assertEquals(2, all.size());
        long second = all.path(1).path("orderId").asLong();
        assertEquals(
                List.of(all.path(1)),
                rows(alice.signed("GET", "/api/v3/allOrders", "symbol", SYMBOL, "orderId", second)
                        .ok()));
        assertEquals(
                List.of(all.path(1)),
                rows(alice.signed("GET", "/api/v3/allOrders", "symbol", SYMBOL, "limit", 1)
                        .ok()));
        long later = all.path(1).path("time").asLong() + 1;
        assertEquals(
                0,
                alice.signed("GET", "/api/v3/allOrders", "symbol", SYMBOL, "startTime", later)
                        .ok()
                        .size());
    }

    @Test
    void shouldMakeUpClientIdsThatAreUnique() {
        JsonNode one = alice.limit("BUY", "1", "50000").ok();
        JsonNode two = alice.limit("BUY", "1", "50000").ok();
        assertNotEquals(one.path("clientOrderId"), two.path("clientOrderId"));
        assertEquals(22, one.path("clientOrderId").asText().length());
    }

    @Test
    void shouldSayThatListenKeysAreRetiredAndWhatItDoesNotKnow() {
        assertEquals(410, alice.signed("POST", "/api/v3/userDataStream").status());
        assertEquals(404, alice.get("/api/v3/klines?symbol=BTCUSDT").status());
        assertEquals(404, alice.get("/nowhere").status());
    }

    private static List<JsonNode> rows(JsonNode array) {
        List<JsonNode> rows = new ArrayList<>();
        array.forEach(rows::add);
        return rows;
    }
}
