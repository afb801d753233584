package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Ask for all open orders of the market. */
public final class QueryOpenOrders extends Message {

    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_OPEN_ORDERS;
    }

    @Override
    public void describe(FieldVisitor out) {}
}
