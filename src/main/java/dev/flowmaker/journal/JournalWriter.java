package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.util.MicroTouched;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The journal's one writer, for one thread. An appended record survives the death of the process; of the machine's power
 * it survives what the operating system had written back.
 */
public final class JournalWriter implements Journal {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** What Chronicle gives the list of its files. */
    private static final long METADATA_BYTES = 64 << 10;

    private final JournalFolder folder;
    private final FolderLock lock;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Clock clock;
    private final FileNames names;
    /** A file is not closed before it is so long. */
    private final long fileBytes;
    /** The first cycle whose file takes records. */
    private final int writable;

    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(4096);
    private final List<String> warnings;
    private final boolean tailMayBeLost;
    private final @Nullable Path aside;
    private boolean appended;
    private long lastSequence;
    private volatile int cycle;
    /** Where the next record begins, bytes from the beginning of its file. */
    private volatile long position;

    private final DiskReserve disk = new DiskReserve();
    private int reservedCycle = -1;
    private long reservedTo;
    private @Nullable JournalException failure;

    /**
     * The queue's time: that of the newest record, never decreasing, so that files follow the records' own time; while a file
     * is not long enough yet, that of its beginning.
     */
    private static final class Clock implements TimeProvider {
        private long millis;
        private long queueMillis;

        void advanceTo(long timeNanos) {
            millis = Math.max(millis, TimeUnit.NANOSECONDS.toMillis(timeNanos));
        }

        @Override
        public long currentTimeMillis() {
            return queueMillis;
        }
    }

    private JournalWriter(
            JournalFolder folder,
            FolderLock lock,
            Ending ending,
            List<String> warnings,
            boolean whole,
            @Nullable Path aside,
            JournalRoll roll) {
        this.aside = aside;
        this.folder = folder;
        this.lock = lock;
        this.warnings = List.copyOf(warnings);
        this.tailMayBeLost = !whole;
        this.lastSequence = ending.sequence;
        this.cycle = ending.cycle;
        this.clock = new Clock();
        this.names = FileNames.of(roll);
        this.fileBytes = roll.bytes();
        this.writable = Math.max(0, ending.writable);
        clock.millis = names.millis(writable);
        clock.advanceTo(ending.timeNanos);
        clock.queueMillis = names.millis(cycleNow());
        this.queue = Queues.forWriting(folder, names, clock);
        this.appender = queue.createAppender();
    }

    /**
     * What the last file ends with.
     *
     * @param cycle of the last record's file, -1 without any
     * @param writable the first cycle whose file takes records: a later one when that file is closed, or a newer one begun
     * @param names of the files; null before the first
     */
    private record Ending(
            long sequence,
            long timeNanos,
            int cycle,
            int writable,
            @Nullable FileNames names) {}

    /**
     * The same with a file each UTC day, when it is created.
     *
     * @throws JournalException when another writer has it, it is of a newer schema, or it cannot be written
     */
    public static JournalWriter open(Path path) {
        return open(path, JournalRoll.DAY);
    }

    /**
     * Opens or creates the journal in {@code path} and proves its last file whole by reading it. A damaged one is moved
     * aside and a new one begun, which {@link #warnings} then says.
     *
     * @param roll when a new file begins; a journal whose files were begun otherwise goes on so, and a warning says it
     * @throws JournalException when another writer has it, it is of a newer schema, or it cannot be written
     */
    public static JournalWriter open(Path path, JournalRoll roll) {
        JournalFolder folder = new JournalFolder(path).create();
        FolderLock lock = FolderLock.take(folder);
        try {
            List<String> warnings = new ArrayList<>();
            boolean whole = Files.exists(folder.end()) || !folder.hasRecords() || Boots.same(folder);
            Boots.note(folder);
            Ending ending = new Ending(0, 0, -1, -1, null);
            Path aside = null;
            if (folder.hasRecords()) {
                try {
                    Queues.unlock(folder);
                    Queues.dropUnbegun(folder);
                    ending = ending(folder);
                } catch (RuntimeException | InternalError e) {
                    if (e instanceof JournalException refused && !refused.damage()) {
                        throw refused;
                    }
                    aside = quarantine(folder);
                    warnings.add(e.getMessage() + "; moved to " + aside + " and a new journal begun");
                    whole = false;
                }
            }
            JournalRoll goingOn = ending.names == null ? roll : roll.goingOn(ending.names.begin());
            if (!goingOn.equals(roll)) {
                warnings.add(path + " goes on with a file by " + goingOn.words() + ", as it was begun: journal.roll by "
                        + roll.words() + " wants a new folder");
            }
            JournalWriter writer = new JournalWriter(folder, lock, ending, warnings, whole, aside, goingOn);
            Files.deleteIfExists(folder.end());
            return writer;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        } catch (IOException e) {
            lock.close();
            throw new JournalException(
                    "cannot be deleted (" + e + ")", folder.end().toString(), "delete it", e);
        }
    }

