package dev.flowmaker.exchange.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.venue.Mutator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged requests: each is done as it says or refused in Kraken's words, and the exchange goes on and has lost nothing. */
@Timeout(600)
class KrakenFuzzTest {
    private static final String[] VALUES = {
        "",
        " ",
        "0",
        "-1",
        "NaN",
        "1e3",
        "1e999999999",
        "0.000000001",
        "99999999999999999999999999999999",
        "9223372036854775807",
        "2147483648",
        "-2147483648",
        "null",
        "buy",
        "sell",
        "ETHUSD",
        "xbtusd",
        "XXBTZUSD",
        "limit",
        "market",
        "post",
        "fciq,post",
        "IOC",
        "\u0661\u0662",
        "\u0000",
        "a b&c=d",
        "O00000-00000-000001",
        "OZZZZZ-ZZZZZ-ZZZZZZ",
        "x".repeat(3_000)
    };
    private static final String WORDS = "E(General|Order|Query|API|Service):.+";

    private final TestKraken venue = TestKraken.quiet();
    private final KrakenClient alice = new KrakenClient(venue, 0);

    @AfterEach
    void close() {
        String id = alice.limit("buy", "0.001", "50000");
        assertEquals("open", alice.order(id).path("status").asText());
        venue.close();
    }

    private static List<Object> order(int number) {
        return new ArrayList<>(List.of(
                "pair",
                "XBTUSD",
                "type",
                "buy",
                "ordertype",
                "limit",
                "volume",
                "0.00100",
                "price",
                "50000.00",
                "userref",
                Integer.toString(number),
                "oflags",
                "post"));
    }

    /** Changes a value, leaves a parameter out, names one twice, or calls it otherwise. */
    private static void damage(List<Object> params, Mutator mutator) {
        int at = 2 * mutator.below(params.size() / 2);
        switch (mutator.below(6)) {
            case 0 -> params.subList(at, at + 2).clear();
            case 1 -> params.addAll(List.of(params.get(at), mutator.pick(VALUES)));
            case 2 -> params.set(at, params.get(at) + "_");
            default -> params.set(at + 1, mutator.pick(VALUES));
        }
    }

    private static String last(List<Object> params, String name) {
        String value = "";
        for (int i = 0; i < params.size(); i += 2) {
            value = params.get(i).equals(name) ? params.get(i + 1).toString() : value;
        }
        return value;
    }

    private static void assertWords(JsonNode answer, String what) {
        String error = answer.path("error").path(0).asText();
        assertTrue(error.isEmpty() ? answer.has("result") : error.matches(WORDS), () -> what + ": " + answer);
        assertTrue(!error.contains("Internal"), () -> what + ": " + answer);
    }

    @Test
    void shouldTakeNoOrderThatWasNotSaid() {
        int taken = 0;
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            List<Object> params = order(i);
            for (int times = mutator.below(3); times > 0; times--) {
                damage(params, mutator);
            }
            JsonNode answer = alice.ask("AddOrder", params.toArray());
            String what = i + " " + params + ": " + answer;
            assertWords(answer, what);
            if (!answer.path("error").isEmpty()) {
                continue;
            }
            taken++;
            JsonNode order =
                    alice.order(answer.path("result").path("txid").path(0).asText());
            JsonNode description = order.path("descr");
            assertEquals(last(params, "type"), description.path("type").asText(), what);
            assertEquals(
                    last(params, "ordertype"), description.path("ordertype").asText(), what);
            String userReference = last(params, "userref");
            assertEquals(
                    userReference.isEmpty() ? "0" : userReference,
                    order.path("userref").asText(),
                    what);
            assertEquals(
                    0,
                    new BigDecimal(last(params, "volume"))
                            .setScale(5, RoundingMode.DOWN)
                            .compareTo(new BigDecimal(order.path("vol").asText())),
                    what);
            if (description.path("ordertype").asText().equals("limit")) {
                assertEquals(
                        0,
                        new BigDecimal(last(params, "price"))
                                .compareTo(
                                        new BigDecimal(description.path("price").asText())),
                        what);
            }
        }
        assertTrue(taken > Mutator.CASES / 5, taken + " taken");
    }

    @Test
    void shouldAnswerEveryQuestionInWords() {
        String[] open = {"Depth", "Trades", "AssetPairs", "Assets", "Ticker", "Time", "OHLC", "../private/Balance"};
        String[] own = {
            "OpenOrders",
            "ClosedOrders",
            "QueryOrders",
            "TradesHistory",
            "QueryTrades",
            "CancelOrder",
            "TradeBalance",
            "TradeVolume",
            "CancelAllOrdersAfter",
            "Balance",
            "GetWebSocketsToken"
        };
        String[] names = {
            "pair", "count", "since", "asset", "txid", "userref", "start", "end", "ofs", "timeout", "trades"
        };
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            List<Object> params = new ArrayList<>(List.of("pair", "XBTUSD"));
            for (int more = mutator.below(3); more > 0; more--) {
                params.addAll(List.of(mutator.pick(names), mutator.pick(VALUES)));
            }
            String request = "/0/public/" + mutator.pick(open) + "?" + KrakenClient.form(params.toArray());
            assertWords(venue.get(request), i + " " + request);
            String method = mutator.pick(own);
            assertWords(alice.ask(method, params.toArray()), i + " " + method + " " + params);
        }
        alice.ok("CancelAllOrdersAfter", "timeout", "0");
    }

    @Test
    void shouldGoOnWhateverComesOverTheFeeds() {
        String token = alice.ok("GetWebSocketsToken").path("token").asText();
        try (TextSocket open = venue.open("/");
                TextSocket own = venue.open("/auth")) {
            for (int i = 0; i < Mutator.CASES; i++) {
                Mutator mutator = new Mutator(i);
                String name = mutator.pick("book", "trade", "ticker", "spread", "ownTrades", "openOrders");
                String event = mutator.pick("subscribe", "unsubscribe", "ping", "addOrder");
                String damaged = mutator.damage("{\"event\":\"" + event + "\",\"reqid\":" + i
                        + ",\"pair\":[\"XBT/USD\",\"ETH/USD\"],\"subscription\":{\"name\":\"" + name
                        + "\",\"depth\":25,\"token\":\"" + token + "\"}}");
                for (TextSocket socket : List.of(open, own)) {
                    socket.send(damaged);
                    String ping = "{\"event\":\"ping\",\"reqid\":" + (1_000_000 + i) + "}";
                    socket.send(ping);
                    String pong = ping.replace("ping", "pong");
                    socket.take(text -> text.toString().equals(pong));
                }
            }
        }
    }
}
