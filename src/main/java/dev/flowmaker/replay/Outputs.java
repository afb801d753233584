package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.journal.Codec;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/** What the engine answered to one input, as the records it would have become. Reused for each input. */
final class Outputs implements Sink {
    private final Codec codec = new Codec();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    /** Where each record begins, and at {@code count} where the last ends. */
    private int[] starts = new int[64];

    private int count;
    private int taken;
    private long sequence;

    /** Forgets all; the next output will have the sequence after {@code inputSequence}. */
    void begin(long inputSequence) {
        count = 0;
        taken = 0;
        starts[0] = 0;
        sequence = inputSequence;
    }

    @Override
    public void accept(Message message) {
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        message.sequence = ++sequence;
        int length = codec.encode(message, buffer, starts[count]);
        count++;
        starts[count] = starts[count - 1] + length;
    }

    /** Outputs not yet compared. */
    int left() {
        return count - taken;
    }

    /** Sequence of the last output. */
    long sequence() {
        return sequence;
    }

    /** Whether the next output's record is these bytes; it stays the next one. */
    boolean nextIs(byte[] bytes, int offset, int length) {
        int start = starts[taken];
        return starts[taken + 1] - start == length
                && Arrays.equals(buffer.byteArray(), start, start + length, bytes, offset, offset + length);
    }

    void take() {
        taken++;
    }

    /** The next output, decoded; valid until the next call. */
    Message next() {
        return codec.decode(buffer, starts[taken], starts[taken + 1] - starts[taken]);
    }
}
