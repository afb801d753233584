package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** A command that was dropped before it reached the wire: certain not to have happened. */
public final class RequestNotSent extends VenueMessage {
    public RequestType request = RequestType.PLACE;
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;

    public NotSentReason reason = NotSentReason.HALTED;

    @Override
    public MessageKind kind() {
        return MessageKind.REQUEST_NOT_SENT;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.symbol("request", request);
        out.int64("orderId", orderId);
        out.symbol("reason", reason);
    }
}
