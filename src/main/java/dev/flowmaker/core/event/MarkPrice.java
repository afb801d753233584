package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The price at which the venue marks a perpetual's positions, and the funding that comes next. */
public final class MarkPrice extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** When it reached this process, UTC nanoseconds, before it waited in the inbox. */
    public long receiveTimeNanos;
    /** Half ticks. */
    public long mark2Ticks;
    /** The price of what the contract follows, half ticks; {@code Long.MIN_VALUE} when the venue did not say. */
    public long index2Ticks;
    /** Rate of the next funding as it stands, billionths of the position's value; longs pay when positive. */
    public long ratePpb;
    /** Time of the next funding, UTC nanoseconds; 0 when the venue did not say. */
    public long fundingTimeNanos;

    @Override
    public MessageKind kind() {
        return MessageKind.MARK_PRICE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("receiveTimeNanos", receiveTimeNanos);
        out.int64("mark2Ticks", mark2Ticks);
        out.int64("index2Ticks", index2Ticks);
        out.int64("ratePpb", ratePpb);
        out.int64("fundingTimeNanos", fundingTimeNanos);
    }
}
