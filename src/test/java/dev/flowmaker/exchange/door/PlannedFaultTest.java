package dev.flowmaker.exchange.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.flowmaker.exchange.door.PlannedFault.Kind;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults that are certain, whatever the protocol behind the door. */
class PlannedFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GONE = "gone";

    private final Door door = new Door(new DoorSettings(1_000_000_000L, 10_000_000_000L, 16, 65_536, 1 << 20));
    private final AtomicInteger carriedOut = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() throws IOException {
        door.open("127.0.0.1", 0, new Echo());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> ask(String path, Duration patience) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(patience)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BROKEN")
    void shouldRefuseInTheProtocolsWordsAndCarryNothingOut(Refusal why) throws Exception {
        door.plan(new PlannedFault(Kind.valueOf(why.name()), "GET /order", 2));

        assertEquals("done", ask("/other", PATIENCE).body());
        assertEquals(why.name(), ask("/order", PATIENCE).body());
        assertEquals(why.name(), ask("/order", PATIENCE).body());
        assertEquals(1, carriedOut.get());
        assertEquals("done", ask("/order", PATIENCE).body());
        assertEquals(2, carriedOut.get());
    }

    @Test
    void shouldLoseARequestBeforeOrAfterItIsCarriedOut() throws Exception {
        door.plan(new PlannedFault(Kind.REQUEST_LOST, "/order", 1));
        assertThrows(HttpTimeoutException.class, () -> ask("/order", Duration.ofMillis(100)));
        assertEquals(0, carriedOut.get());

        door.plan(new PlannedFault(Kind.ANSWER_LOST, "/order", 1));
        assertThrows(HttpTimeoutException.class, () -> ask("/order", Duration.ofMillis(500)));
        // Its answer is lost; the request may still be on its way on a slow machine.
        long start = System.nanoTime();
        while (carriedOut.get() < 1 && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.onSpinWait();
        }
        assertEquals(1, carriedOut.get());

        door.plan(new PlannedFault(Kind.ANSWER_RESET, "/order", PlannedFault.ALWAYS));
        IOException reset = assertThrows(IOException.class, () -> ask("/order", PATIENCE));
        assertEquals(IOException.class, reset.getClass(), reset.toString());

        door.dropPlan();
        int before = carriedOut.get();
        door.plan(new PlannedFault(Kind.BROKEN, "/order", 1));
        assertEquals(Refusal.BROKEN.name(), ask("/order", PATIENCE).body());
        assertEquals("done", ask("/order", PATIENCE).body());
        assertEquals(before + 2, carriedOut.get());
    }

    @Test
    void shouldLoseRepeatAndEndMessages() throws Exception {
        WebSocket socket = socket();
        door.plan(new PlannedFault(Kind.MESSAGE_LOST, "b", 1));
        door.plan(new PlannedFault(Kind.MESSAGE_TWICE, "c", 1));
        door.plan(new PlannedFault(Kind.HALF_OPEN, "e", 1));
        for (String text : List.of("a", "b", "c", "b", "d")) {
            socket.sendText(text, true).join();
        }
        for (String text : List.of("a", "c", "c", "b", "d")) {
            assertEquals(text, next());
        }
        socket.sendText("e", true).join();
        socket.sendText("f", true).join();
        // What was said to it has come by when a later one is answered.
        WebSocket other = socket();
        other.sendText("g", true).join();
        assertEquals("g", next());

        door.hangUp();

        assertEquals(GONE, next());
        assertEquals(GONE, next());
    }

    @Test
    void shouldRefuseAPlanOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new PlannedFault(Kind.MESSAGE_LOST, "", 0));
    }

    private String next() throws InterruptedException {
        return assertInstanceOf(String.class, heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private WebSocket socket() {
        return client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + door.port() + "/echo"), new Ear())
                .join();
    }

    private final class Ear implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add(GONE);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add(GONE);
        }
    }

    /** Says back what it hears. */
    private final class Echo implements Reception {
        @Override
        public FullHttpResponse answer(FullHttpRequest request, String address) {
            carriedOut.incrementAndGet();
            return text(200, "done");
        }

        @Override
        public Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
            return EchoSession::new;
        }

        @Override
        public void answered() {}

        @Override
        public FullHttpResponse refusal(Refusal why) {
            return text(418, why.name());
        }

        private static FullHttpResponse text(int status, String words) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(status),
                    Unpooled.wrappedBuffer(words.getBytes(StandardCharsets.UTF_8)));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            return response;
        }
    }

    private record EchoSession(Outlet out) implements SocketSession {
        @Override
        public void text(String text) {
            out.send(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int framesPerSecond() {
            return 1_000;
        }

        @Override
        public void shutDown(long nowNanos) {}

        @Override
        public void closed() {}
    }
}
