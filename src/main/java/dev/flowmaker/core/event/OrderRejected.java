package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The venue refused the order: it never lived. */
public final class OrderRejected extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;

    public RejectReason reason = RejectReason.OTHER;
    /** The venue's error code, 0 when it has none. */
    public int code;
    /** The venue's words, shortened, without secrets. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.ORDER_REJECTED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.symbol("reason", reason);
        out.int64("code", code);
        out.text("text", text);
    }
}
