package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** No answer came (timeout, disconnect, server error): the request may have worked or not, and counts as both until the venue says. */
public final class RequestUnknown extends VenueMessage {
    public RequestType request = RequestType.PLACE;
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** What was seen instead of an answer, without secrets. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.REQUEST_UNKNOWN;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.symbol("request", request);
        out.int64("orderId", orderId);
        out.text("text", text);
    }
}
