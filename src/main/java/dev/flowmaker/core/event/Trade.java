package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;

/** A trade between others or with us, as the public feed tells it. */
public final class Trade extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** When it reached this process, UTC nanoseconds, before it waited in the inbox. */
    public long receiveTimeNanos;
    /** The venue's trade id; a 64-bit hash of it where it is text. */
    public long tradeId;

    public long priceTicks;
    public long lots;
    /** Who took: BUY when a buyer hit the ask. */
    public Side aggressor = Side.BUY;

    @Override
    public MessageKind kind() {
        return MessageKind.TRADE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("receiveTimeNanos", receiveTimeNanos);
        out.int64("tradeId", tradeId);
        out.int64("priceTicks", priceTicks);
        out.int64("lots", lots);
        out.symbol("aggressor", aggressor);
    }
}
