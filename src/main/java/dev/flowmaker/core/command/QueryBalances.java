package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Ask for the balances of the account. */
public final class QueryBalances extends Message {

    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_BALANCES;
    }

    @Override
    public void describe(FieldVisitor out) {}
}
