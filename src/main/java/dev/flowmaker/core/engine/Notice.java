package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** Something worth telling, with up to two numbers. */
public final class Notice extends VenueMessage {
    public NoticeCode code = NoticeCode.INVARIANT;
    /** Our order id, or 0. */
    public long orderId;

    public long first;
    public long second;
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.NOTICE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.symbol("code", code);
        out.int64("orderId", orderId);
        out.int64("first", first);
        out.int64("second", second);
        out.text("text", text);
    }
}
