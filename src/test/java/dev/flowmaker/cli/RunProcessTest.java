package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes as an operator has them: the exchange, the daemon, signals, exit codes. */
class RunProcessTest {
    private static final Map<String, String> KEYS =
            Map.of("FLOWMAKER_KEY", "processKey", "FLOWMAKER_SECRET", "processSecret");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder =
                TestJvm.of(List.of("-Xmx256m"), Main.class, arguments).redirectErrorStream(true);
        builder.environment().putAll(KEYS);
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

    private Path configuration(int port) throws IOException {
        Path file = folder.resolve("daemon.conf");
        Files.writeString(
                file,
                Files.readString(Path.of("conf/local.conf"))
                        .replace(":8642", ":" + port)
                        .replace(
                                "name = local\n",
                                "name = local\n  journal { dir = \"" + folder + "\", free-space-alarm = 1 MB }\n"));
        return file;
    }

    /** Runs a session until it has traded a while, ends it with the signal, and returns its exit code. */
    private int session(Path configuration, boolean kill) throws IOException, InterruptedException {
        Process daemon = start("run", configuration.toString());
        try (BufferedReader output = daemon.inputReader(StandardCharsets.UTF_8)) {
            lineWith(output, "makes 1 market(s)");
            Path heartbeat = folder.resolve("local/heartbeat");
            long first = Files.getLastModifiedTime(heartbeat).toMillis();
            while (Files.getLastModifiedTime(heartbeat).toMillis() < first + 2_000 && daemon.isAlive()) {
                Thread.onSpinWait();
            }
            if (kill) {
                daemon.destroyForcibly();
            } else {
                // Not Process.destroy, which closes the streams too.
                assertTrue(daemon.toHandle().destroy());
                lineWith(output, "stopped: every order canceled, and the venue confirmed it");
            }
            assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), "it does not end");
        }
        return daemon.exitValue();
    }

    @Test
    void shouldStopCleanlyOnATermSignalAndGoOnWithItsJournalAfterAKill() throws IOException, InterruptedException {
        Path exchange = folder.resolve("exchange.conf");
        Files.writeString(
                exchange, Files.readString(Path.of("conf/exchange.conf")).replace("port = 8642", "port = 0"));
        Process venue = start("exchange", exchange.toString());
        try (BufferedReader output = venue.inputReader(StandardCharsets.UTF_8)) {
            String line = lineWith(output, "listens on");
            int port =
                    Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
            Path configuration = configuration(port);
            assertEquals(0, session(configuration, false));
            session(configuration, true);
            assertEquals(0, session(configuration, false));
        }
        try (Stream<Path> files = Files.list(folder.resolve("local"))) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("quarantine")));
        }
        assertEquals("3", Files.readString(folder.resolve("local/epoch")).strip(), "sessions");
        assertEquals(
                0,
                Main.commandLine()
                        .execute("journal", "verify", folder.resolve("local").toString()));
        assertEquals(
                0, Main.commandLine().execute("replay", folder.resolve("local").toString()));
    }
}
