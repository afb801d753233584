package dev.flowmaker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    Path folder;

    @Test
    void shouldComeFromTheEnvironment() {
        Credentials.Place place = new Credentials.Place("K", "S", null);
        Credentials credentials = place.load(Map.of("K", "abc ", "S", "def"));
        assertEquals(new Credentials("abc", "def"), credentials);
        assertFalse(credentials.toString().contains("abc"), credentials.toString());
    }

    @Test
    void shouldTellWhichVariablesAreMissing() {
        Credentials.Place place = new Credentials.Place("K", "S", null);
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> place.load(Map.of("K", " ")));
        assertEquals(2, e.problems().size());
        assertTrue(e.getMessage().contains("environment variable S is not set"), e.getMessage());
    }

    @Test
    void shouldComeFromAFileThatOnlyItsOwnerReads() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "key=abc\nsecret=def\n");
        Credentials.Place place = new Credentials.Place("K", "S", file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> place.load(Map.of()));
        assertTrue(e.getMessage().contains("chmod 600"), e.getMessage());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(new Credentials("abc", "def"), place.load(Map.of()));

        Files.writeString(file, "key=abc\n");
        e = assertThrows(ConfigurationException.class, () -> place.load(Map.of()));
        assertTrue(e.getMessage().contains("secret="), e.getMessage());
        assertFalse(e.getMessage().contains("abc"), "repeats the key");
    }
}
