package dev.flowmaker.exchange;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK's whose texts wait to be taken. */
public class TextSocket implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long WAIT_SECONDS = 20;

    private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private @Nullable WebSocket web;

    /** Opens it. */
    public void connect(HttpClient http, URI uri) {
        web = http.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(WAIT_SECONDS))
                .buildAsync(uri, this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                texts.add(MAPPER.readTree(part.toString()));
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
            part.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        pings.add(StandardCharsets.UTF_8.decode(message).toString());
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        pongs.add(StandardCharsets.UTF_8.decode(message).toString());
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(-1);
    }

    private WebSocket web() {
        return Objects.requireNonNull(web);
    }

    public void send(String text) {
        web().sendText(text, true).join();
    }

    public void ping(String payload) {
        web().sendPing(StandardCharsets.UTF_8.encode(payload)).join();
    }

    /** The next text that is wanted; those before it are lost. */
    public JsonNode take(Predicate<JsonNode> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        JsonNode text = next();
        while (!wanted.test(text)) {
            assertTrue(System.nanoTime() < deadline, "nothing came that was wanted");
            text = next();
        }
        return text;
    }

    public JsonNode next() {
        return poll(texts);
    }

    public String nextPong() {
        return poll(pongs);
    }

    public String nextPing() {
        return poll(pings);
    }

    private static <T> T poll(BlockingQueue<T> queue) {
        try {
            T text = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(text, "nothing came");
            return text;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The code with which the other side closed; -1 when it just hung up. */
    public int closeCode() {
        return closed.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        web().abort();
    }
}
