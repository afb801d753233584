package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.SessionStarted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a writer may die between one day's file and the next, and how the next one goes on. */
class RollTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 20_000 * DAY + DAY / 2;
    private static final int TODAY = 20_000;

    @TempDir
    private Path folder;

    private void session(long timeNanos) {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(List.of(), journal.warnings());
            begin(journal, timeNanos);
        }
    }

    private static void begin(JournalWriter journal, long timeNanos) {
        SessionStarted started = new SessionStarted();
        started.epoch = journal.nextEpoch();
        Snapshots.begin(journal, started, visitor -> visitor.int64("nothing", 1), timeNanos);
        JournalWriterTest.append(journal, timeNanos);
    }

    /** What the queue does when its clock comes into the next day, up to where it died. */
    private void roll(boolean newFile) {
        try (SingleChronicleQueue queue =
                        Queues.forWriting(new JournalFolder(folder), () -> TimeUnit.NANOSECONDS.toMillis(NOON + DAY));
                SingleChronicleQueueStore store = queue.storeForCycle(newFile ? TODAY + 1 : TODAY, 0, true, null)) {
            if (!newFile) {
                assertTrue(store.writeEOF(queue.wireType().apply(store.bytes()), 1_000));
            }
        }
        new JournalFolder(folder).end().toFile().delete();
    }

    private void assertGoesOn(int inFile) {
        session(NOON + 1);
        Verifier.Findings findings = Verifier.verify(folder, count -> {});
        assertEquals(List.of(), findings.problems());
        assertEquals(6, findings.records());
        assertTrue(Files.exists(folder.resolve("records").resolve(Queues.file(inFile))), "in " + inFile);
    }

    @Test
    void shouldGoOnBehindAClosedFileThoughTheClockWasSetBack() {
        session(NOON);
        roll(false);
        assertGoesOn(TODAY + 1);
    }

    @Test
    void shouldGoOnInAFileWithoutRecordsThoughTheClockWasSetBack() {
        session(NOON);
        roll(true);
        assertGoesOn(TODAY + 1);
    }

    @Test
    void shouldNotWaitForWhoeverWasMakingAFile() throws IOException {
        session(NOON);
        new JournalFolder(folder).end().toFile().delete();
        try (RandomAccessFile unbegun = new RandomAccessFile(
                folder.resolve("records").resolve(Queues.file(TODAY + 1)).toFile(), "rw")) {
            unbegun.setLength(1 << 20);
        }
        // The queue itself waits for a header, 10 seconds each time it comes by.
        assertTimeoutPreemptively(Duration.ofSeconds(9), () -> assertGoesOn(TODAY));
    }

    @Test
    void shouldHoldASessionThatDiedBeforeItsSnapshotForWhole() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            SessionStarted started = new SessionStarted();
            started.epoch = journal.nextEpoch();
            started.timeNanos = NOON;
            journal.append(started);
        }
        session(NOON);
        assertEquals(List.of(), Verifier.verify(folder, count -> {}).problems());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldTakeSpaceAheadOfTheRecords() throws IOException {
        Path file = folder.resolve("records").resolve(Queues.file(TODAY));
        Path other = folder.resolve("other");
        try (JournalWriter journal = JournalWriter.open(folder)) {
            journal.reserve(8 << 20);
            assertFalse(Files.exists(file), "nothing was written yet");
            begin(journal, NOON);
            long size = Files.size(file);
            assertTrue(blocks(file) < 8 << 20, "sparse");
            journal.reserve(8 << 20);
            assertTrue(blocks(file) >= 8 << 20, "only " + blocks(file));
            assertEquals(size, Files.size(file));
            JournalWriterTest.append(journal, NOON + DAY);
            journal.reserve(4 << 20);
            assertTrue(blocks(folder.resolve("records").resolve(Queues.file(TODAY + 1))) >= 4 << 20, "the next day's");
            journal.reserve(other, 1 << 20);
        }
        assertEquals(0, Files.size(other));
        assertTrue(blocks(other) >= 1 << 20);
        assertEquals(4, Verifier.verify(folder, count -> {}).records(), "and what is reserved holds no records");
    }

    private static long blocks(Path file) {
        return Housekeeping.bytes(file);
    }
}
