package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** A journal in memory, its records byte for byte those of a file: for tests and virtual time. */
public final class MemoryJournal implements Journal {
    private static final int CHUNK = 1 << 20;

    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer();
    private final List<byte[]> chunks = new ArrayList<>();
    /** Chunk in the upper, offset in the lower 32 bits of each record. */
    private long[] places = new long[1024];

    private int[] lengths = new int[1024];
    private int count;
    private int used = CHUNK;

    @Override
    public long append(Message message) {
        message.sequence = count + 1L;
        int length = codec.encode(message, scratch, 0);
        if (used + length > CHUNK) {
            chunks.add(new byte[Math.max(CHUNK, length)]);
            used = 0;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        scratch.getBytes(0, chunks.get(chunks.size() - 1), used, length);
        places[count] = (chunks.size() - 1L) << 32 | used;
        lengths[count] = length;
        used += length;
        return ++count;
    }

    @Override
    public long lastSequence() {
        return count;
    }

    @Override
    public boolean startsFile(long timeNanos) {
        return count == 0;
    }

    @Override
    public void close() {}

    /** All records from the first; later ones are seen as they are appended, by the same thread. */
    public Records read() {
        return new Records() {
            private int next;

            @Override
            public boolean advance() {
                if (next == count) {
                    return false;
                }
                accept(chunks.get((int) (places[next] >> 32)), (int) places[next], lengths[next]);
                next++;
                return true;
            }

            @Override
            public String place() {
                return "sequence " + sequence();
            }
        };
    }
}
