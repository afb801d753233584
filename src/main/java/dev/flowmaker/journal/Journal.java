package dev.flowmaker.journal;

import dev.flowmaker.core.Message;

/** Where messages are kept in one total order. One thread appends. */
public interface Journal extends AutoCloseable {
    /**
     * Keeps the message as the next record, and only then returns. Stamps its sequence; time, market and cause are the
     * caller's.
     *
     * @return the sequence
     * @throws JournalException when it cannot be kept, now and at every later call: nothing more must be acted on
     */
    long append(Message message);

    /** Sequence of the last record, 0 when there is none. */
    long lastSequence();

    /**
     * Whether a record of this time begins a new file, also the first. A session's header (see {@link Snapshots}) must
     * be appended before it, so that each file can be replayed alone.
     *
     * @param timeNanos UTC nanoseconds
     */
    boolean startsFile(long timeNanos);

    /** Prepares room for what comes next; the event loop calls it when an event is done. */
    default void afterEvent() {}

    @Override
    void close();
}
