package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.journal.JournalReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemon, trading with the local exchange through XChange, when its disk takes no more: the system itself refuses.
 * Two tests want a small file system of their own, {@code -Dflowmaker.disk=FOLDER}, which {@code scripts/verify-full disk}
 * makes.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void shouldCancelEverythingAndLoseNothingWhenTheSystemRefusesANewFile() throws Exception {
        try (KillCycles world = new KillCycles(folder)) {
            Process daemon = world.start(CrampedDaemon.class);
            String said = new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertFailedSafely(world, daemon, said);
            System.out.println("cramped: " + world.audit());
        }
    }

    /** It ended as it should, and nothing of ours is left at the venue. */
    private static void assertFailedSafely(KillCycles world, Process daemon, String said) throws Exception {
        assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(1, daemon.exitValue(), said);
        String noted = Files.readString(world.journal().resolve("emergency.log"));
        assertTrue(noted.contains("the journal failed") || noted.contains("the event loop failed"), noted);
        assertTrue(noted.contains("CANCEL_"), noted);
        assertFalse(noted.contains("PLACE_"), noted);
        assertEquals(0, world.openOrders(), "left at the venue, after " + noted);
        Files.delete(world.journal().resolve("emergency.log"));
    }

    /** Other tests fill the same disk. */
    @AfterEach
    void emptyDisk() throws IOException {
        String disk = System.getProperty("flowmaker.disk", "");
        if (!disk.isEmpty()) {
            for (String name : List.of("full", "halt")) {
                Files.deleteIfExists(Path.of(disk, name, "ballast"));
            }
        }
    }

    /** A folder on a file system that a few megabytes fill. */
    private static Path smallDisk(String name) throws IOException {
        String disk = System.getProperty("flowmaker.disk", "");
        if (disk.isEmpty()) {
            String message = "SKIPPED, not proved: no small file system to fill (-Dflowmaker.disk=FOLDER)";
            System.err.println(message);
            Assumptions.abort(message);
        }
        return Files.createDirectory(Path.of(disk, name));
    }

    /** Leaves not a byte. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[MEGABYTE];
        for (int size = MEGABYTE; size > 0; size /= 2) {
            try (OutputStream out =
                    Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(block, 0, size);
                }
            } catch (IOException full) {
                assertTrue(full.toString().contains("No space left"), full.toString());
            }
        }
        return ballast;
    }

    @Test
    void shouldCancelEverythingAndLoseNothingWhenTheDiskIsFull() throws Exception {
        Path disk = smallDisk("full");
        try (KillCycles world = new KillCycles(disk, "free-space-alarm = 0 B, preallocate = 0 B")) {
            Process daemon = world.trading();
            Path ballast = fill(disk);
            String said = new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Files.delete(ballast);
            assertFailedSafely(world, daemon, said);
            System.out.println("full: " + world.audit());
        }
    }

    @Test
    void shouldHaltOnRecordWhenSomethingElseFillsTheDisk() throws Exception {
        Path disk = smallDisk("halt");
        try (KillCycles world = new KillCycles(disk, "free-space-alarm = 2 MB, preallocate = 4 MB")) {
            Process daemon = world.trading();
            Path ballast = fill(disk);
            while (halts(world.journal()).isEmpty() || world.openOrders() > 0) {
                assertTrue(daemon.isAlive(), "it ended");
                Thread.sleep(50);
            }
            int orders = world.orders();
            List<String> halts = halts(world.journal());
            assertEquals(1, halts.size(), halts.toString());
            assertTrue(halts.get(0).contains("free-space-alarm"), halts.toString());
            assertTrue(daemon.toHandle().destroy());
            assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, daemon.exitValue(), "there was room for everything up to the session's last record");
            assertEquals(orders, world.orders(), "placed nothing more");

            Process refused = world.run();
            String said = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(refused.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, refused.exitValue(), said);
            assertTrue(said.contains("journal"), said);
            Files.delete(ballast);
            System.out.println("halted: " + world.audit());
        }
    }

    /** Why it was halted, each time. */
    private static List<String> halts(Path journal) {
        List<String> found = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (each instanceof OperatorRequest request && request.action == OperatorAction.HALT) {
                    found.add(request.text);
                }
            }
        }
        return found;
    }
}
