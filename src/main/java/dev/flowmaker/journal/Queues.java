package dev.flowmaker.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;
import net.openhft.chronicle.wire.Wires;

/** How we use Chronicle Queue: files named by the records' own time. */
final class Queues {
    private static final String SUFFIX = ".cq4";

    static {
        // The table store is opened before any queue is: without this a new process cannot read the names in it.
        SingleChronicleQueueBuilder.addAliases();
    }

    private Queues() {}

    static SingleChronicleQueue forWriting(JournalFolder folder, FileNames files, TimeProvider time) {
        return SingleChronicleQueueBuilder.binary(folder.records())
                .rollCycle(files.roll())
                .timeProvider(time)
                .build();
    }

    /** Its files change as its writer said. */
    static SingleChronicleQueue forReading(JournalFolder folder) {
        FileNames begun = FileNames.begun(folder);
        return SingleChronicleQueueBuilder.binary(folder.records())
                .rollCycle((begun == null ? FileNames.DAY : begun).roll())
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
}
