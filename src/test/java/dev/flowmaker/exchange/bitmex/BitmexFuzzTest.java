package dev.flowmaker.exchange.bitmex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.venue.Mutator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged requests in BitMEX's protocol: each is done as it says or refused in words, and the exchange goes on. */
@Timeout(600)
class BitmexFuzzTest {
    private static final String[] VALUES = {
        "",
        " ",
        "0",
        "-1",
        "-100",
        "NaN",
        "1e3",
        "1e999999999",
        "1e-99",
        "0.000000001",
        "99999999999999999999999999999999",
        "9223372036854775807",
        "null",
        "Buy",
        "sell",
        "XBTUSDT",
        "NOSUCH",
        "Market",
        "ParticipateDoNotInitiate,ParticipateDoNotInitiate",
        "[\"ParticipateDoNotInitiate\"]",
        "{\"open\":true}",
        "{\"open\":{\"open\":[]}}",
        "[[[[",
        "\u0661\u0662",
        "\u0000",
        "\u0001",
        "a b&c=d",
        "%",
        "x".repeat(3_000)
    };
    private static final List<String> NAMES = List.of("symbol", "side", "orderQty", "price", "clOrdID");

    private final BitmexTestVenue venue = BitmexTestVenue.quiet();

    @AfterEach
    void close() {
        try (venue) {
            assertEquals(
                    "New",
                    venue.alice
                            .limit("XBTUSD", "Buy", 100, "40000")
                            .ok()
                            .path("ordStatus")
                            .asText());
        }
    }

    private static void checkRefused(BitmexTestClient.Answer answer, String what) {
        JsonNode error = answer.body().path("error");
        assertTrue(answer.status() >= 400 && answer.status() < 500, what);
        assertTrue(
                !error.path("message").asText().isEmpty()
                        && !error.path("name").asText().isEmpty(),
                what);
    }

    private static Object value(List<Object> params, String name) {
        return params.get(params.indexOf(name) + 1);
    }

    @Test
    void shouldTakeNoOrderThatWasNotSaid() {
        int taken = 0;
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            List<Object> params = new ArrayList<>(List.of(
                    "symbol", "XBTUSD", "side", "Buy", "orderQty", "100", "price", "50000", "clOrdID", "fuzz-" + i));
            for (int times = mutator.below(3); times > 0; times--) {
                int at = 2 * mutator.below(NAMES.size());
                params.set(at + 1, mutator.pick(VALUES));
            }
            BitmexTestClient.Answer answer = venue.alice.call("POST", "/order", params.toArray());
            String what = i + " " + params + ": " + answer.status() + " " + answer.body();
            if (answer.status() != 200) {
                checkRefused(answer, what);
                continue;
            }
            taken++;
            JsonNode order = answer.body();
            assertEquals(value(params, "symbol"), order.path("symbol").asText(), what);
            BigDecimal asked = new BigDecimal(value(params, "orderQty").toString());
            assertEquals(0, asked.abs().compareTo(order.path("orderQty").decimalValue()), what);
            if (!order.path("price").isNull()) {
                BigDecimal price = new BigDecimal(value(params, "price").toString());
                assertEquals(0, price.compareTo(order.path("price").decimalValue()), what);
            }
        }
        assertTrue(taken > Mutator.CASES / 5, taken + " taken");
    }

    @Test
    void shouldAnswerEveryQuestionInWords() {
        String[] paths = {
            "/order",
            "/execution",
            "/execution/tradeHistory",
            "/position",
            "/user/margin",
            "/trade",
            "/funding",
            "/instrument",
            "/orderBook/L2",
            "/quote",
            "/user/walletHistory",
            "/stats"
        };
        String[] names = {"symbol", "count", "start", "reverse", "filter", "columns", "startTime", "depth", "currency"};
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            List<Object> params = new ArrayList<>(List.of("symbol", "XBTUSD"));
            for (int more = mutator.below(3); more > 0; more--) {
                params.addAll(List.of(mutator.pick(names), mutator.pick(VALUES)));
            }
            String path = mutator.pick(paths);
            BitmexTestClient.Answer answer = venue.alice.get(path, params.toArray());
            if (answer.status() != 200) {
                checkRefused(answer, i + " " + path + " " + params + ": " + answer.status() + " " + answer.body());
            }
        }
    }

    @Test
    void shouldCancelNothingThatWasNotSaid() {
        String kept = venue.alice
                .limit("XBTUSD", "Buy", 100, "50000")
                .ok()
                .path("orderID")
                .asText();
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            BitmexTestClient.Answer answer = venue.alice.call(
                    "DELETE",
                    "/order",
                    mutator.pick("orderID", "clOrdID"),
                    mutator.below(2) == 0 ? mutator.pick(VALUES) : "x" + mutator.damage(kept));
            if (answer.status() != 200) {
                checkRefused(answer, i + ": " + answer.status() + " " + answer.body());
            }
        }
        assertEquals(
                1, venue.alice.get("/order", "filter", "{\"open\":true}").ok().size());
    }

    @Test
    void shouldGoOnWhateverComesOverTheSocket() {
        try (BitmexTestClient.Socket socket = venue.alice.login()) {
            for (int i = 0; i < Mutator.CASES; i++) {
                Mutator mutator = new Mutator(i);
                String message = mutator.pick(
                        "{\"op\":\"subscribe\",\"args\":[\"orderBookL2_25:XBTUSD\",\"order\"]}",
                        "{\"op\":\"unsubscribe\",\"args\":\"order\"}",
                        "{\"op\":\"authKeyExpires\",\"args\":[\"alice\",1,\"00\"]}",
                        "{\"op\":\"cancelAllAfter\",\"args\":60000}");
                socket.send(mutator.damage(message));
                socket.send("ping");
                socket.take(text -> text.asText().equals("pong"));
            }
        }
    }
}
