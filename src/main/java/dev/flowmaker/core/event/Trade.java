package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;

/** A trade between others or with us, as the public feed tells it. */
public final class Trade extends Message {
    /** For {@link #recordedLots}: no recording was played here, or this is one. */
    public static final long AS_SEEN = -1;

    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** When it reached this process, UTC nanoseconds, before it waited in the inbox. */
    public long receiveTimeNanos;
    /** The venue's trade id; a 64-bit hash of it where it is text, 0 where it gave none. */
    public long tradeId;

    public long priceTicks;
    public long lots;
    /** Who took: BUY when a buyer hit the ask. */
    public Side aggressor = Side.BUY;
    /**
     * Of the first of the trades that a simulated exchange made from a recorded one and our orders, the recorded one's
     * lots; 0 of those after it, and of trades that only our orders made; {@link #AS_SEEN} everywhere else.
     */
    public long recordedLots = AS_SEEN;
    /** Where {@link #recordedLots} is above 0, the recorded trade's price; 0 elsewhere. */
    public long recordedTicks;

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
        out.int64("recordedLots", recordedLots);
        out.int64("recordedTicks", recordedTicks);
    }
}
