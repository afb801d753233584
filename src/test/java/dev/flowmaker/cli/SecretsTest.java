package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.flowmaker.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The secrets of a run are in nothing that it leaves behind or says: every file and every output is searched. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {
    private static final String KEY = "searchedKey0815AbCdEf";
    private static final String SECRET = "searchedSecret4711GhIjKl";
    private static final String TOKEN = "searchedToken2342MnOpQr";

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Queue<String> posted = new ConcurrentLinkedQueue<>();

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = TestJvm.of(List.of("-Xmx256m", "-Dflowmaker.log.level=TRACE"), Main.class, arguments)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Runs a command to its end; returns its exit code. */
    private int run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        said.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @AfterEach
    void leaveNothingRunning() {
        started.forEach(Process::destroyForcibly);
    }

    private String lineWith(BufferedReader output, String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("it never said \"" + text + "\" but: " + said);
    }

    @Test
    void shouldLeaveNoSecretAnywhere() throws Exception {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", call -> {
            posted.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // What fails is what careless code prints.
            call.sendResponseHeaders(posted.size() % 2 == 0 ? 204 : 500, -1);
            call.close();
        });
        hook.start();
        Map<String, String> environment = new HashMap<>();
        environment.put("FLOWMAKER_KEY", KEY);
        environment.put("FLOWMAKER_SECRET", SECRET);
        environment.put(
                "FLOWMAKER_HOOK", "http://127.0.0.1:" + hook.getAddress().getPort() + "/" + TOKEN);
        try {
            session(environment);
        } finally {
            hook.stop(0);
        }
        assertFalse(posted.isEmpty(), "no alert came");
        for (String text : Stream.concat(said.stream(), posted.stream()).toList()) {
            requireClean("an output", text);
        }
        int files = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                requireClean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                files++;
            }
        }
        assertTrue(files > 8, files + " files");
        assertTrue(Files.size(folder.resolve("local/log/flowmaker.log")) > 0);
    }

    private void session(Map<String, String> environment) throws Exception {
        Path exchange = folder.resolve("exchange.conf");
        Files.writeString(
                exchange, Files.readString(Path.of("conf/exchange.conf")).replace("port = 8642", "port = 0"));
        BufferedReader venue =
                start(environment, "exchange", exchange.toString()).inputReader(StandardCharsets.UTF_8);
        String line = lineWith(venue, "listens on");
        String port = line.substring(line.lastIndexOf(':') + 1).strip();
        Path conf = folder.resolve("daemon.conf");
        Files.writeString(
                conf,
                Files.readString(Path.of("conf/local.conf"))
                        .replace(":8642", ":" + port)
                        .replace("mode = sim", "mode = sim\n    request-timeout = 20 s")
                        .replace("order {", "order { ack-timeout = 30 s, ")
                        .replace(
                                "name = local\n",
                                "name = local\n  stop-timeout = 30 s\n  alerts { webhook-env = FLOWMAKER_HOOK, min-severity ="
                                        + " info, throttle = 0 s, command = [ /bin/sh, -c, \"env > '" + folder
                                        + "/environment'; cat >> '" + folder + "/alerts'\" ] }\n  journal { dir = \""
                                        + folder + "\", free-space-alarm = 1 MB }\n"));
        String journal = folder.resolve("local").toString();
        // Refused by the venue, with a key of its own.
        Map<String, String> wrong = new HashMap<>(environment);
        wrong.put("FLOWMAKER_SECRET", SECRET + "Wrong");
        assertEquals(1, run(wrong, "-v", "run", conf.toString()));

        Process daemon = start(environment, "run", conf.toString());
        try (BufferedReader output = daemon.inputReader(StandardCharsets.UTF_8)) {
            lineWith(output, "makes 1 market(s)");
            assertEquals(0, run(environment, "set", "quote.half-spread=4 ticks", "--reason", "my " + KEY, journal));
            assertEquals(2, run(environment, "set", "quote.size=" + SECRET, journal));
            assertEquals(0, run(environment, "halt", "--json", "--reason", "it is " + SECRET, journal));
            assertEquals(0, run(environment, "status", "--json", journal));
            assertEquals(0, run(environment, "status", journal));
            assertEquals(0, run(environment, "check", conf.toString()));
            guard(environment, journal);
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("local")));
            assertEquals("rwx------", mode);
            assertTrue(daemon.toHandle().destroy());
            lineWith(output, "stopped: every order canceled");
            for (String rest = output.readLine(); rest != null; rest = output.readLine()) {
                said.add(rest);
            }
        }
        assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, run(environment, "journal", "dump", journal));
        assertEquals(0, run(environment, "replay", "--json", journal));
    }

    private void guard(Map<String, String> environment, String journal) throws Exception {
        Process guard = start(environment, "-v", "guard", journal);
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            lineWith(output, " lives");
            assertTrue(guard.toHandle().destroy());
            for (String rest = output.readLine(); rest != null; rest = output.readLine()) {
                said.add(rest);
            }
        }
        assertTrue(guard.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, guard.exitValue());
    }

    private static void requireClean(String where, String text) {
        for (String secret : List.of(KEY, SECRET, TOKEN)) {
            int at = text.indexOf(secret);
            if (at >= 0) {
                throw new AssertionError(where + " holds a secret: …"
                        + text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 60)) + "…");
            }
        }
    }
}
