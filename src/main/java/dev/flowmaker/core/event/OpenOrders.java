package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Every order of ours and of others on the account that is open in one market, by a query. */
public final class OpenOrders extends Message {
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** When the query left, UTC nanoseconds: the list is of no earlier state. */
    public long requestTimeNanos;

    public final OpenOrderList orders = new OpenOrderList();

    @Override
    public MessageKind kind() {
        return MessageKind.OPEN_ORDERS;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("requestTimeNanos", requestTimeNanos);
        orders.describe(out);
    }
}
