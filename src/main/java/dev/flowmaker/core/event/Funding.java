package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Funding of our position in a perpetual. Told apart by its time, which grows; may come twice. */
public final class Funding extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** Which funding of the market this is: its time, UTC nanoseconds. */
    public long fundingTimeNanos;
    /** Billionths of the position's value; longs pay when positive. */
    public long ratePpb;
    /** The mark price it was computed at, half ticks; {@code Long.MIN_VALUE} when the venue did not say. */
    public long mark2Ticks;
    /** Received, or paid when negative, quanta of what the market is settled in. */
    public long quanta;

    public Source source = Source.STREAM;

    @Override
    public MessageKind kind() {
        return MessageKind.FUNDING;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("fundingTimeNanos", fundingTimeNanos);
        out.int64("ratePpb", ratePpb);
        out.int64("mark2Ticks", mark2Ticks);
        out.int64("quanta", quanta);
        out.symbol("source", source);
    }
}
