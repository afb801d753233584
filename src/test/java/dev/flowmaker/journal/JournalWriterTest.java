package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.TimerFired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {
    private static final long SEED = 11;
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 20_000 * DAY + DAY / 2;

    @TempDir
    private Path folder;

    @Test
    void shouldReadBackEveryKindInOrder() {
        List<Map<String, String>> written = new ArrayList<>();
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(0, journal.lastSequence());
            MessageFiller filler = new MessageFiller(SEED);
            for (int round = 0; round < 20; round++) {
                for (Message message : MessageFiller.everyMessage()) {
                    filler.fill(message);
                    message.timeNanos = NOON + round;
                    assertEquals(written.size() + 1L, journal.append(message));
                    written.add(FieldList.of(message));
                }
            }
            assertEquals(written, readAll(), "while it is being written");
        }
        assertEquals(written, readAll());
    }

    private List<Map<String, String>> readAll() {
        List<Map<String, String>> read = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                read.add(FieldList.of(message));
            }
        }
        return read;
    }

    @Test
    void shouldFollowALiveJournalOverTheEndOfADay() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            append(journal, NOON);
            try (JournalReader reader = JournalReader.open(folder)) {
                assertTrue(reader.advance());
                assertFalse(reader.advance());
                append(journal, NOON + 1);
                assertTrue(reader.advance());
                append(journal, NOON + DAY);
                assertTrue(reader.advance());
                assertEquals(3, reader.sequence());
                assertEquals(20_001, reader.fileCycle());
                assertFalse(reader.advance());
            }
        }
    }

    @Test
    void shouldNameTheRecordsThatBeginFiles() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertTrue(journal.startsFile(NOON));
            append(journal, NOON);
            assertFalse(journal.startsFile(NOON + 1));
            assertFalse(journal.startsFile(NOON - DAY), "time stepped back");
            assertTrue(journal.startsFile(NOON + DAY));
            append(journal, NOON + DAY);
            assertFalse(journal.startsFile(NOON + DAY));
            append(journal, NOON - 5 * DAY);
            assertFalse(journal.startsFile(NOON + DAY));
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertFalse(journal.startsFile(NOON + DAY));
            assertTrue(journal.startsFile(NOON + 2 * DAY));
            assertEquals(4, append(journal, NOON - 5 * DAY));
        }
        assertEquals(List.of("20241004F.cq4", "20241005F.cq4"), files());
        assertEquals(4, readAll().size());
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder.resolve("records"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cq4"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldContinueTheSequenceWhenOpenedAgain() {
        for (int session = 0; session < 4; session++) {
            try (JournalWriter journal = JournalWriter.open(folder)) {
                assertEquals(session * 3L, journal.lastSequence());
                assertEquals(List.of(), journal.warnings());
                for (int i = 0; i < 3; i++) {
                    append(journal, NOON + session * DAY / 3 + i);
                }
            }
        }
        assertEquals(12, readAll().size());
    }

    @Test
    void shouldGiveEverySessionALargerNumber() throws IOException {
        for (int session = 1; session < 4; session++) {
            try (JournalWriter journal = JournalWriter.open(folder)) {
                assertEquals(session, journal.nextEpoch());
            }
        }
        Files.writeString(folder.resolve("epoch"), "two\n");
        try (JournalWriter journal = JournalWriter.open(folder)) {
            JournalException e = assertThrows(JournalException.class, journal::nextEpoch);
            assertTrue(e.getMessage().contains("epoch: no number: 'two'"), e.getMessage());
        }
    }

    @Test
    void shouldRefuseASecondWriter() throws IOException {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            append(journal, NOON);
            JournalException e = assertThrows(JournalException.class, () -> JournalWriter.open(folder));
            assertTrue(
                    e.getMessage()
                            .contains("in use by process "
                                    + ProcessHandle.current().pid()),
                    e.getMessage());
            assertEquals(2, append(journal, NOON));
        }
        JournalWriter.open(folder).close();
    }

    @Test
    void shouldFindAnyRecordBySequence() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            for (int i = 0; i < 900; i++) {
                append(journal, NOON + i / 300 * DAY);
            }
        }
        try (JournalReader reader = JournalReader.open(folder)) {
            for (long wanted : new long[] {1, 2, 299, 300, 301, 302, 600, 601, 777, 900}) {
                assertTrue(reader.from(wanted).advance());
                assertEquals(wanted, reader.sequence());
            }
            assertFalse(reader.from(901).advance());
            assertTrue(reader.from(-5).advance());
            assertEquals(1, reader.sequence());
            assertTrue(reader.fromLastFile().advance());
            assertEquals(601, reader.sequence());
        }
    }

    @Test
    void shouldKeepTheFirstDayOfAll() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            append(journal, 0);
            append(journal, 5);
        }
        assertEquals(List.of("19700101F.cq4"), files());
        try (JournalReader reader = JournalReader.open(folder)) {
            assertTrue(reader.from(2).advance());
            assertEquals(2, reader.sequence());
            assertTrue(reader.from(1).advance());
            assertEquals(1, reader.sequence());
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(3, append(journal, 7));
        }
    }

    @Test
    void shouldReadAnEmptyJournal() {
        JournalWriter.open(folder).close();
        try (JournalReader reader = JournalReader.open(folder)) {
            assertNull(reader.next());
            assertFalse(reader.from(1).advance());
            assertFalse(reader.fromLastFile().advance());
        }
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(1, append(journal, NOON));
        }
    }

    @Test
    void shouldRefuseWhatIsNoJournal() throws IOException {
        assertRefused("no such folder", folder.resolve("missing"));
        assertRefused("not a journal", folder);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused("no such folder", file);
        JournalException e = assertThrows(JournalException.class, () -> JournalWriter.open(file.resolve("x")));
        assertTrue(e.getMessage().contains("cannot make the journal's folders"), e.getMessage());
    }

    private static void assertRefused(String words, Path path) {
        JournalException e = assertThrows(JournalException.class, () -> JournalReader.open(path));
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertFalse(e.damage());
    }

    @Test
    void shouldKnowTheSpaceLeft() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertTrue(journal.usableSpace() > 0);
        }
    }

    static long append(Journal journal, long timeNanos) {
        TimerFired message = new TimerFired();
        message.timeNanos = timeNanos;
        message.deadlineNanos = timeNanos;
        long sequence = journal.append(message);
        journal.afterEvent();
        assertEquals(sequence, journal.lastSequence());
        assertEquals(MessageKind.TIMER_FIRED, message.kind());
        return sequence;
    }
}
