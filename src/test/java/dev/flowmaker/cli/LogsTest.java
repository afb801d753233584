package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.flowmaker.Redaction;
import dev.flowmaker.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class LogsTest {
    private static final String SECRET = "logsTestSecret4711";

    @TempDir
    private Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> before = appenders();

    private List<Appender<ILoggingEvent>> appenders() {
        List<Appender<ILoggingEvent>> all = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            all.add(each.next());
        }
        return all;
    }

    @AfterEach
    void detach() {
        for (Appender<ILoggingEvent> each : appenders()) {
            if (!before.contains(each)) {
                root.detachAppender(each);
                each.stop();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            return files.toList();
        }
    }

    @Test
    void shouldRollOverBySizeAndKeepNoMoreThanAsked() throws Exception {
        Path file = folder.resolve("log").resolve("flowmaker.log");
        Logs.alsoToFile(file, new LogSettings(true, 10_000, 5, 40_000));
        org.slf4j.Logger log = LoggerFactory.getLogger("dev.flowmaker.LogsTest");
        int most = 0;
        for (int line = 0; line < 10_000 && most < 3; line++) {
            log.info("a line that is there to take up some room {}", "x".repeat(100));
            most = files().size();
        }
        assertEquals(3, most, "files after ten thousand lines");
        for (Path each : files()) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), each.toString());
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log"))));
    }

    @Test
    void shouldTakeSecretsOutOfMessagesAndTraces() throws Exception {
        Redaction.hide(SECRET);
        Path file = folder.resolve("log").resolve("flowmaker.log");
        Logs.alsoToFile(file, new LogSettings(true, 1_000_000, 5, 1_000_000));
        org.slf4j.Logger log = LoggerFactory.getLogger("dev.flowmaker.LogsTest");
        log.warn(
                "key {} in a message",
                SECRET,
                new IllegalStateException("outer", new IOException("GET /?k=" + SECRET)));
        String text = Files.readString(file);
        assertTrue(text.contains("key [hidden] in a message"), text);
        assertTrue(text.contains("IllegalStateException: outer"), text);
        assertTrue(text.contains("GET /?k=[hidden]"), text);
        assertFalse(text.contains(SECRET));
    }
}
