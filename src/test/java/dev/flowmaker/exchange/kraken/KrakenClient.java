package dev.flowmaker.exchange.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.door.ApiKey;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A client of the plainest kind, with a key. */
final class KrakenClient {
    private final TestKraken venue;
    private final ApiKey key;
    private final AtomicLong nonce = new AtomicLong(1_000);

    KrakenClient(TestKraken venue, int account) {
        this.venue = venue;
        this.key = venue.settings.keys().get(account);
    }

    /** A private request; names and values in turn. */
    JsonNode ask(String method, Object... form) {
        return send(method, nonce.incrementAndGet(), form(form));
    }

    /** The result, once the answer is known to be good. */
    JsonNode ok(String method, Object... form) {
        JsonNode answer = ask(method, form);
        assertTrue(answer.path("error").isEmpty(), answer::toString);
        return answer.path("result");
    }

    void refused(String error, String method, Object... form) {
        JsonNode answer = ask(method, form);
        assertEquals(error, answer.path("error").path(0).asText(), answer::toString);
    }

    static String form(Object... values) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < values.length; i += 2) {
            form.append('&')
                    .append(values[i])
                    .append('=')
                    .append(URLEncoder.encode(values[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    /** @param form begins with an ampersand or is empty */
    JsonNode send(String method, long withNonce, String form) {
        String body = "nonce=" + withNonce + form;
        String path = "/0/private/" + method;
        return sendSigned(path, body, Security.sign(key.secret(), path, Long.toString(withNonce), body));
    }

    JsonNode sendSigned(String path, String body, String signature) {
        return TestKraken.send(HttpRequest.newBuilder(venue.uri("http", path))
                .header("API-Key", key.key())
                .header("API-Sign", signature)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Places a limit order and returns its transaction id. */
    String limit(String side, String volume, String price, Object... more) {
        Object[] form = new Object[10 + more.length];
        Object[] usual = {"pair", "XBTUSD", "type", side, "ordertype", "limit", "volume", volume, "price", price};
        System.arraycopy(usual, 0, form, 0, usual.length);
        System.arraycopy(more, 0, form, usual.length, more.length);
        return ok("AddOrder", form).path("txid").path(0).asText();
    }

    JsonNode order(String id) {
        return ok("QueryOrders", "txid", id, "trades", "true").path(id);
    }

    /** Follows a private feed; the confirmation and what is told first are taken. */
    TextSocket follow(String channel) {
        TextSocket socket = venue.open("/auth");
        socket.send("{\"event\":\"subscribe\",\"subscription\":{\"name\":\"" + channel + "\",\"token\":\""
                + ok("GetWebSocketsToken").path("token").asText() + "\"}}");
        JsonNode answer = socket.next();
        assertEquals("subscribed", answer.path("status").asText(), answer::toString);
        return socket;
    }
}
