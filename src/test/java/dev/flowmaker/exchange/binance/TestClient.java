package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.TextSocket;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Hmac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A client of the plainest kind: the JDK's, a base address and a key. */
final class TestClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final long WAIT_SECONDS = 20;

    record Answer(int status, JsonNode body, HttpResponse<String> http) {
        /** The body, once the answer is known to be good. */
        JsonNode ok() {
            assertEquals(200, status, body::toString);
            return body;
        }

        void refused(int status, int code, String message) {
            assertEquals(
                    status + " " + code + " " + message,
                    this.status + " " + body.path("code") + " "
                            + body.path("msg").asText());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("none");
        }
    }

    private final int port;
    private final ApiKey key;
    private final long clockOffsetNanos;

    TestClient(int port, ApiKey key, long clockOffsetNanos) {
        this.port = port;
        this.key = key;
        this.clockOffsetNanos = clockOffsetNanos;
    }

    Answer get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(WAIT_SECONDS));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), MAPPER.readTree(response.body()), response);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A signed request with all its parameters in the query; names and values in turn. */
    Answer signed(String verb, String path, Object... params) {
        String query = sign(form(params));
        return send(request(path + "?" + query)
                .header("X-MBX-APIKEY", key.key())
                .method(verb, HttpRequest.BodyPublishers.noBody()));
    }

    /** Adds the time and the signature. */
    String sign(String form) {
        String payload = form + (form.isEmpty() ? "" : "&") + "timestamp=" + nowMillis();
        return payload + "&signature=" + Hmac.sha256(key.secret(), payload);
    }

    long nowMillis() {
        return System.currentTimeMillis() + clockOffsetNanos / 1_000_000;
    }

    ApiKey key() {
        return key;
    }

    static String form(Object... params) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < params.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(params[i])
                    .append('=')
                    .append(URLEncoder.encode(params[i + 1].toString(), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    Answer limit(String side, String quantity, String price, Object... more) {
        List<Object> params = new ArrayList<>(List.of(
                "symbol",
                TestVenue.SYMBOL,
                "side",
                side,
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                quantity,
                "price",
                price));
        params.addAll(List.of(more));
        return signed("POST", "/api/v3/order", params.toArray());
    }

    /** Opens a WebSocket. */
    Socket open(String pathAndQuery) {
        Socket socket = new Socket();
        socket.connect(HTTP, URI.create("ws://127.0.0.1:" + port + pathAndQuery));
        return socket;
    }

    /** Opens a WebSocket to this account's user stream. */
    Socket openUserStream() {
        Socket socket = open("/ws-api/v3");
        JsonNode answer = socket.call("userDataStream.subscribe.signature", true);
        assertEquals(200, answer.path("status").asInt(), answer::toString);
        return socket;
    }

    /** A WebSocket that can also ask. */
    final class Socket extends TextSocket {
        /** Sends one request of the WebSocket API and takes its answer. */
        JsonNode call(String method, boolean signed, Object... params) {
            request(method, signed, params);
            return take(text -> text.path("id").asText().equals(method));
        }

        JsonNode callAs(ApiKey other, String method) {
            send(request(method, other).toString());
            return take(text -> text.path("id").asText().equals(method));
        }

        /** Sends one request of the WebSocket API; its id is its method. */
        void request(String method, boolean signed, Object... params) {
            send(request(method, signed ? key : null, params).toString());
        }

        private ObjectNode request(String method, @Nullable ApiKey signer, Object... params) {
            ObjectNode request = MAPPER.createObjectNode().put("id", method).put("method", method);
            ObjectNode sent = request.putObject("params");
            TreeMap<String, Object> all = new TreeMap<>();
            for (int i = 0; i < params.length; i += 2) {
                all.put((String) params[i], params[i + 1]);
            }
            if (signer != null) {
                all.put("apiKey", signer.key());
                all.put("timestamp", nowMillis());
            }
            all.forEach((name, value) -> sent.set(name, MAPPER.valueToTree(value)));
            if (signer != null) {
                String payload = all.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("&"));
                sent.put("signature", Hmac.sha256(signer.secret(), payload));
            }
            return request;
        }
    }
}
