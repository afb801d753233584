package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that is stopped with its orders on the book, as processes: its orders leave the venue by the guard, or by the
 * venue's dead man's switch. {@code -Dflowmaker.frozen.seconds=60} takes the time that the second tier wants.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenDaemonTest {
    private static final String KEY = "frozenKey12345678";
    private static final String SECRET = "frozenSecret87654321";
    private static final int SECONDS = Integer.getInteger("flowmaker.frozen.seconds", 4);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder =
                TestJvm.of(List.of("-Xmx256m"), Main.class, arguments).redirectErrorStream(true);
        builder.environment().putAll(Map.of("FLOWMAKER_KEY", KEY, "FLOWMAKER_SECRET", SECRET));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    private static String lineWith(BufferedReader output, String text) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            said.append(line).append(System.lineSeparator());
        }
        throw new AssertionError("it never said \"" + text + "\" but: " + said);
    }

    private void exchange() throws IOException {
        Path file = folder.resolve("exchange.conf");
        Files.writeString(file, Files.readString(Path.of("conf/exchange.conf")).replace("port = 8642", "port = 0"));
        String line = lineWith(start("exchange", file.toString()).inputReader(StandardCharsets.UTF_8), "listens on");
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
    }

    /** A daemon whose four orders are far from the market and stay where they are. */
    private Process daemon(String deadMansSwitch) throws IOException, InterruptedException {
        Path file = folder.resolve("daemon.conf");
        Files.writeString(
                file,
                Files.readString(Path.of("conf/local.conf"))
                        .replace(":8642", ":" + port)
                        .replace("half-spread = 3 ticks", "half-spread = 30000 ticks")
                        .replace("requote-threshold = 2 ticks", "requote-threshold = 20000 ticks, ack-timeout = 30 s")
                        .replace(
                                "mode = sim",
                                "mode = sim\n    request-timeout = 20 s\n    dead-mans-switch { " + deadMansSwitch
                                        + " }")
                        .replace(
                                "name = local\n",
                                "name = local\n  stop-timeout = 30 s\n  journal { dir = \"" + folder
                                        + "\", free-space-alarm = 1 MB }\n"));
        Process daemon = start("run", file.toString());
        lineWith(daemon.inputReader(StandardCharsets.UTF_8), "makes 1 market(s)");
        while (openOrders() < 4) {
            Thread.onSpinWait();
        }
        return daemon;
    }

    /** What the venue says, whoever asks. */
    private int openOrders() throws IOException, InterruptedException {
        String query = "symbol=BTCUSDT&timestamp=" + System.currentTimeMillis();
        String signature;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            signature = HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + port + "/api/v3/openOrders?" + query + "&signature=" + signature))
                        .header("X-MBX-APIKEY", KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        // The venue counts what questions weigh.
        Thread.sleep(200);
        return new ObjectMapper().readTree(answer.body()).size();
    }

    private double secondsUntilFlat() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (openOrders() > 0) {
            assertTrue(
                    System.nanoTime() - start < (SECONDS + 60) * 1_000_000_000L, "the venue still has orders of ours");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void endAndReplay(Process daemon) throws InterruptedException {
        assertTrue(daemon.toHandle().destroy());
        assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, daemon.exitValue());
        assertEquals(
                0, Main.commandLine().execute("replay", folder.resolve("local").toString()));
    }

    @Test
    void shouldBeFlatByTheGuardWhenTheDaemonIsFrozenAndLetItBeWhenItGoesOn() throws Exception {
        exchange();
        Process daemon = daemon("use = off");
        String journal = folder.resolve("local").toString();
        int patience = Math.max(2, SECONDS / 12);
        try (BufferedReader guard = start("guard", journal, "--patience", Integer.toString(patience))
                .inputReader(StandardCharsets.UTF_8)) {
            lineWith(guard, " lives");
            assertTrue(openOrders() > 0, "a guard does nothing while the daemon lives");
            while (openOrders() < 4) {
                Thread.onSpinWait();
            }
            TestJvm.signal(daemon, "STOP");
            long stopped = System.nanoTime();
            lineWith(guard, "is FROZEN, no heartbeat for");
            lineWith(guard, "4 orders were open, 0 are left");
            lineWith(guard, "confirmed: the venue lists no order of local");
            System.out.printf(
                    Locale.ROOT,
                    "frozen: flat by the guard, confirmed, after %.1f s, patience %d s%n",
                    (System.nanoTime() - stopped) / 1e9,
                    patience);
            do {
                assertEquals(0, openOrders());
            } while (System.nanoTime() - stopped < SECONDS * 1_000_000_000L);
            assertEquals(3, Main.commandLine().execute("status", journal));
            TestJvm.signal(daemon, "CONT");
            lineWith(guard, " lives");
            while (openOrders() < 4) {
                Thread.onSpinWait();
            }
        }
        assertEquals(0, Main.commandLine().execute("status", journal));
        endAndReplay(daemon);
    }

    @Test
    void shouldBeFlatByTheDeadMansSwitchWhenTheDaemonIsFrozen() throws Exception {
        exchange();
        Process daemon = daemon("use = on, countdown = " + SECONDS + " s");
        // Longer than the countdown: it is refreshed.
        long start = System.nanoTime();
        while (System.nanoTime() - start < (SECONDS + 2) * 1_000_000_000L) {
            // A loaded machine makes a book stale now and then; the switch would take all four at once.
            assertTrue(openOrders() > 0, "the switch was not refreshed");
        }
        while (openOrders() < 4) {
            Thread.onSpinWait();
        }
        TestJvm.signal(daemon, "STOP");
        double seconds = secondsUntilFlat();
        assertTrue(seconds > SECONDS / 2.0 && seconds < SECONDS + 5, "flat after " + seconds + " s");
        System.out.printf(Locale.ROOT, "frozen: flat by the switch after %.1f s, countdown %d s%n", seconds, SECONDS);
        TestJvm.signal(daemon, "CONT");
        endAndReplay(daemon);
    }
}