    private static Ending ending(JournalFolder folder) {
        try (JournalReader reader = JournalReader.open(folder.path())) {
            long timeNanos = 0;
            int newest = reader.lastCycle();
            Iterator<Integer> older = reader.cycles().headSet(newest, false).descendingIterator();
            int cycle = newest;
            boolean more;
            // A writer killed at midnight may have left a file without a record.
            do {
                reader.toFile(cycle);
                while (reader.advance()) {
                    timeNanos = Math.max(timeNanos, reader.timeNanos());
                }
                more = reader.sequence() == 0 && older.hasNext();
                cycle = more ? older.next() : cycle;
            } while (more);
            reader.requireEnd();
            boolean empty = reader.sequence() == 0;
            int last = empty ? -1 : reader.fileCycle();
            // Or a closed one and none after it. Neither may be left to the clock: it may have been set back since.
            int writable = reader.fileClosed() ? Math.max(newest, last + 1) : newest;
            return new Ending(reader.sequence(), timeNanos, last, writable, reader.names());
        }
    }

    private static Path quarantine(JournalFolder folder) {
        Path aside = folder.path().resolve("quarantine-" + STAMP.format(Instant.now()));
        try {
            Files.createDirectories(aside);
            Files.move(folder.records(), aside.resolve("records"));
            Files.move(folder.seals(), aside.resolve("seals"));
            if (Files.exists(folder.end())) {
                Files.move(folder.end(), aside.resolve("end"));
            }
        } catch (IOException e) {
            throw new JournalException(
                    "the damaged journal cannot be moved to " + aside + " (" + e + ")",
                    folder.path().toString(),
                    "move it aside by hand",
                    e);
        }
        folder.create();
        return aside;
    }

    /** What happened while opening that an operator should know. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Whether the last writer may have appended records that are not here any more: the journal was damaged and moved
     * aside, or was not closed and the machine has been started since.
     */
    public boolean tailMayBeLost() {
        return tailMayBeLost;
    }

    /** Opens the file of that age for reading, 0 the newest; null when there is none so old. */
    public @Nullable Records readFile(int age) {
        if (lastSequence == 0) {
            return null;
        }
        JournalReader reader = JournalReader.open(folder.path());
        if (reader.toFileByAge(age)) {
            return reader;
        }
        reader.close();
        return null;
    }

    /** The same of the journal that was damaged and moved aside when this one was opened; null when none was. */
    public @Nullable Records readAside(int age) {
        if (aside == null) {
            return null;
        }
        JournalReader reader = JournalReader.open(aside);
        if (reader.toFileByAge(age)) {
            return reader;
        }
        reader.close();
        return null;
    }

    /** Whether the journal was damaged and moved aside when this one was opened. */
    public boolean movedAside() {
        return aside != null;
    }

    /** A number for a new session, larger than any before it and durable when this returns. */
    public int nextEpoch() {
        return Epochs.next(folder);
    }

    @Override
    public long append(Message message) {
        if (failure != null) {
            throw failure;
        }
        message.sequence = lastSequence + 1;
        int length = codec.encode(message, scratch, 0);
        clock.advanceTo(message.timeNanos);
        int file = cycleNow();
        clock.queueMillis = names.millis(file);
        try {
            write(length);
        } catch (RuntimeException | InternalError e) {
            failure = failed(e, message.sequence);
            throw failure;
        }
        lastSequence = message.sequence;
        appended = true;
        cycle = file;
        return lastSequence;
    }

