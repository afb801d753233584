package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Ask for the account's trades in the market from an id on; answered by fills and a {@code TradesReport}. */
public final class QueryTrades extends Message {
    /** Asks for no trade, only for the id of the newest. */
    public static final long NEWEST_ID = -1;

    /** The least id wanted, or {@link #NEWEST_ID}. */
    public long fromTradeId;

    @Override
    public MessageKind kind() {
        return MessageKind.QUERY_TRADES;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("fromTradeId", fromTradeId);
    }
}
