package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/**
 * The best bid and ask of a market after one change of its book, where a venue tells them faster than the levels behind
 * them: Binance's {@code bookTicker}.
 */
public final class TouchUpdate extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none, as Binance's spot markets do. */
    public long exchangeTimeNanos;
    /** When it reached this process, UTC nanoseconds, before it waited in the inbox. */
    public long receiveTimeNanos;
    /** The venue's id of the change after which the touch was this, counted as in {@link BookUpdate#updateId}. */
    public long updateId;
    /** Best bid, or {@code Long.MIN_VALUE} when nobody bids. */
    public long bidTicks;
    /** Quantity shown there. */
    public long bidLots;
    /** Best ask, or {@code Long.MIN_VALUE} when nobody offers. */
    public long askTicks;
    /** Quantity shown there. */
    public long askLots;

    @Override
    public MessageKind kind() {
        return MessageKind.TOUCH_UPDATE;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("receiveTimeNanos", receiveTimeNanos);
        out.int64("updateId", updateId);
        out.int64("bidTicks", bidTicks);
        out.int64("bidLots", bidLots);
        out.int64("askTicks", askTicks);
        out.int64("askLots", askLots);
    }
}
