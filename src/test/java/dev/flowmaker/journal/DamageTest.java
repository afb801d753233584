package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits flipped in a real queue's file. */
class DamageTest {
    private static final long SEED = 5;
    private static final long NOON = 20_000 * 86_400_000_000_000L + 43_200_000_000_000L;

    @TempDir
    private Path folder;

    private RandomAccessFile file;
    /** Where each record's bytes begin in the file, by sequence less one. */
    private final List<Long> starts = new ArrayList<>();

    private final List<Integer> lengths = new ArrayList<>();
    private final List<Map<String, String>> written = new ArrayList<>();

    @BeforeEach
    void writeAndLocate() throws IOException {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            SessionStarted started = new SessionStarted();
            started.epoch = 1;
            Snapshots.begin(journal, started, visitor -> visitor.int64("nothing", 1), NOON);
            MessageFiller filler = new MessageFiller(SEED);
            for (int round = 0; round < 6; round++) {
                for (Message message : MessageFiller.everyMessage()) {
                    if (message.kind().family() == MessageKind.Family.INPUT) {
                        filler.fill(message);
                        message.timeNanos = NOON + round;
                        message.causeSequence = 0;
                        journal.append(message);
                    }
                }
            }
        }
        Path path = folder.resolve("records/20241004F.cq4");
        byte[] content = Files.readAllBytes(path);
        int from = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
            while (reader.advance()) {
                byte[] record = new byte[reader.length()];
                reader.bytes().getBytes(0, record);
                from = find(content, record, from);
                starts.add((long) from);
                lengths.add(record.length);
                written.add(FieldList.of(reader.message()));
            }
        }
        file = new RandomAccessFile(path.toFile(), "rw");
        assertEquals(List.of(), verify().problems());
        assertEquals(starts.size(), verify().records());
    }

    private static int find(byte[] content, byte[] record, int from) {
        for (int at = from; at < content.length - record.length; at++) {
            if (Arrays.equals(content, at, at + record.length, record, 0, record.length)) {
                return at;
            }
        }
        throw new AssertionError("a record is not in the file");
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private Verifier.Findings verify() {
        return Verifier.verify(folder, count -> {});
    }

    private void flip(long position, int bit) throws IOException {
        file.seek(position);
        int value = file.read();
        file.seek(position);
        file.write(value ^ 1 << bit);
    }

    @Test
    void shouldFindThousandsOfFlippedBitsInRecords() throws IOException {
        Random random = new Random(SEED);
        int flips = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
            for (int round = 0; round < 4_000; round++) {
                int record = random.nextInt(starts.size());
                long position = starts.get(record) + random.nextInt(lengths.get(record));
                int bit = random.nextInt(8);
                flip(position, bit);
                Verifier.Findings findings = Verifier.verify(folder, reader);
                assertEquals(record, findings.records(), "seed " + SEED + ", round " + round);
                assertEquals(1, findings.problems().size());
                String problem = findings.problems().get(0);
                assertTrue(problem.contains("checksum"), problem);
                assertTrue(problem.contains("20241004F.cq4"), problem);
                flip(position, bit);
                flips++;
            }
            assertEquals(List.of(), Verifier.verify(folder, reader).problems());
        }
        assertEquals(4_000, flips);
    }

    @Test
    void shouldFindAFlippedBitInEveryHeaderOfARecord() throws IOException {
        Random random = new Random(SEED);
        for (int record = 0; record < starts.size(); record++) {
            long position = starts.get(record) - 4 + random.nextInt(4);
            int bit = random.nextInt(8);
            flip(position, bit);
            assertFalse(verify().problems().isEmpty(), "record " + (record + 1) + " bit " + bit + " of " + position);
            flip(position, bit);
        }
        assertEquals(List.of(), verify().problems());
    }

    @Test
    void shouldReadTheSameOrComplainWhenBitsFlipElsewhere() throws IOException {
        Random random = new Random(SEED);
        long end = starts.get(starts.size() - 1) + lengths.get(lengths.size() - 1);
        int silent = 0;
        for (int round = 0; round < 300; round++) {
            long position = Math.floorMod(random.nextLong(), end + 4096);
            int bit = random.nextInt(8);
            if (inRecord(position)) {
                continue;
            }
            flip(position, bit);
            List<Map<String, String>> read = new ArrayList<>();
            try (JournalReader reader = JournalReader.open(folder)) {
                for (Message message = reader.next(); message != null; message = reader.next()) {
                    read.add(FieldList.of(message));
                }
                assertEquals(written, read, "seed " + SEED + ", round " + round);
                silent++;
            } catch (JournalException e) {
                assertEquals(written.subList(0, read.size()), read);
            }
            flip(position, bit);
        }
        assertTrue(silent > 100, "hardly a flip went by: " + silent);
    }

    private boolean inRecord(long position) {
        for (int i = 0; i < starts.size(); i++) {
            if (position >= starts.get(i) - 4 && position < starts.get(i) + lengths.get(i)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldFindAHoleThatAWriterWentOnBehind() throws IOException {
        int record = starts.size() / 2;
        zero(starts.get(record) - 4, 64);
        Verifier.Findings findings = verify();
        assertEquals(record, findings.records());
        assertTrue(findings.problems().get(0).contains("but the writer went on"), findings.toString());
        assertTrue(findings.problems().get(0).contains("sequence " + record), findings.toString());
    }

    private void zero(long position, int length) throws IOException {
        file.seek(position);
        file.write(new byte[length]);
    }

    @Test
    void shouldMoveADamagedJournalAsideAndBeginANewOne() throws IOException {
        zero(starts.get(10) - 4, 64);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            assertEquals(1, journal.warnings().size());
            assertTrue(
                    journal.warnings().get(0).contains("a new journal begun"),
                    journal.warnings().toString());
            assertEquals(0, journal.lastSequence());
            assertEquals(1, JournalWriterTest.append(journal, NOON));
        }
        assertTrue(verify().problems().get(0).contains("does not begin with a session's header"));
        List<Path> aside = quarantines();
        assertEquals(1, aside.size());
        assertEquals(10, Verifier.verify(aside.get(0), count -> {}).records());
    }

    private List<Path> quarantines() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("quarantine-"))
                    .toList();
        }
    }

    @Test
    void shouldRefuseANewerSchemaAndLeaveItAlone() throws IOException {
        byte[] record = new byte[lengths.get(0)];
        file.seek(starts.get(0));
        file.readFully(record);
        record[6] = (byte) (Codec.VERSION + 1);
        org.agrona.concurrent.UnsafeBuffer buffer = new org.agrona.concurrent.UnsafeBuffer(record);
        buffer.putInt(Frame.CHECKSUM, new Checksum().of(buffer, 0, record.length), java.nio.ByteOrder.LITTLE_ENDIAN);
        file.seek(starts.get(0));
        file.write(record);
        JournalException e = assertThrows(JournalException.class, () -> JournalWriter.open(folder));
        String words = "schema version " + (Codec.VERSION + 1) + " is newer than " + Codec.VERSION;
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertTrue(e.remedy().contains("newer flowmaker"), e.getMessage());
        assertEquals(List.of(), quarantines());
        assertThrows(JournalException.class, this::verify);
    }
}
