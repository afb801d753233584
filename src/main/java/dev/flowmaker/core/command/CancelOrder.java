package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Cancel one order by its client id. */
public final class CancelOrder extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;

    public CancelCause cause = CancelCause.REPRICE;

    @Override
    public MessageKind kind() {
        return MessageKind.CANCEL_ORDER;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.symbol("cause", cause);
    }
}
