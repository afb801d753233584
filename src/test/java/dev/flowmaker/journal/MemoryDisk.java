package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal's folder in memory, which outlives its writers as a disk does: files, the sessions' numbers, what was synced
 * and what only the operating system had. Its writers promise what {@link JournalWriter} promises, and one suite of tests
 * holds both to it.
 */
public final class MemoryDisk {
    /** @param file number of the file it is in */
    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(byte[] bytes, int file, long timeNanos) {}

    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(4096);
    private final List<Kept> records = new ArrayList<>();
    private final List<List<Kept>> aside = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int epoch;
    private boolean tailMayBeLost;
    private int file;
    private boolean rollNext;
    private long room = Long.MAX_VALUE;
    /** What the last writer counted, also when it was lost; 0 when that is not known. */
    private long counted;

    private @Nullable Writer writer;

    private final class Writer implements Journal {
        private @Nullable JournalException failure;
        private long last;

        Writer(long last) {
            this.last = last;
        }

        @Override
        public long append(Message message) {
            if (writer != this) {
                throw new IllegalStateException("a closed journal was written");
            }
            if (failure != null) {
                throw failure;
            }
            message.sequence = last + 1;
            int length = codec.encode(message, scratch, 0);
            if (length > room) {
                failure = new JournalException("the journal cannot be written (disk full)", "memory", "make room");
                throw failure;
            }
            room -= length;
            byte[] bytes = new byte[length];
            scratch.getBytes(0, bytes);
            if (rollNext || records.isEmpty()) {
                rollNext = false;
                file++;
            }
            records.add(new Kept(bytes, file, message.timeNanos));
            last++;
            return last;
        }

        @Override
        public long lastSequence() {
            return last;
        }

        @Override
        public boolean startsFile(long timeNanos) {
            return rollNext || records.isEmpty();
        }

        @Override
        public void close() {
            writer = null;
            tailMayBeLost = false;
        }
    }

    /** Takes the folder as a new writer does after the last one closed it or died. */
    public Journal open() {
        long last = 0;
        try (Records left = readLastFile()) {
            while (left.advance()) {
                last = left.sequence();
            }
            if (counted > last) {
                throw JournalException.damaged("the records end here, but the writer went on to " + counted, null);
            }
        } catch (JournalException e) {
            warnings.add(e.getMessage());
            aside.add(List.copyOf(records));
            tailMayBeLost = true;
            records.clear();
            last = 0;
        }
        counted = 0;
        Writer opened = new Writer(last);
        writer = opened;
        return opened;
    }

    /** What was said at an {@link #open}. */
    public List<String> warnings() {
        return warnings;
    }

    /** How many journals were moved aside because they were damaged. */
    public int quarantined() {
        return aside.size();
    }

    /** A session's number, larger than any before. */
    public int nextEpoch() {
        return ++epoch;
    }

    /** The next record begins a new file. */
    public void roll() {
        rollNext = true;
    }

    /** Only so many bytes more fit. */
    public void leaveRoom(long bytes) {
        room = bytes;
    }

    /** The machine lost its power: what is younger than this was not written back. Returns how many records that is. */
    public int loseAfter(long timeNanos) {
        tailMayBeLost = true;
        int before = records.size();
        while (!records.isEmpty() && records.get(records.size() - 1).timeNanos > timeNanos) {
            records.remove(records.size() - 1);
        }
        return before - records.size();
    }

    /** The machine lost its power in the middle of writing back: an older record is gone, younger ones are there. */
    public void hole(int recordsFromEnd) {
        tailMayBeLost = true;
        int index = records.size() - 1 - recordsFromEnd;
        Kept old = records.get(index);
        records.set(index, new Kept(new byte[old.bytes.length], old.file, old.timeNanos));
    }

    /** The last record was cut short. */
    public void tear() {
        tailMayBeLost = true;
        Kept last = records.remove(records.size() - 1);
        byte[] half = java.util.Arrays.copyOf(last.bytes, last.bytes.length / 2);
        records.add(new Kept(half, last.file, last.timeNanos));
    }

    public void flip(int recordsFromEnd, int bit) {
        byte[] bytes = records.get(records.size() - 1 - recordsFromEnd).bytes;
        int at = Math.floorMod(bit, bytes.length * 8);
        bytes[at / 8] = (byte) (bytes[at / 8] ^ 1 << at % 8);
    }

    /** The last records are gone, but the writer's own count of them is not. */
    public void loseButCount(int count) {
        counted = records.size();
        for (int i = 0; i < count; i++) {
            records.remove(records.size() - 1);
        }
    }

    /** Sequence of the newest record, which must be whole; 0 when there is none. */
    public long lastSequence() {
        return records.isEmpty() ? 0 : Frame.sequence(new UnsafeBuffer(records.get(records.size() - 1).bytes), 0);
    }

    public int size() {
        return records.size();
    }

    /** Records in the newest file. */
    public int sizeOfLastFile() {
        return records.size() - firstOfFile(0);
    }

    /** All there is. */
    public Records read() {
        return from(0, records);
    }

    /** The newest file. */
    public Records readLastFile() {
        return from(firstOfFile(0), records);
    }

    /** A file by its age, 0 the newest, as {@code Recovery} wants them; null when there is none so old. */
    public @Nullable Records readFile(int back) {
        boolean there = !records.isEmpty() && (back == 0 || firstOfFile(back) < firstOfFile(back - 1));
        return there ? from(firstOfFile(back), records) : null;
    }

    /** Whether what the last writer wrote may have been lost after it, because the machine lost its power. */
    public boolean tailMayBeLost() {
        return tailMayBeLost;
    }

    /** A journal that was moved aside. */
    public Records readAside(int index) {
        return from(0, aside.get(index));
    }

    private int firstOfFile(int back) {
        int files = 0;
        for (int i = records.size() - 1; i >= 0; i--) {
            boolean first = i == 0 || records.get(i - 1).file != records.get(i).file;
            if (first && files++ == back) {
                return i;
            }
        }
        return 0;
    }

    private static Records from(int first, List<Kept> kept) {
        return new Records() {
            private int next = first;

            @Override
            public boolean advance() {
                if (next == kept.size()) {
                    return false;
                }
                byte[] bytes = kept.get(next++).bytes;
                try {
                    accept(bytes, 0, bytes.length);
                } catch (IndexOutOfBoundsException e) {
                    throw JournalException.damaged("a record is cut short", e);
                }
                return true;
            }

            @Override
            public String place() {
                return "sequence " + sequence();
            }
        };
    }
}
