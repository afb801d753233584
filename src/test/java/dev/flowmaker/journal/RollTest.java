package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        try (SingleChronicleQueue queue = Queues.forWriting(
                        new JournalFolder(folder), FileNames.DAY, () -> TimeUnit.NANOSECONDS.toMillis(NOON + DAY));
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
        assertTrue(Files.exists(folder.resolve("records").resolve(FileNames.DAY.file(inFile))), "in " + inFile);
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
                folder.resolve("records").resolve(FileNames.DAY.file(TODAY + 1)).toFile(), "rw")) {
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
        Path file = folder.resolve("records").resolve(FileNames.DAY.file(TODAY));
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
            assertTrue(
                    blocks(folder.resolve("records").resolve(FileNames.DAY.file(TODAY + 1))) >= 4 << 20,
                    "the next day's");
            journal.reserve(other, 1 << 20);
        }
        assertEquals(0, Files.size(other));
        assertTrue(blocks(other) >= 1 << 20);
        assertEquals(4, Verifier.verify(folder, count -> {}).records(), "and what is reserved holds no records");
    }

    private static void play(JournalWriter journal, long fromNanos, long stepNanos, int records) {
        SessionStarted started = new SessionStarted();
        started.epoch = journal.nextEpoch();
        Snapshots.begin(journal, started, visitor -> visitor.int64("nothing", 1), fromNanos);
        for (int i = 1; i <= records; i++) {
            long now = fromNanos + i * stepNanos;
            if (journal.startsFile(now)) {
                Snapshots.begin(journal, started, visitor -> visitor.int64("nothing", 1), now);
            }
            JournalWriterTest.append(journal, now);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("records"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cq4"))
                    .sorted()
                    .toList();
        }
    }

    /** Whole, every file readable alone, and any record found by its sequence. */
    private void assertWhole(int files) throws IOException {
        Verifier.Findings findings = Verifier.verify(folder, count -> {});
        assertEquals(List.of(), findings.problems());
        assertEquals(files, findings.files());
        assertEquals(files, files().size());
        try (JournalReader reader = JournalReader.open(folder)) {
            long last = reader.toLast();
            long first = last - findings.records() + 1;
            for (long sequence = last; sequence >= first; sequence -= 1 + findings.records() / 9) {
                assertTrue(reader.from(sequence).advance());
                assertEquals(sequence, reader.sequence());
            }
            for (int age = files - 1; age >= 0; age--) {
                assertTrue(reader.toFileByAge(age) && reader.advance());
                assertEquals(MessageKind.SESSION_STARTED, reader.kind());
            }
            assertFalse(reader.toFileByAge(files));
        }
    }

    @Test
    void shouldBeginAFileEachHour() throws IOException {
        try (JournalWriter journal = JournalWriter.open(folder, JournalRoll.HOUR)) {
            play(journal, NOON, DAY / 240, 25);
        }
        try (JournalWriter journal = JournalWriter.open(folder, JournalRoll.HOUR)) {
            // Five hours of silence, into the next day.
            play(journal, NOON + 8 * DAY / 24, DAY / 240, 45);
        }
        assertEquals("20241004-12F.cq4", files().get(0));
        assertEquals(List.of("20241004-20F.cq4", "20241004-21F.cq4"), files().subList(3, 5));
        assertWhole(8);
        assertEquals(
                List.of("sealed 2024-10-04T12", "sealed 2024-10-04T13"),
                new Housekeeping(folder, 0, 0).run().subList(0, 2));
        assertTrue(Files.exists(folder.resolve("seals/20241004-20.seal")));
        assertEquals(List.of(), Verifier.verify(folder, count -> {}).notes());
        // Of the first day seven files are closed, of the second none.
        assertEquals(List.of(), new Housekeeping(folder, 1, 0).run());
        assertEquals(7, new Housekeeping(folder, 0, 1).run().size());
        assertWhole(1);
    }

    @Test
    void shouldEndAFileThatIsLongEnough() throws IOException {
        long bytes = 100_000;
        try (JournalWriter journal = JournalWriter.open(folder, JournalRoll.size(bytes))) {
            play(journal, NOON, 1_000_000_000L, 10_000);
        }
        int files = files().size();
        assertTrue(files > 3 && files < 30, files().toString());
        assertTrue(files().contains("20241004-1200V.cq4"), files().toString());
        assertWhole(files);
        try (JournalWriter journal = JournalWriter.open(folder, JournalRoll.size(1L << 40))) {
            play(journal, NOON + DAY, 1_000_000_000_000L, 200);
        }
        assertWhole(files);
    }

    @Test
    void shouldGoOnAsAFolderWasBegunAndSaySo() throws IOException {
        try (JournalWriter journal = JournalWriter.open(folder, JournalRoll.HOUR)) {
            play(journal, NOON, 1, 2);
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(
                    List.of(folder
                            + " goes on with a file by hour, as it was begun: journal.roll by day wants a new folder"),
                    journal.warnings());
            play(journal, NOON + DAY / 24, 1, 2);
        }
        assertWhole(2);
    }

    private static long blocks(Path file) {
        return Housekeeping.bytes(file);
    }
}
