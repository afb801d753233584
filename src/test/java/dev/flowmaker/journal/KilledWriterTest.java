package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.TestJvm;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.SessionStarted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a journal whose writer died in the middle of its work. */
class KilledWriterTest {
    private static final long NOON = 20_000 * 86_400_000_000_000L + 43_200_000_000_000L;
    private static final int ACKNOWLEDGED = 20_000;

    @TempDir
    private Path folder;

    /** Appends for ever and says how far it came. */
    public static void main(String[] args) {
        MessageFiller filler = new MessageFiller(1);
        List<Message> messages = new ArrayList<>(MessageFiller.everyMessage());
        messages.removeIf(message -> message.kind().family() != dev.flowmaker.core.MessageKind.Family.INPUT);
        try (JournalWriter journal = JournalWriter.open(Path.of(args[0]))) {
            SessionStarted started = new SessionStarted();
            started.epoch = journal.nextEpoch();
            Snapshots.begin(journal, started, visitor -> visitor.int64("nothing", 1), NOON);
            while (!System.out.checkError()) {
                for (Message message : messages) {
                    filler.fill(message);
                    message.timeNanos = NOON;
                    message.causeSequence = 0;
                    System.out.println(journal.append(message));
                }
            }
        }
    }

    @Test
    void shouldLoseNothingThatWasAcknowledged() throws IOException, InterruptedException {
        long acknowledged = killInTheMiddle();
        Verifier.Findings findings = Verifier.verify(folder, count -> {});
        assertEquals(List.of(), findings.problems());
        assertTrue(findings.records() >= acknowledged, findings.records() + " of " + acknowledged);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(List.of(), journal.warnings());
            assertEquals(2, journal.nextEpoch());
            assertEquals(findings.records() + 1, JournalWriterTest.append(journal, NOON));
        }
        assertEquals(List.of(), Verifier.verify(folder, count -> {}).problems());
    }

    private long killInTheMiddle() throws IOException, InterruptedException {
        Process process = TestJvm.of(List.of(), KilledWriterTest.class, folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long acknowledged = 0;
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged < ACKNOWLEDGED) {
                String line = reader.readLine();
                assertTrue(line != null, "the writer ended by itself");
                acknowledged = Long.parseLong(line);
            }
            // Not the process's own method, which would close the stream.
            process.toHandle().destroyForcibly();
            // What it said before it died counts too.
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
        }
        process.waitFor();
        return acknowledged;
    }

    @Test
    void shouldNotWaitForTheLockOfADeadWriterWithThisProcessId() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            JournalWriterTest.append(journal, NOON);
        }
        try (var table = SingleTableBuilder.binary(
                        folder.resolve("records/metadata.cq4t").toFile(), Metadata.NoMeta.INSTANCE)
                .readOnly(false)
                .build()) {
            TableStoreWriteLock lock = new TableStoreWriteLock(table, BusyTimedPauser::new, 1_000L);
            lock.lock();
            assertTrue(lock.locked());
        }
        // The queue itself waits 15 seconds.
        assertTimeoutPreemptively(Duration.ofSeconds(9), () -> {
            try (JournalWriter journal = JournalWriter.open(folder)) {
                assertEquals(2, JournalWriterTest.append(journal, NOON));
            }
        });
    }
}
