package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;
import net.openhft.chronicle.wire.Wires;

/** How we use Chronicle Queue: a file a UTC day, named by the records' own time. */
final class Queues {
    static final RollCycle ROLL = RollCycles.FAST_DAILY;

    private static final String SUFFIX = "F.cq4";

    static {
        // The table store is opened before any queue is: without this a new process cannot read the names in it.
        SingleChronicleQueueBuilder.addAliases();
    }

    private Queues() {}

    static SingleChronicleQueue forWriting(JournalFolder folder, TimeProvider time) {
        return SingleChronicleQueueBuilder.binary(folder.records())
                .rollCycle(ROLL)
                .timeProvider(time)
                .build();
    }

    static SingleChronicleQueue forReading(JournalFolder folder) {
        return SingleChronicleQueueBuilder.binary(folder.records())
                .rollCycle(ROLL)
                .readOnly(true)
                .build();
    }

    /**
     * Frees the queue's own locks, which are stored in its file with a process id: a killed writer's would stop a new
     * one of the same id, as in a container. Safe only under the folder's lock.
     */
    static void unlock(JournalFolder folder) {
        try (var table = SingleTableBuilder.binary(
                        folder.records().resolve("metadata.cq4t").toFile(), Metadata.NoMeta.INSTANCE)
                .readOnly(false)
                .build()) {
            try (var append =
                    new TableStoreWriteLock(table, BusyTimedPauser::new, 0L, TableStoreWriteLock.APPEND_LOCK_KEY)) {
                append.forceUnlock();
            }
            try (var write = new TableStoreWriteLock(table, BusyTimedPauser::new, 0L)) {
                write.forceUnlock();
            }
        }
    }

    /**
     * Deletes files that a writer was killed in the middle of making: they end before the queue's own header does, so that
     * nothing can be in them, and the queue would wait half a minute for somebody to finish it. Safe only under the
     * folder's lock.
     */
    static void dropUnbegun(JournalFolder folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.records(), "*" + SUFFIX)) {
            for (Path file : files) {
                if (!begun(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean begun(Path file) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.read(word, 0) < Integer.BYTES) {
                return false;
            }
        }
        int header = word.getInt(0);
        return header != 0 && !Wires.isNotComplete(header);
    }

    static int cycle(long timeMillis) {
        return (int) Math.floorDiv(timeMillis, (long) ROLL.lengthInMillis());
    }

    static LocalDate day(int cycle) {
        return LocalDate.ofEpochDay(cycle);
    }

    static String file(int cycle) {
        return day(cycle).toString().replace("-", "") + SUFFIX;
    }

    /** Day number of the oldest file there is, or Integer.MAX_VALUE when there is none. */
    static int firstCycle(JournalFolder folder) {
        try (Stream<Path> files = Files.list(folder.records())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .mapToInt(day -> (int) LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE)
                            .toEpochDay())
                    .min()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException | DateTimeParseException e) {
            throw new JournalException(
                    "the journal's files cannot be listed (" + e + ")",
                    folder.records().toString(),
                    "check its rights, and that nothing else is in it",
                    e);
        }
    }
}
