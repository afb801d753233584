package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Ask what became of an order, with its fills. */
public final class QueryOrder extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** 1 for the first time it is asked. */
    public int attempt;

    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_ORDER;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("attempt", attempt);
    }
}
