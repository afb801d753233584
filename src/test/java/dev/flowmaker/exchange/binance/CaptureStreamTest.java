package dev.flowmaker.exchange.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.capture.CaptureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded market over sockets: its frames come as they were recorded, with the clients' orders in them. */
class CaptureStreamTest {
    private static final long RECORDED = 1_700_000_000_000L;

    @TempDir
    Path folder;

    /** A book of one level a side whose bid's quantity grows by a lot with each frame, every {@code spacing} ms. */
    private MarketSource.Capture capture(int frames, int spacing) throws IOException {
        Path file = folder.resolve("capture.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            write(
                    out,
                    0,
                    "{\"lastUpdateId\":10,\"bids\":[[\"59999.00\",\"1.00000\"]],\"asks\":[[\"60001.00\",\"1.00000\"]]}");
            for (int i = 1; i <= frames; i++) {
                long time = (long) i * spacing;
                write(
                        out,
                        time,
                        "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + (RECORDED + time)
                                + ",\"s\":\"BTCUSDT\",\"U\":" + (10 + i) + ",\"u\":" + (10 + i)
                                + ",\"b\":[[\"59999.00\",\"" + quantity(i) + "\"]],\"a\":[]}}");
            }
        }
        return new MarketSource.Capture(List.of(file));
    }

    private static String quantity(int frame) {
        return "1.%05d000".formatted(frame);
    }

    private static void write(OutputStream out, long millis, String json) throws IOException {
        out.write(((RECORDED + millis) * 1_000_000 + " " + json + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldSendOneFrameForEachRecordedOneWithTheClientsChangesInIt() throws Exception {
        try (TestVenue venue = TestVenue.of(capture(600, 100), UnaryOperator.identity());
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms")) {
            JsonNode before = socket.next();
            venue.alice.limit("BUY", "0.5", "59999").ok();
            for (int shown = 0; shown < 10; ) {
                JsonNode frame = socket.next();
                assertEquals(before.path("u").asLong() + 1, frame.path("U").asLong());
                long gap = frame.path("E").asLong() - before.path("E").asLong();
                assertEquals(100, gap, "no frames but the recorded ones");
                assertEquals(1, frame.path("b").size(), frame::toString);
                boolean ours = frame.path("b").path(0).path(1).asText().startsWith("1.5");
                assertTrue(ours || shown == 0, frame::toString);
                shown += ours ? 1 : 0;
                before = frame;
            }
        }
    }

    @Test
    void shouldNotKeepTheClientsChangesWaitingForARecordedFrame() throws Exception {
        try (TestVenue venue = TestVenue.of(capture(2, 3_600_000), UnaryOperator.identity());
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms")) {
            long placed = venue.alice
                    .limit("BUY", "0.5", "59999")
                    .ok()
                    .path("transactTime")
                    .asLong();
            JsonNode frame = socket.next();
            // The venue's time began with the first recorded frame.
            assertEquals(
                    "[[\"59999.00000000\",\"1.50001000\"]]", frame.path("b").toString());
            long waited = frame.path("E").asLong() - placed;
            assertTrue(waited == 100 || waited == 101, () -> "waited " + waited);
        }
    }

    @Test
    void shouldPlayFasterWhenAskedAndNeverTwoFramesInAMillisecond() throws Exception {
        MarketSource fast = new MarketSource.Capture(capture(10_000, 100).files(), 10);
        try (TestVenue venue = TestVenue.of(fast, UnaryOperator.identity());
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms")) {
            long time = socket.next().path("E").asLong();
            for (int i = 1; i < 20; i++) {
                assertEquals(time + 10L * i, socket.next().path("E").asLong());
            }
        }
        MarketSource faster = new MarketSource.Capture(capture(100_000, 100).files(), 400);
        try (TestVenue venue = TestVenue.of(faster, UnaryOperator.identity());
                TestClient.Socket socket = venue.alice.open("/ws/btcusdt@depth@100ms")) {
            JsonNode before = socket.next();
            for (int i = 0; i < 200; i++) {
                JsonNode frame = socket.next();
                assertEquals(before.path("u").asLong() + 1, frame.path("U").asLong());
                assertEquals(before.path("E").asLong() + 1, frame.path("E").asLong());
                before = frame;
            }
        }
    }

    @Test
    void shouldSayWhenTheCaptureHasEndedAndGoOnAnswering() throws Exception {
        try (TestVenue venue = TestVenue.of(capture(3, 100), UnaryOperator.identity())) {
            venue.server.ended().get(20, TimeUnit.SECONDS);
            JsonNode depth = venue.alice.get("/api/v3/depth?symbol=BTCUSDT").ok();
            assertEquals(quantity(3), depth.path("bids").path(0).path(1).asText());
            venue.alice.limit("BUY", "1", "50000").ok();
        }
        try (TestVenue quiet = TestVenue.quiet()) {
            quiet.alice.get("/api/v3/ping").ok();
            assertFalse(quiet.server.ended().isDone());
        }
    }

    @Test
    void shouldStopAndSaySoWhenTheCaptureIsBroken() throws Exception {
        Path file = capture(20, 100).files().get(0);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND))) {
            out.write("this is no line of a capture\n".getBytes(StandardCharsets.US_ASCII));
        }
        try (TestVenue venue = TestVenue.of(new MarketSource.Capture(List.of(file)), UnaryOperator.identity())) {
            ExecutionException failed = assertThrows(
                    ExecutionException.class, () -> venue.server.ended().get(20, TimeUnit.SECONDS));
            assertInstanceOf(CaptureException.class, failed.getCause());
            assertEquals(500, venue.alice.get("/api/v3/ping").status());
            assertEquals(500, venue.alice.limit("BUY", "1", "50000").status());
        }
    }
}
