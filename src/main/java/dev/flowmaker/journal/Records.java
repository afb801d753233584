package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal's records in their order. {@link #advance} moves to the next one and proves it whole; its message is decoded
 * only when asked for. One thread at a time.
 */
public abstract class Records implements AutoCloseable {
    private final Codec codec = new Codec();
    private final UnsafeBuffer record = new UnsafeBuffer(new byte[0]);
    private int length;
    private long sequence;

    /**
     * Moves to the next record.
     *
     * @return false at the end; a live journal may have more later
     * @throws JournalException when what follows is damaged, missing, or not for this build to read
     */
    public abstract boolean advance();

    /** Where the reader is, in words. */
    public abstract String place();

    /** The next message, or null at the end; valid until the next one of its kind is read. */
    public final @Nullable Message next() {
        return advance() ? message() : null;
    }

    /** The current record's message; valid until the next one of its kind is read. */
    public final Message message() {
        try {
            return codec.decodeChecked(record, 0, length);
        } catch (JournalException e) {
            throw e.at(place());
        }
    }

    public final MessageKind kind() {
        return Frame.kind(record, 0);
    }

    /** The current record's sequence; 0 before the first. */
    public final long sequence() {
        return sequence;
    }

    public final long timeNanos() {
        return Frame.timeNanos(record, 0);
    }

    public final int market() {
        return Frame.market(record, 0);
    }

    public final long causeSequence() {
        return Frame.causeSequence(record, 0);
    }

    /** Schema version the current record was written with. */
    public final int version() {
        return Frame.version(record, 0);
    }

    /** The current record's bytes, from 0 to {@link #length}. */
    public final DirectBuffer bytes() {
        return record;
    }

    public final int length() {
        return length;
    }

    @Override
    public void close() {}

    /** The next {@code advance} may find any sequence. */
    final void forgetSequence() {
        sequence = 0;
    }

    /** Takes over a record's bytes, which must stay until the next call. */
    final void accept(byte[] bytes, int offset, int newLength) {
        record.wrap(bytes, offset, newLength);
        length = newLength;
        codec.check(record, 0, newLength);
        long found = Frame.sequence(record, 0);
        if (sequence != 0 && found != sequence + 1) {
            throw JournalException.damaged("record " + (sequence + 1) + " is missing, found " + found, null);
        }
        sequence = found;
    }
}
