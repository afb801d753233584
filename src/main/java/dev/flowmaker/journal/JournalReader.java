package dev.flowmaker.journal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerState;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;

/**
 * Reads a journal's files, also while another process writes them; never changes anything. Stops with the place and the
 * remedy where the journal is not what was written: a wrong checksum, a gap in the sequence, or a hole, which is an end
 * before the last record the writer counted.
 */
public final class JournalReader extends Records {
    /** More than any snapshot; a damaged length must not take all memory. */
    private static final long LONGEST = 1L << 26;

    private final JournalFolder folder;
    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final FileNames names;
    /** By cycle. */
    private final Map<Integer, Long> firstSequences = new HashMap<>();

    private byte[] bytes = new byte[4096];
    /** Chronicle's place of the last record read, -1 before the first. */
    private long index = -1;
    /** The first place that the next record can have; the last file may have none. */
    private long next;

    private JournalReader(JournalFolder folder, SingleChronicleQueue queue) {
        this.folder = folder;
        this.queue = queue;
        this.tailer = queue.createTailer();
        this.names = FileNames.of(queue.rollCycle());
    }

    /** At the oldest record of the journal in {@code path}. */
    public static JournalReader open(Path path) {
        JournalFolder folder = new JournalFolder(path).requireRecords();
        try {
            JournalReader reader = new JournalReader(folder, Queues.forReading(folder));
            reader.toFile(reader.firstCycle());
            return reader;
        } catch (RuntimeException e) {
            throw new JournalException(
                    "the journal cannot be opened (" + e + ")",
                    path.toString(),
                    "check the rights on its files; if one is damaged, restore it from a copy",
                    e);
        }
    }

    @Override
    public boolean advance() {
        try {
            return read() || (queue.lastIndex() >= next && (read() || hole()));
        } catch (JournalException e) {
            throw e.place().isEmpty() ? e.at(place()) : e;
        } catch (RuntimeException | InternalError e) {
            throw JournalException.damaged("the file cannot be read (" + e + ")", e)
                    .at(place());
        }
    }

    private boolean read() {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            Wire wire = document.wire();
            if (wire == null) {
                return false;
            }
            index = document.index();
            next = index + 1;
            Bytes<?> source = wire.bytes();
            long remaining = source.readRemaining();
            if (remaining > LONGEST) {
                throw JournalException.damaged("a record of " + remaining + " bytes is longer than any", null);
            }
            int length = (int) remaining;
            if (bytes.length < length) {
                bytes = new byte[length + length / 2];
            }
            source.read(bytes, 0, length);
            accept(bytes, 0, length);
            return true;
        }
    }

    private boolean hole() {
        throw JournalException.damaged(
                "the records end here, but the writer went on to index 0x" + Long.toHexString(queue.lastIndex()), null);
    }

    /** At the end: proves that its writer, if it closed the journal, left no later record. */
    void requireEnd() {
        long end = folder.endSequence();
        if (sequence() < end) {
            throw JournalException.damaged("the records end here, but the writer went on to sequence " + end, null)
                    .at(place());
        }
    }

    @Override
    public String place() {
        String file = index < 0 ? "" : "/" + names.file(fileCycle());
        return folder.path()
                + file
                + (index < 0 ? "" : " index 0x" + Long.toHexString(index))
                + (sequence() == 0 ? "" : " sequence " + sequence());
    }

    /**
     * Moves before the record with this sequence, before the oldest one when that is later, or to the end.
     *
     * @return this reader
     */
    public JournalReader from(long wanted) {
        int cycle = cycleOf(wanted);
        if (cycle < 0) {
            return this;
        }
        long ahead = Math.max(0, wanted - firstSequence(cycle));
        if (!move(names.roll().toIndex(cycle, ahead))) {
            toFile(cycle);
            boolean more = true;
            while (more && sequence() + 1 < wanted) {
                more = advance();
            }
        }
        return this;
    }

    /** Cycle of the file that holds a sequence, of the oldest when that is later, -1 when there is none. */
    private int cycleOf(long wanted) {
        int last = queue.lastCycle();
        // Files are listed only when one is not known yet.
        if (firstSequences.containsKey(last) && names.exists(folder, last) && firstSequence(last) <= wanted) {
            return last;
        }
        int found = -1;
        for (int cycle : cycles().headSet(last, true).descendingSet()) {
            long begins = firstSequence(cycle);
            if (begins != 0) {
                found = cycle;
                if (begins <= wanted) {
                    return cycle;
                }
            }
        }
        return found;
    }

    /** The first sequence in a file, 0 when it has none; asked of each file once. */
    private long firstSequence(int cycle) {
        Long known = firstSequences.get(cycle);
        if (known == null) {
            known = toFile(cycle) && advance() ? sequence() : 0;
            if (known != 0) {
                firstSequences.put(cycle, known);
            }
        }
        return known;
    }

    /**
     * Moves before the first record of the file that holds this sequence, or of the oldest when that is later. A file
     * begins with its session's header.
     *
     * @return this reader
     */
    public JournalReader fromFileOf(long wanted) {
        NavigableSet<Integer> cycles = cycles();
        for (int cycle : cycles.descendingSet()) {
            if (toFile(cycle) && advance() && (sequence() <= wanted || cycle == cycles.first())) {
                toFile(cycle);
                return this;
            }
        }
        return this;
    }

    /** Moves to the last record there is now; returns its sequence, 0 when there is none. */
    public long toLast() {
        long end = queue.lastIndex();
        if (end < 0 || !move(end)) {
            return 0;
        }
        long found = 0;
        while (advance()) {
            found = sequence();
        }
        return found;
    }

    /**
     * Moves before the first record of the newest file.
     *
     * @return this reader
     */
    public JournalReader fromLastFile() {
        toFile(queue.lastCycle());
        return this;
    }

    /** Moves before the first record of a file by its age, 0 the newest; false when there is none so old. */
    public boolean toFileByAge(int age) {
        int left = age;
        for (int cycle : cycles().headSet(queue.lastCycle(), true).descendingSet()) {
            if (left-- == 0) {
                return toFile(cycle);
            }
        }
        return false;
    }

    /** Moves before the first record of a file; false when there is no such file. */
    boolean toFile(int cycle) {
        return cycle >= 0 && cycle != Integer.MAX_VALUE && move(names.roll().toIndex(cycle, 0));
    }

    private boolean move(long target) {
        forgetSequence();
        index = -1;
        next = target;
        return tailer.moveToIndex(target);
    }

    /** Cycle of the file the current record is in. */
    int fileCycle() {
        return names.roll().toCycle(index);
    }

    /** Cycle of the oldest file there is, or Integer.MAX_VALUE when there is none. */
    int firstCycle() {
        NavigableSet<Integer> cycles = cycles();
        return cycles.isEmpty() ? Integer.MAX_VALUE : cycles.first();
    }

    /** Cycles of the files there are. */
    NavigableSet<Integer> cycles() {
        return names.cycles(folder);
    }

    FileNames names() {
        return names;
    }

    /** At the end: whether the writer has closed the file the reader is in, or is about to begin the next one. */
    boolean fileClosed() {
        return tailer.state() == TailerState.END_OF_CYCLE;
    }

    int lastCycle() {
        return queue.lastCycle();
    }

    @Override
    public void close() {
        queue.close();
    }
}
