package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** The venue answered a request other than a placement with a refusal, which is final. */
public final class RequestFailed extends VenueMessage {
    public RequestType request = RequestType.CANCEL;
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;

    public RejectReason reason = RejectReason.OTHER;
    /** The venue's error code, 0 when it has none. */
    public int code;
    /** The venue's words, shortened, without secrets. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.REQUEST_FAILED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.symbol("request", request);
        out.int64("orderId", orderId);
        out.symbol("reason", reason);
        out.int64("code", code);
        out.text("text", text);
    }
}
