package dev.flowmaker.exchange.binance;

import static dev.flowmaker.exchange.binance.TestVenue.SYMBOL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal in the protocol's number and words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
    private final TestVenue venue = TestVenue.quiet();
    private final TestClient alice = venue.alice;
    private final TestClient bob = venue.bob;

    @BeforeAll
    void fillTheBook() {
        bob.limit("BUY", "1", "59000").ok();
        bob.limit("SELL", "1", "61000").ok();
    }

    @AfterAll
    void close() {
        venue.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/depth | -1102 | Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                "/depth?symbol= | -1102 | Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                "/depth?symbol=NOSUCH | -1121 | Invalid symbol.",
                "/depth?symbol=btcusdt | -1100"
                        + " | Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.",
                "/depth?symbol=BTCUSDT&limit=ten | -1100"
                        + " | Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
                "/depth?symbol=BTCUSDT&limit=99999999999999999999 | -1108 | Parameter 'limit' overflowed.",
                "/depth?symbol=BTCUSDT&limit=0 | -1130 | Data sent for parameter 'limit' is not valid.",
                "/depth?symbol=BTCUSDT&limit= | -1105 | Parameter 'limit' was empty.",
                "/depth?symbol=BTCUSDT&symbol=BTCUSDT | -1101 | Duplicate values for a parameter detected.",
                "/trades?symbol=BTCUSDT&colour=blue | -1104"
                        + " | Not all sent parameters were read; read '1' parameter(s) but was sent '2'.",
                "/ping?a=1 | -1101 | Too many parameters; expected '0' and received '1'.",
                "/exchangeInfo?symbol=BTCUSDT&symbols=%5B%22BTCUSDT%22%5D | -1128"
                        + " | Combination of optional parameters invalid.",
                "/exchangeInfo?symbols=%5B%22BTCUSDT%22,%22BTCUSDT%22%5D | -1151"
                        + " | Symbol is present multiple times in the list.",
                "/ticker/price?symbols=%5B%22NOSUCH%22%5D | -1121 | Invalid symbol."
            })
    void shouldRefusePublicRequests(String request, int code, String message) {
        alice.get("/api/v3" + request).refused(400, code, message);
    }

    /** Changes one parameter of a good order; {@code absent} leaves it out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "side | HOLD | -1117 | Invalid side.",
                "side | absent | -1102 | Mandatory parameter 'side' was not sent, was empty/null, or malformed.",
                "type | ICEBERG | -1116 | Invalid orderType.",
                "type | STOP_LOSS | -2010 | Stop loss orders are not supported for this symbol.",
                "type | LIMIT_MAKER | -1106 | Parameter 'timeInForce' sent when not required.",
                "type | MARKET | -1106 | Parameter 'timeInForce' sent when not required.",
                "timeInForce | GTX | -1115 | Invalid timeInForce.",
                "timeInForce | absent | -1102"
                        + " | Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed.",
                "quantity | absent | -1102 | Mandatory parameter 'quantity' was not sent, was empty/null, or malformed.",
                "quantity | 1e3 | -1100 | Illegal characters found in parameter 'quantity';"
                        + " legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
                "quantity | -1 | -1100 | Illegal characters found in parameter 'quantity';"
                        + " legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
                "quantity | 0 | -1013 | Invalid quantity.",
                "quantity | 0.123456789 | -1111 | Parameter 'quantity' has too much precision.",
                "quantity | 0.123456 | -1013 | Filter failure: LOT_SIZE",
                "quantity | 9000.00001 | -1013 | Filter failure: LOT_SIZE",
                "quantity | 0.00001 | -1013 | Filter failure: NOTIONAL",
                "quantity | 99999999999999999999 | -1013 | Filter failure: LOT_SIZE",
                "price | absent | -1102 | Mandatory parameter 'price' was not sent, was empty/null, or malformed.",
                "price | 0.00 | -1013 | Invalid price.",
                "price | 50000.123456789 | -1111 | Parameter 'price' has too much precision.",
                "price | 50000.005 | -1013 | Filter failure: PRICE_FILTER",
                "price | 1000000.01 | -1013 | Filter failure: PRICE_FILTER",
                "symbol | NOSUCH | -1121 | Invalid symbol.",
                "newClientOrderId | dots.are.not | -1100 | Illegal characters found in parameter 'newClientOrderId';"
                        + " legal range is '^[a-zA-Z0-9-_]{1,36}$'.",
                "newOrderRespType | LONG | -1130 | Data sent for parameter 'newOrderRespType' is not valid.",
                "selfTradePreventionMode | MAYBE | -1130"
                        + " | Data sent for parameter 'selfTradePreventionMode' is not valid.",
                "stopPrice | 1 | -1106 | Parameter 'stopPrice' sent when not required.",
                "icebergQty | 1 | -2010 | Iceberg orders are not supported for this symbol.",
                "quantity | 100 | -2010 | Account has insufficient balance for requested action.",
                "colour | blue | -1104"
                        + " | Not all sent parameters were read; read '8' parameter(s) but was sent '9'."
            })
    void shouldRefuseOrders(String name, String value, int code, String message) {
        List<Object> params = new ArrayList<>(List.of(
                "symbol",
                SYMBOL,
                "side",
                "BUY",
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                "1",
                "price",
                "50000"));
        int at = params.indexOf(name);
        if (at >= 0) {
            params.subList(at, at + 2).clear();
        }
        if (!value.equals("absent")) {
            params.addAll(List.of(name, value));
        }
        alice.signed("POST", "/api/v3/order", params.toArray()).refused(400, code, message);
        alice.signed("POST", "/api/v3/order/test", params.toArray()).refused(400, code, message);
        assertEquals(0, alice.signed("GET", "/api/v3/openOrders").ok().size());
    }

    @Test
    void shouldRefuseMarketOrdersThatSayTooMuchOrTooLittle() {
        Object[] none = {"symbol", SYMBOL, "side", "BUY", "type", "MARKET"};
        alice.signed("POST", "/api/v3/order", none)
                .refused(400, -1102, "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!");
        Object[] both = {"symbol", SYMBOL, "side", "BUY", "type", "MARKET", "quantity", "1", "quoteOrderQty", "1"};
        alice.signed("POST", "/api/v3/order", both)
                .refused(400, -1106, "Parameter 'quoteOrderQty' sent when not required.");
        Object[] priced = {"symbol", SYMBOL, "side", "BUY", "type", "MARKET", "quantity", "1", "price", "1"};
        alice.signed("POST", "/api/v3/order", priced).refused(400, -1106, "Parameter 'price' sent when not required.");
        Object[] large = {"symbol", SYMBOL, "side", "BUY", "type", "MARKET", "quantity", "9000.00001"};
        alice.signed("POST", "/api/v3/order", large).refused(400, -1013, "Filter failure: MARKET_LOT_SIZE");
    }

    @Test
    void shouldRefuseAMakerThatWouldTakeAndAnIdTwice() {
        Object[] crossing = {"symbol", SYMBOL, "side", "BUY", "type", "LIMIT_MAKER", "quantity", "1", "price", "61000"};
        alice.signed("POST", "/api/v3/order", crossing).refused(400, -2010, "Order would immediately match and take.");
        bob.limit("BUY", "1", "10000", "newClientOrderId", "twice").ok();
        bob.limit("BUY", "1", "10000", "newClientOrderId", "twice").refused(400, -2010, "Duplicate order sent.");
        bob.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "origClientOrderId", "twice")
                .ok();
        bob.limit("BUY", "1", "10000", "newClientOrderId", "twice").ok();
    }

    @Test
    void shouldRefuseWhatNamesNoOrder() {
        alice.signed("GET", "/api/v3/order", "symbol", SYMBOL)
                .refused(400, -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        alice.signed("GET", "/api/v3/order", "symbol", SYMBOL, "orderId", 12345)
                .refused(400, -2013, "Order does not exist.");
        alice.signed("GET", "/api/v3/order", "symbol", SYMBOL, "orderId", 0)
                .refused(400, -2013, "Order does not exist.");
        alice.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "origClientOrderId", "nobody")
                .refused(400, -2011, "Unknown order sent.");
        long others = bob.limit("BUY", "1", "10000").ok().path("orderId").asLong();
        alice.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "orderId", others)
                .refused(400, -2011, "Unknown order sent.");
        bob.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "orderId", others, "origClientOrderId", "other")
                .refused(400, -2039, "Client order ID is not correct for this order ID.");
        bob.signed(
                        "DELETE",
                        "/api/v3/order",
                        "symbol",
                        SYMBOL,
                        "orderId",
                        others,
                        "cancelRestrictions",
                        "ONLY_PARTIALLY_FILLED")
                .refused(400, -2011, "Order was not canceled due to cancel restrictions.");
        bob.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "orderId", others, "cancelRestrictions", "NEVER")
                .refused(400, -1145, "Invalid cancelRestrictions");
        bob.signed("DELETE", "/api/v3/order", "symbol", SYMBOL, "orderId", others, "cancelRestrictions", "ONLY_NEW")
                .ok();
    }

    @Test
    void shouldRefuseMoreOpenOrdersThanTheFilterAllows() {
        for (int i = 0; i < 200; i++) {
            Object[] order = {
                "symbol", TestVenue.OTHER, "side", "BUY", "type", "LIMIT_MAKER", "quantity", "0.1", "price", "100"
            };
            alice.signed("POST", "/api/v3/order", order).ok();
        }
        Object[] order = {
            "symbol", TestVenue.OTHER, "side", "BUY", "type", "LIMIT_MAKER", "quantity", "0.1", "price", "100"
        };
        alice.signed("POST", "/api/v3/order", order).refused(400, -1013, "Filter failure: MAX_NUM_ORDERS");
        assertEquals(
                200,
                alice.signed("DELETE", "/api/v3/openOrders", "symbol", TestVenue.OTHER)
                        .ok()
                        .size());
    }

    @Test
    void shouldRefuseSpansThatAreTooLong() {
        alice.signed("GET", "/api/v3/myTrades", "symbol", SYMBOL, "startTime", 1, "endTime", 86_400_002)
                .refused(400, -1127, "More than 24 hours between startTime and endTime.");
    }

    @Test
    void shouldRefuseUnknownUnitsOfTime() {
        alice.send(alice.request("/api/v3/time").header("X-MBX-TIME-UNIT", "FORTNIGHT"))
                .refused(400, -1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.");
    }

    @Test
    void shouldRefuseFormsItCannotDecode() {
        alice.send(alice.request("/api/v3/order").POST(BodyPublishers.ofString("symbol=%zz")))
                .refused(400, -1100, "Illegal characters found in a parameter.");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws Exception {
        String form = TestClient.form("symbol", "X".repeat(70_000));
        HttpRequest request = alice.request("/api/v3/order")
                .POST(BodyPublishers.ofString(form))
                .build();
        assertEquals(
                413,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode());
    }
}