    private JournalException failed(Throwable e, long sequence) {
        return new JournalException(
                "the journal cannot be written (" + e + ")",
                folder.path() + " sequence " + sequence,
                "free space on its disk and check its health, then start again",
                e);
    }

    private void write(int length) {
        DocumentContext document = appender.writingDocument();
        try {
            Wire wire = Objects.requireNonNull(document.wire());
            wire.bytes().write(scratch.byteArray(), 0, length);
            position = wire.bytes().writePosition();
        } catch (RuntimeException | Error e) {
            // Closing would commit what was written so far.
            document.rollbackOnClose();
            throw e;
        } finally {
            document.close();
        }
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public boolean startsFile(long timeNanos) {
        return cycleAt(Math.max(clock.millis, TimeUnit.NANOSECONDS.toMillis(timeNanos))) > cycle;
    }

    private int cycleNow() {
        return cycleAt(clock.millis);
    }

    /** Which file a record of that time belongs into. */
    private int cycleAt(long millis) {
        int open = Math.max(cycle, writable);
        boolean stays = cycle >= 0 && position < fileBytes;
        return stays ? open : Math.max(open, names.cycle(millis));
    }

    /** Lets the next record begin the next file, whatever its own time. */
    void endFile() {
        clock.millis = names.millis(names.cycle(clock.millis) + 1);
    }

    /** Never throws: what goes wrong here, such as a full disk, the next {@code append} says. */
    @Override
    public void afterEvent() {
        if (failure == null) {
            try {
                ((MicroTouched) appender).microTouch();
            } catch (RuntimeException | InternalError e) {
                failure = failed(e, lastSequence + 1);
            }
        }
    }

    /**
     * Sees to it that the next so many bytes of records have their place on the disk already, so that a disk which fills up
     * stops nothing that was begun. For one thread, which need not be the writer's.
     *
     * @throws JournalException when the disk has no room for them
     */
    public void reserve(long bytes) {
        int file = cycle;
        long from = position;
        if (bytes <= 0 || file < 0 || from == 0) {
            return;
        }
        if (file != reservedCycle) {
            // The pages at its beginning, which index the records, are filled as it grows.
            reservedTo = 0;
            disk.reserve(folder.records().resolve("metadata.cq4t"), 0, METADATA_BYTES);
        }
        if (from + bytes / 2 <= reservedTo) {
            return;
        }
        disk.reserve(folder.records().resolve(names.file(file)), reservedTo, from + bytes - reservedTo);
        reservedCycle = file;
        reservedTo = from + bytes;
    }

    /**
     * Makes a file in which so many bytes more may be written although the disk is full by then.
     *
     * @throws JournalException when it cannot be made, or the disk has no room
     */
    public void reserve(Path file, long bytes) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            disk.reserve(file, Files.size(file), bytes);
        } catch (IOException e) {
            throw new JournalException("cannot be made (" + e + ")", file.toString(), "check rights and disk", e);
        }
    }

    /** Bytes this process may still write to the journal's disk. */
    public long usableSpace() {
        try {
            return Files.getFileStore(folder.records()).getUsableSpace();
        } catch (IOException e) {
            throw new JournalException(
                    "the journal's disk cannot be asked for its space (" + e + ")",
                    folder.path().toString(),
                    "",
                    e);
        }
    }

    /**
     * To be told when the system's word that a write failed came somewhere else, as it may: from now on nothing is written,
     * and the next writer knows that the last records may be lost.
     */
    public void failed(InternalError e) {
        if (failure == null) {
            failure = failed(e, lastSequence + 1);
        }
    }

    private void closeQueue() {
        try {
            appender.close();
            queue.close();
        } catch (RuntimeException | InternalError e) {
            if (failure == null) {
                failure = failed(e, lastSequence + 1);
            }
        }
    }

    @Override
    public void close() {
        try {
            closeQueue();
            if (failure != null || (tailMayBeLost && !appended)) {
                // A record may be lost, or nobody has gone on from the loss yet: the next one must know of it.
                Files.deleteIfExists(folder.boot());
            } else {
                folder.writeEnd(lastSequence);
            }
        } catch (IOException e) {
            throw new JournalException(
                    "cannot be deleted (" + e + ")", folder.boot().toString(), "delete it", e);
        } finally {
            lock.close();
        }
    }
}
