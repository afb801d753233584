package dev.flowmaker.core;

/**
 * One record of the journal: an input, a decision or a command. Messages are structs with public fields that their
 * producer reuses; whoever keeps one copies what it needs. The header is stamped by the event loop.
 */
public abstract class Message {
    /** The market of a message that is about no single one. */
    public static final int NO_MARKET = -1;

    /** Place in the journal's total order, dense from 1; 0 before it is stamped. */
    public long sequence;
    /** Event time, UTC nanoseconds. */
    public long timeNanos;
    /** Index of the market in the session's instruments, or {@link #NO_MARKET}. */
    public int market = NO_MARKET;
    /** Sequence of the input that caused a decision or command; 0 for inputs. */
    public long causeSequence;

    public abstract MessageKind kind();

    /** Names and shows every field below the header, always in the same order: for dumps, comparison and tests. */
    public abstract void describe(FieldVisitor out);
}
