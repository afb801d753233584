package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Ask whether the market trades, and by which rules. */
public final class QueryMarket extends Message {
    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_MARKET;
    }

    @Override
    public void describe(FieldVisitor out) {
        // Which market is in the stamp of every message.
    }
}
