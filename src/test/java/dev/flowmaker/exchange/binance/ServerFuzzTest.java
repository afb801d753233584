package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.venue.Mutator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged requests to the local exchange: each is done as it says or refused in words, and the exchange goes on. */
@Timeout(600)
class ServerFuzzTest {
    private static final String ORDER = "/api/v3/order";
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
        "null",
        "BUY",
        "SELL",
        "ETHUSDT",
        "btcusdt",
        "NOSUCH",
        "LIMIT",
        "MARKET",
        "\u0661\u0662",
        "\u0000",
        "a b&c=d",
        "[[[[",
        "x".repeat(3_000)
    };

    private final TestVenue venue = TestVenue.quiet();

    @AfterEach
    void close() {
        assertEquals(200, venue.alice.get("/api/v3/ping").status());
        assertEquals(
                "NEW",
                venue.alice
                        .limit("BUY", "0.00100", "50000.00")
                        .ok()
                        .path("status")
                        .asText());
        venue.close();
    }

    private static List<Object> order(int number) {
        return new ArrayList<>(List.of(
                "symbol",
                TestVenue.SYMBOL,
                "side",
                "BUY",
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                "0.00100",
                "price",
                "50000.00",
                "newClientOrderId",
                "fuzz-" + number));
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

    private static Object value(List<Object> params, String name) {
        return params.get(params.indexOf(name) + 1);
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
            TestClient.Answer answer = venue.alice.signed("POST", ORDER, params.toArray());
            String what = i + " " + params + ": " + answer.status() + " " + answer.body();
            if (answer.status() != 200) {
                assertTrue(answer.status() >= 400 && answer.status() < 500, what);
                assertTrue(answer.body().path("code").asInt() < 0, what);
                assertTrue(!answer.body().path("msg").asText().isEmpty(), what);
                continue;
            }
            taken++;
            JsonNode order = answer.body();
            for (String name : List.of("symbol", "side", "type")) {
                assertEquals(value(params, name), order.path(name).asText(), what);
            }
            assertEquals(
                    params.size() / 2,
                    params.stream().filter(TestVenueNames::known).count(),
                    what);
            if (params.contains("price")) {
                assertEquals(
                        0,
                        new BigDecimal(value(params, "price").toString())
                                .compareTo(new BigDecimal(order.path("price").asText())),
                        what);
            }
            if (params.contains("quantity")) {
                assertEquals(
                        0,
                        new BigDecimal(value(params, "quantity").toString())
                                .compareTo(new BigDecimal(order.path("origQty").asText())),
                        what);
            }
        }
        assertTrue(taken > Mutator.CASES / 5, taken + " taken");
    }

    /** What a placement may have, of what is sent here. */
    private static final class TestVenueNames {
        static boolean known(Object word) {
            return List.of("symbol", "side", "type", "timeInForce", "quantity", "price", "newClientOrderId")
                    .contains(word);
        }
    }

    @Test
    void shouldAnswerEveryQuestionInWords() {
        String[] paths = {"/depth", "/trades", "/aggTrades", "/klines", "/exchangeInfo", "/ticker/price", "/avgPrice"};
        String[] names = {"symbol", "limit", "symbols", "fromId", "startTime", "interval", "symbol_", "timeZone"};
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            List<Object> params = new ArrayList<>(List.of("symbol", TestVenue.SYMBOL));
            for (int more = mutator.below(3); more > 0; more--) {
                params.addAll(List.of(mutator.pick(names), mutator.pick(VALUES)));
            }
            String request = "/api/v3" + mutator.pick(paths) + "?" + TestClient.form(params.toArray());
            TestClient.Answer answer = venue.alice.get(request);
            boolean fine = answer.status() == 200
                    || (answer.status() >= 400
                            && answer.status() < 500
                            && answer.body().path("code").asInt() < 0);
            assertTrue(fine, i + " " + request + ": " + answer.status() + " " + answer.body());
        }
    }

    @Test
    void shouldGoOnWhateverComesOverTheSocketApi() {
        TestClient.Socket socket = venue.alice.open("/ws-api/v3");
        for (int i = 0; i < Mutator.CASES; i++) {
            Mutator mutator = new Mutator(i);
            String method = mutator.pick("ping", "time", "order.place", "userDataStream.subscribe.signature");
            String damaged =
                    mutator.damage("{\"id\":\"1\",\"method\":\"" + method + "\",\"params\":{\"symbol\":\"BTCUSDT\","
                            + "\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\",\"quantity\":\"0.00100\",\"price\":"
                            + "\"50000.00\",\"apiKey\":\"" + venue.alice.key().key() + "\",\"timestamp\":"
                            + venue.alice.nowMillis() + ",\"signature\":\"00\"}}");
            socket.send(damaged);
            socket.request("time", false);
            JsonNode answer = socket.take(text -> text.path("id").asText().equals("time"));
            assertEquals(200, answer.path("status").asInt(), i + " " + damaged + ": " + answer);
        }
        assertEquals(
                0,
                venue.alice
                        .signed("GET", "/api/v3/openOrders", "symbol", TestVenue.SYMBOL)
                        .ok()
                        .size());
    }

    @Test
    void shouldSurviveWhatIsNoRequest() throws IOException {
        for (int i = 0; i < Mutator.CASES / 4; i++) {
            SplittableRandom random = new SplittableRandom(i);
            byte[] bytes = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(bytes);
            byte[] head = ("POST /api/v3/order HTTP/1.1\r\nHost: x\r\nContent-Length: " + random.nextLong()
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), venue.server.port())) {
                OutputStream out = socket.getOutputStream();
                if (random.nextBoolean()) {
                    out.write(head);
                }
                out.write(bytes);
                out.flush();
            } catch (IOException hungUp) {
                // That may it do.
            }
        }
        assertEquals(200, venue.alice.get("/api/v3/time").status());
    }
}
