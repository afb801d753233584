package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/**
 * The answer to a query of the account's trades. The trades themselves, those of orders that are not ours included, come
 * before it as fills of source QUERY.
 */
public final class TradesReport extends Message {
    /** As asked. */
    public long fromTradeId;
    /** The account has no trade from {@code fromTradeId} to this one that was not told; one less than asked when it has none. */
    public long lastTradeId = -1;
    /** Whether there was none after it when the venue answered. */
    public boolean complete = true;

    @Override
    public MessageKind kind() {
        return MessageKind.TRADES_REPORT;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("fromTradeId", fromTradeId);
        out.int64("lastTradeId", lastTradeId);
        out.flag("complete", complete);
    }
}
