package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The venue has the order. May come twice (stream and response) and after its fills. */
public final class OrderAccepted extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** The venue's numeric order id, or 0. */
    public long venueOrderId;
    /** The venue's order id where it is text, otherwise empty. */
    public String venueOrderRef = "";

    public Source source = Source.STREAM;

    @Override
    public MessageKind kind() {
        return MessageKind.ORDER_ACCEPTED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("venueOrderId", venueOrderId);
        out.text("venueOrderRef", venueOrderRef);
        out.symbol("source", source);
    }
}
