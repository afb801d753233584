package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {
    private static final String HOOK = "https://127.0.0.1/token4711";

    @TempDir
    private Path folder;

    private static AlertSettings settings(String alerts) {
        return Configuration.parse(
                        "test.conf",
                        ConfigurationTest.GOOD.replace("name = test", "name = test\n  alerts { " + alerts + " }"))
                .daemon()
                .alerts();
    }

    @Test
    void shouldFindTheWebhookInTheEnvironmentOrAnOwnersFile() throws Exception {
        assertNull(settings("").loadWebhook(Map.of()));
        assertEquals(URI.create(HOOK), settings("webhook-env = HOOK").loadWebhook(Map.of("HOOK", HOOK + " ")));
        Path file = folder.resolve("hook");
        Files.writeString(file, HOOK + "\n");
        AlertSettings inFile = settings("webhook-file = \"" + file + "\"");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(said(inFile, Map.of()).contains("chmod 600"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(URI.create(HOOK), inFile.loadWebhook(Map.of()));
    }

    @Test
    void shouldSayWhatIsWrongWithAWebhookAndNotRepeatIt() {
        assertTrue(said(settings("webhook-env = HOOK"), Map.of()).contains("HOOK is not set"));
        for (String bad : new String[] {"token4711", "ftp://x/token4711", "http://", "ht tp://token4711"}) {
            String said = said(settings("webhook-env = HOOK"), Map.of("HOOK", bad));
            assertTrue(said.contains("HOOK holds no address"), said);
            assertFalse(said.contains("4711"), said);
        }
        assertTrue(said(settings("webhook-file = \"" + folder.resolve("none") + "\""), Map.of())
                .contains("cannot be read"));
    }

    private static String said(AlertSettings settings, Map<String, String> environment) {
        return String.join(
                " ",
                assertThrows(ConfigurationException.class, () -> settings.loadWebhook(environment))
                        .problems());
    }
}
