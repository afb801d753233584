package dev.flowmaker.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.TimerFired;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a journal promises its daemon, of the real one and of the one in memory that simulations trust. */
class JournalContractTest {
    private static final long START = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    /** A journal that outlives its writers, and what can happen to it. */
    private interface Disk {
        Journal open();

        /** The writer dies. */
        void die();

        /** What was appended so far is on the disk for good. */
        void sync();

        /** The machine loses its power: what was not synced is gone. After {@link #die}. */
        void losePower();

        void flipABitOfTheLastRecord();

        Records read();

        boolean tailMayBeLost();

        int movedAside();

        int nextEpoch();

        @Nullable
        Records file(int age);
    }

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private enum Kind {
        FILES(FilesDisk::new),
        MEMORY(path -> new Memory());

        final Function<Path, Disk> disk;

        Kind(Function<Path, Disk> disk) {
            this.disk = disk;
        }
    }

    private static final class FilesDisk implements Disk {
        private final Path folder;
        private final Path synced;
        private @Nullable JournalWriter writer;

        FilesDisk(Path folder) {
            this.folder = folder.resolve("journal");
            this.synced = folder.resolve("synced");
        }

        @Override
        public Journal open() {
            JournalWriter opened = JournalWriter.open(folder);
            writer = opened;
            return opened;
        }

        @Override
        public void die() {
            try {
                Objects.requireNonNull(writer).close();
                Files.delete(folder.resolve("end"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void copy(Path from, Path to) {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path each : all.toList()) {
                    Path target = to.resolve(from.relativize(each).toString());
                    if (Files.isDirectory(each)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void sync() {
            copy(folder.resolve("records"), synced);
        }

        @Override
        public void losePower() {
            copy(synced, folder.resolve("records"));
            try {
                Files.delete(folder.resolve("boot"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void flipABitOfTheLastRecord() {
            try (Stream<Path> files = Files.list(folder.resolve("records"))) {
                Path file = files.filter(each -> each.toString().endsWith("F.cq4"))
                        .findFirst()
                        .orElseThrow();
                byte[] bytes = Files.readAllBytes(file);
                byte[] wanted = new byte[8];
                java.nio.ByteBuffer.wrap(wanted)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(START + 9);
                int at = bytes.length - 8;
                while (!java.util.Arrays.equals(bytes, at, at + 8, wanted, 0, 8)) {
                    at--;
                }
                bytes[at] ^= 1;
                Files.write(file, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Records read() {
            return JournalReader.open(folder);
        }

        @Override
        public boolean tailMayBeLost() {
            return Objects.requireNonNull(writer).tailMayBeLost();
        }

        @Override
        public int movedAside() {
            try (Stream<Path> all = Files.list(folder)) {
                return (int) all.filter(each -> each.getFileName().toString().startsWith("quarantine"))
                        .count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int nextEpoch() {
            return Objects.requireNonNull(writer).nextEpoch();
        }

        @Override
        public @Nullable Records file(int age) {
            return Objects.requireNonNull(writer).readFile(age);
        }
    }

    private static final class Memory implements Disk {
        private final MemoryDisk disk = new MemoryDisk();
        private long syncedNanos;
        private boolean tailMayBeLost;

        @Override
        public Journal open() {
            tailMayBeLost = disk.tailMayBeLost();
            int aside = disk.quarantined();
            Journal opened = disk.open();
            tailMayBeLost |= disk.quarantined() > aside;
            return opened;
        }

        @Override
        public void die() {}

        @Override
        public void sync() {
            syncedNanos = START + disk.size() - 1;
        }

        @Override
        public void losePower() {
            int unused = disk.loseAfter(syncedNanos);
        }

        @Override
        public void flipABitOfTheLastRecord() {
            disk.flip(0, 200);
        }

        @Override
        public Records read() {
            return disk.read();
        }

        @Override
        public boolean tailMayBeLost() {
            return tailMayBeLost;
        }

        @Override
        public int movedAside() {
            return disk.quarantined();
        }

        @Override
        public int nextEpoch() {
            return disk.nextEpoch();
        }

        @Override
        public @Nullable Records file(int age) {
            return disk.readFile(age);
        }
    }

    /** Records whose times and deadlines are their number. */
    private static void append(Journal journal, int from, int to) {
        for (int i = from; i <= to; i++) {
            TimerFired timer = new TimerFired();
            timer.timeNanos = START + i - 1;
            timer.deadlineNanos = START + i - 1;
            assertEquals(i, journal.append(timer));
        }
    }

    private static List<Long> numbers(Disk disk) {
        List<Long> numbers = new ArrayList<>();
        try (Records records = disk.read()) {
            for (Message each = records.next(); each != null; each = records.next()) {
                assertEquals(START + each.sequence - 1, ((TimerFired) each).deadlineNanos);
                numbers.add(each.sequence);
            }
        }
        return numbers;
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepEachRecordAndNumberThemDensely(Kind kind) {
        Disk disk = kind.disk.apply(folder);
        Journal journal = disk.open();
        assertTrue(journal.startsFile(START));
        append(journal, 1, 5);
        assertEquals(5, journal.lastSequence());
        assertFalse(journal.startsFile(START + 5));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(disk));
        Objects.requireNonNull(disk.file(0)).close();
        assertNull(disk.file(1));
        journal.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnAfterItsWriterDied(Kind kind) {
        Disk disk = kind.disk.apply(folder);
        append(disk.open(), 1, 5);
        int epoch = disk.nextEpoch();
        disk.die();
        Journal journal = disk.open();
        assertFalse(disk.tailMayBeLost(), "the machine ran on");
        assertTrue(disk.nextEpoch() > epoch);
        append(journal, 6, 8);
        assertEquals(8, numbers(disk).size());
        journal.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnFromWhatWasSyncedAfterALossOfPower(Kind kind) {
        Disk disk = kind.disk.apply(folder);
        Journal journal = disk.open();
        append(journal, 1, 5);
        disk.sync();
        append(journal, 6, 9);
        disk.die();
        disk.losePower();
        Journal next = disk.open();
        assertEquals(5, next.lastSequence());
        assertTrue(disk.tailMayBeLost());
        assertEquals(0, disk.movedAside());
        append(next, 6, 7);
        assertEquals(7, numbers(disk).size());
        next.close();
        disk.open().close();
        assertFalse(disk.tailMayBeLost(), "that was known");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverAppendBehindADamagedRecord(Kind kind) {
        Disk disk = kind.disk.apply(folder);
        append(disk.open(), 1, 10);
        disk.die();
        disk.flipABitOfTheLastRecord();
        Journal next = disk.open();
        assertEquals(1, disk.movedAside());
        assertEquals(0, next.lastSequence());
        assertTrue(disk.tailMayBeLost());
        append(next, 1, 2);
        assertEquals(List.of(1L, 2L), numbers(disk));
        next.close();
    }
}
