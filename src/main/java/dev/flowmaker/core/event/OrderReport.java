package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The answer to a query of one order. Its fills, where any, come before it as events of source QUERY. */
public final class OrderReport extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;

    public OrderStatus status = OrderStatus.NOT_FOUND;
    /** Cumulative. */
    public long filledLots;
    /** The venue's numeric order id, or 0. */
    public long venueOrderId;

    @Override
    public MessageKind kind() {
        return MessageKind.ORDER_REPORT;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.symbol("status", status);
        out.int64("filledLots", filledLots);
        out.int64("venueOrderId", venueOrderId);
    }
}
