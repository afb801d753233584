package dev.flowmaker.daemon.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flowmaker.Redaction;
import dev.flowmaker.config.AlertSettings;
import dev.flowmaker.config.AlertSettings.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlertsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WITHIN = 5;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean hangs;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (hangs) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        boolean fails = failures.getAndDecrement() > 0;
        if (!fails && !hangs) {
            posted.add(body);
        }
        call.sendResponseHeaders(fails ? 500 : 204, -1);
        call.close();
    }

    private URI webhook() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/secretToken4711");
    }

    private static AlertSettings settings(Severity least, long throttleNanos, String... command) {
        return new AlertSettings("", null, List.of(command), least, throttleNanos, SECOND);
    }

    private static Alerts alerts(AlertSettings settings, @Nullable URI webhook) {
        return new Alerts("test", 7, settings, webhook, Set.of("FLOWMAKER_KEY"), () -> 1_700_000_000L * SECOND);
    }

    private JsonNode next() throws Exception {
        String body = posted.poll(WITHIN, TimeUnit.SECONDS);
        assertNotNull(body, "no alert within " + WITHIN + " s");
        return new ObjectMapper().readTree(body);
    }

    @Test
    void shouldPostWhatIsSevereEnough() throws Exception {
        try (Alerts alerts = alerts(settings(Severity.WARNING, 0), webhook())) {
            alerts.raise(Severity.INFO, "chat", "nothing");
            alerts.raise(Severity.CRITICAL, "halted", "a \"quoted\" reason\n");
            JsonNode alert = next();
            assertEquals("test", alert.path("daemon").asText());
            assertEquals(7, alert.path("session").asInt());
            assertEquals("2023-11-14T22:13:20Z", alert.path("time").asText());
            assertEquals("critical", alert.path("severity").asText());
            assertEquals("halted", alert.path("code").asText());
            assertEquals("a \"quoted\" reason\n", alert.path("text").asText());
            assertEquals(2, alerts.recent().size(), "both are shown");
        }
        assertNull(posted.poll());
    }

    @Test
    void shouldSayHowManyItHeldBack() throws Exception {
        try (Alerts alerts = alerts(settings(Severity.INFO, SECOND), webhook())) {
            for (int i = 0; i < 100; i++) {
                alerts.raise(Severity.WARNING, "storm", "number " + i);
            }
            assertEquals("number 0", next().path("text").asText());
            JsonNode last = next();
            assertEquals("number 99", last.path("text").asText());
            assertEquals(98, last.path("suppressed").asInt());
        }
    }

    @Test
    void shouldTryAgainWhenTheWebhookFails() throws Exception {
        failures.set(2);
        try (Alerts alerts = alerts(settings(Severity.INFO, 0), webhook())) {
            alerts.raise(Severity.WARNING, "code", "text");
            assertEquals("text", next().path("text").asText());
            assertEquals(0, alerts.lost());
        }
    }

    @Test
    void shouldNeitherBlockNorGrowWhileTheWebhookHangs() throws Exception {
        hangs = true;
        Path taken = folder.resolve("taken");
        String script = "cat >> '" + taken + "'; echo done >> '" + taken + ".done'";
        try (Alerts alerts = alerts(settings(Severity.INFO, 0, "/bin/sh", "-c", script), webhook())) {
            alerts.raise(Severity.WARNING, "first", "for the command");
            long start = System.nanoTime();
            while (!Files.exists(Path.of(taken + ".done")) && System.nanoTime() - start < WITHIN * SECOND) {
                Thread.onSpinWait();
            }
            assertTrue(Files.readString(taken).contains("for the command"), "the command is not held up");
            long before = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                alerts.raise(Severity.WARNING, "code-" + i % 7, "text");
            }
            double micros = (System.nanoTime() - before) / 20_000e3;
            assertTrue(micros < 500, micros + " µs for each");
            while (alerts.lost() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void shouldEndACommandThatHangsWithAllItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "echo $$ > '" + pids + "'; sleep 1000 & echo $! >> '" + pids + "'; wait";
        try (Alerts alerts = alerts(settings(Severity.INFO, 0, "/bin/sh", "-c", script), webhook())) {
            alerts.raise(Severity.WARNING, "code", "text");
            assertEquals("text", next().path("text").asText());
            while (!Files.exists(pids) || Files.readAllLines(pids).size() < 2) {
                Thread.onSpinWait();
            }
            List<String> started = Files.readAllLines(pids);
            long deadline = System.nanoTime() + WITHIN * SECOND;
            while (started.stream().anyMatch(AlertsTest::lives) && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertFalse(started.stream().anyMatch(AlertsTest::lives), started + " still run");
        }
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void shouldNotTellSecrets() throws Exception {
        Redaction.hide("alertTestSecret0815");
        try (Alerts alerts = alerts(settings(Severity.INFO, 0), webhook())) {
            alerts.raise(
                    Severity.WARNING, "code", "GET /order?x=alertTestSecret0815&signature=0123456789abcdef0123456789");
            String text = next().path("text").asText();
            assertEquals("GET /order?x=[hidden]&signature=[hidden]", text);
        }
    }

    @Test
    void shouldSendWhatWaitsWhenItCloses() throws Exception {
        try (Alerts alerts = alerts(settings(Severity.INFO, 3600 * SECOND), webhook())) {
            alerts.raise(Severity.WARNING, "code", "one");
            alerts.raise(Severity.WARNING, "code", "two");
        }
        assertEquals("one", next().path("text").asText());
        assertEquals("two", next().path("text").asText());
    }
}
