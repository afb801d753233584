package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The order is off the book, with what had been filled before. Fills may still arrive after it. */
public final class OrderCanceled extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;

    public CancelReason reason = CancelReason.REQUESTED;
    /** Lots filled over its life by the venue's count; -1 when it did not say. */
    public long filledLots = -1;

    public Source source = Source.STREAM;

    @Override
    public MessageKind kind() {
        return MessageKind.ORDER_CANCELED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.symbol("reason", reason);
        out.int64("filledLots", filledLots);
        out.symbol("source", source);
    }
}
