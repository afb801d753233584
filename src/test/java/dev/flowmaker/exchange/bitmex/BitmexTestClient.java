package dev.flowmaker.exchange.bitmex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Hmac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client of the plainest kind: the JDK's, a base address and a key. */
final class BitmexTestClient {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final long WAIT_SECONDS = 20;
    private static final long GOOD_FOR_SECONDS = 30;

    record Answer(int status, JsonNode body, HttpResponse<String> http) {
        /** The body, once the answer is known to be good. */
        JsonNode ok() {
            assertEquals(200, status, body::toString);
            return body;
        }

        void refused(int status, String name, String message) {
            JsonNode error = body.path("error");
            assertEquals(
                    status + " " + name + " " + message,
                    this.status + " " + error.path("name").asText() + " "
                            + error.path("message").asText());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("none");
        }
    }

    private final int port;
    private final ApiKey key;
    private final long clockOffsetNanos;

    BitmexTestClient(int port, ApiKey key, long clockOffsetNanos) {
        this.port = port;
        this.key = key;
        this.clockOffsetNanos = clockOffsetNanos;
    }

    ApiKey key() {
        return key;
    }

    long nowSeconds() {
        return System.currentTimeMillis() / 1_000 + clockOffsetNanos / 1_000_000_000L;
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

    /** What everybody may ask; names and values in turn. */
    JsonNode open(String path, Object... params) {
        return send(request("/api/v1" + path + query(params)).GET()).ok();
    }

    /** A signed GET. */
    Answer get(String path, Object... params) {
        return signed("GET", "/api/v1" + path + query(params), "");
    }

    /** A signed request with a form for a body. */
    Answer call(String verb, String path, Object... params) {
        return signed(verb, "/api/v1" + path, form(params));
    }

    Answer signed(String verb, String uri, String body) {
        return signed(verb, uri, body, Long.toString(nowSeconds() + GOOD_FOR_SECONDS));
    }

    Answer signed(String verb, String uri, String body, String expires) {
        return send(request(uri)
                .header("api-key", key.key())
                .header("api-expires", expires)
                .header("api-signature", Hmac.sha256(key.secret(), verb + uri + expires + body))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(verb, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String query(Object... params) {
        return params.length == 0 ? "" : "?" + form(params);
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

    Answer limit(String symbol, String side, long contracts, String price, Object... more) {
        Object[] params = new Object[8 + more.length];
        System.arraycopy(
                new Object[] {"symbol", symbol, "side", side, "orderQty", contracts, "price", price}, 0, params, 0, 8);
        System.arraycopy(more, 0, params, 8, more.length);
        return call("POST", "/order", params);
    }

    /** Opens a connection to the tables. */
    Socket socket() {
        return socket("");
    }

    Socket socket(String query) {
        return socket(query, HTTP.newWebSocketBuilder());
    }

    /** As XChange's stock service does it. */
    Socket socketWithKeyAlone() {
        return socket(
                "", HTTP.newWebSocketBuilder().header("api-key", key.key()).header("api-signature", "00"));
    }

    private Socket socket(String query, WebSocket.Builder builder) {
        Socket socket = new Socket();
        socket.web = builder.connectTimeout(Duration.ofSeconds(WAIT_SECONDS))
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/realtime" + query), socket)
                .join();
        return socket;
    }

    /** The same, logged in. */
    Socket login() {
        Socket socket = socket();
        socket.login(nowSeconds() + GOOD_FOR_SECONDS);
        socket.take(message -> message.path("success").asBoolean());
        return socket;
    }

    /** A WebSocket whose texts wait to be taken. */
    final class Socket implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private @Nullable WebSocket web;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(parse(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private static JsonNode parse(String text) {
            try {
                return text.startsWith("{") ? MAPPER.readTree(text) : new TextNode(text);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        void send(String text) {
            Objects.requireNonNull(web).sendText(text, true).join();
        }

        void login(long expires) {
            send("{\"op\":\"authKeyExpires\",\"args\":[\"" + key.key() + "\"," + expires + ",\""
                    + Hmac.sha256(key.secret(), "GET/realtime" + expires) + "\"]}");
        }

        /** Follows a table and takes its first message. */
        JsonNode subscribe(String topic) {
            send("{\"op\":\"subscribe\",\"args\":[\"" + topic + "\"]}");
            take(message -> message.path("subscribe").asText().equals(topic));
            return next();
        }

        /** The next text that is wanted; those before it are lost. */
        JsonNode take(Predicate<JsonNode> wanted) {
            JsonNode text = next();
            while (!wanted.test(text)) {
                text = next();
            }
            return text;
        }

        JsonNode next() {
            try {
                JsonNode text = texts.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                assertNotNull(text, "nothing came");
                return text;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() {
            Objects.requireNonNull(web).abort();
        }
    }
}
