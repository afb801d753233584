package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.event.SessionStarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 20_000 * DAY + DAY / 2;

    @TempDir
    private Path folder;

    private void day(JournalWriter journal, int day) {
        SessionStarted started = new SessionStarted();
        started.epoch = 1;
        Snapshots.begin(journal, started, visitor -> visitor.int64("day", day), NOON + day * DAY);
        for (int i = 0; i < 5; i++) {
            JournalWriterTest.append(journal, NOON + day * DAY + i);
        }
    }

    private Verifier.Findings verify() {
        return Verifier.verify(folder, count -> {});
    }

    @Test
    void shouldSealEachClosedDayOnce() throws IOException {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            day(journal, 0);
            assertEquals(List.of(), new Housekeeping(folder, 0, 0).run());
            day(journal, 1);
            assertEquals(List.of("2024-10-04 is closed and not sealed yet"), verify().notes());
            assertEquals(List.of("sealed 2024-10-04"), new Housekeeping(folder, 0, 0).run());
            day(journal, 3);
            assertEquals(List.of("sealed 2024-10-05"), new Housekeeping(folder, 0, 0).run());
            assertEquals(List.of(), new Housekeeping(folder, 0, 0).run());
        }
        assertEquals(List.of(), verify().notes());
        assertEquals(List.of(), verify().problems());
        String seal = Files.readString(folder.resolve("seals/20241005.seal"));
        assertTrue(seal.startsWith("day 2024-10-05\nrecords 7\nfirst 8\nlast 14\nsha256 "), seal);

        Files.writeString(folder.resolve("seals/20241005.seal"), seal.replace("records 7", "records 6"));
        assertEquals(1, verify().problems().size());
        assertTrue(verify().problems().get(0).contains("not those that were sealed"));
    }

    @Test
    void shouldDeleteTheOldestClosedDays() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            for (int day = 0; day < 5; day++) {
                day(journal, day);
            }
            List<String> done = new Housekeeping(folder, 2, 0).run();
            assertEquals(List.of("deleted 2024-10-04", "deleted 2024-10-05"), done.subList(4, 6));
            assertEquals(36, JournalWriterTest.append(journal, NOON + 4 * DAY + 9));
            assertEquals(1 + 3 * 7, verify().records());
            day(journal, 5);
            assertEquals(List.of("sealed 2024-10-08", "deleted 2024-10-06"), new Housekeeping(folder, 2, 0).run());
        }
        assertEquals(List.of(), verify().problems());
        assertFalse(Files.exists(folder.resolve("seals/20241004.seal")));
        try (JournalReader reader = JournalReader.open(folder)) {
            assertTrue(reader.advance());
            assertEquals(22, reader.sequence());
            assertTrue(reader.from(1).advance());
            assertEquals(22, reader.sequence());
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(43, journal.lastSequence());
        }
    }

    @Test
    void shouldNeverDeleteTheNewestDay() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            day(journal, 0);
            day(journal, 1);
        }
        assertEquals(List.of("sealed 2024-10-04", "deleted 2024-10-04"), new Housekeeping(folder, 0, 1).run());
        assertEquals(List.of(), new Housekeeping(folder, 0, 1).run());
        assertEquals(7, verify().records());
    }
}
