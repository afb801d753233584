package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Changed levels of one market's order book, applied together: one frame of the venue. Quantity 0 removes a level. */
public final class BookUpdate extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** When it reached this process, UTC nanoseconds, before it waited in the inbox. */
    public long receiveTimeNanos;
    /** The venue's id of the last change in it; 0 where the feed does not say. */
    public long updateId;
    /** Anything but NONE: forget the book first; the levels are the whole of it. */
    public ResetReason reset = ResetReason.NONE;
    /** The changed levels, bids before asks is not promised. */
    public final LevelChanges levels = new LevelChanges();

    @Override
    public MessageKind kind() {
        return MessageKind.BOOK_UPDATE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("receiveTimeNanos", receiveTimeNanos);
        out.int64("updateId", updateId);
        out.symbol("reset", reset);
        levels.describe(out);
    }
}
