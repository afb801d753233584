package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.market.OwnOrders;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something a journal says of one of our orders, as far as the book may show it. */
final class OwnEvent {
    enum Kind {
        SENT,
        CANCEL_SENT,
        ACCEPTED,
        FILLED,
        ENDED,
        /** Never was on the book. */
        NEVER_LIVED,
        CANCEL_FAILED,
        STILL_OPEN,
        UNKNOWN,
        /** The venue does not know it; an order that is told of later is only not known yet. */
        NOT_FOUND
    }

    private static final Set<MessageKind> KINDS = EnumSet.of(
            MessageKind.PLACE_ORDER,
            MessageKind.CANCEL_ORDER,
            MessageKind.ORDER_ACCEPTED,
            MessageKind.ORDER_REJECTED,
            MessageKind.ORDER_CANCELED,
            MessageKind.ORDER_REPORT,
            MessageKind.FILL,
            MessageKind.REQUEST_FAILED,
            MessageKind.REQUEST_NOT_SENT,
            MessageKind.REQUEST_UNKNOWN);

    final Kind kind;
    final long orderId;
    /** The venue's, UTC nanoseconds; 0 when it gave none. */
    final long venueNanos;

    private Side side = Side.BUY;
    private long priceTicks;
    private long lots;
    private boolean requested;
    boolean done;

    private OwnEvent(Kind kind, long orderId, long venueNanos) {
        this.kind = kind;
        this.orderId = orderId;
        this.venueNanos = venueNanos;
    }

    static boolean isOf(MessageKind kind) {
        return KINDS.contains(kind);
    }

    /** Null when it changes nothing. */
    static @Nullable OwnEvent of(Message message) {
        if (message instanceof PlaceOrder order) {
            OwnEvent event = new OwnEvent(Kind.SENT, order.orderId, 0);
            event.side = order.side;
            event.priceTicks = order.priceTicks;
            event.lots = order.lots;
            return event;
        }
        if (message instanceof CancelOrder order) {
            return new OwnEvent(Kind.CANCEL_SENT, order.orderId, 0);
        }
        if (message instanceof OrderAccepted told) {
            return new OwnEvent(Kind.ACCEPTED, told.orderId, told.exchangeTimeNanos);
        }
        if (message instanceof Fill fill) {
            OwnEvent event = new OwnEvent(Kind.FILLED, fill.orderId, fill.exchangeTimeNanos);
            event.lots = fill.lots;
            return event;
        }
        if (message instanceof OrderCanceled told) {
            OwnEvent event = new OwnEvent(Kind.ENDED, told.orderId, told.exchangeTimeNanos);
            event.requested = told.reason == CancelReason.REQUESTED;
            return event;
        }
        if (message instanceof OrderRejected told) {
            // A repeated id was refused because the order is there.
            boolean isDouble = told.reason == RejectReason.DUPLICATE_ID;
            return new OwnEvent(isDouble ? Kind.UNKNOWN : Kind.NEVER_LIVED, told.orderId, 0);
        }
        return message instanceof OrderReport report ? of(report) : ofRequest(message);
    }

    private static OwnEvent of(OrderReport report) {
        return switch (report.status) {
            case WORKING, PARTIALLY_FILLED -> new OwnEvent(Kind.STILL_OPEN, report.orderId, report.exchangeTimeNanos);
            case FILLED, CANCELED, EXPIRED, REJECTED -> new OwnEvent(Kind.ENDED, report.orderId, 0);
            case NOT_FOUND -> new OwnEvent(Kind.NOT_FOUND, report.orderId, 0);
        };
    }

    private static @Nullable OwnEvent ofRequest(Message message) {
        if (message instanceof RequestFailed failed && failed.request == RequestType.CANCEL) {
            boolean gone = failed.reason == RejectReason.UNKNOWN_ORDER;
            return new OwnEvent(gone ? Kind.UNKNOWN : Kind.CANCEL_FAILED, failed.orderId, 0);
        }
        if (message instanceof RequestNotSent notSent && notSent.orderId != 0) {
            boolean place = notSent.request == RequestType.PLACE;
            return place || notSent.request == RequestType.CANCEL
                    ? new OwnEvent(place ? Kind.NEVER_LIVED : Kind.CANCEL_FAILED, notSent.orderId, 0)
                    : null;
        }
        if (message instanceof RequestUnknown unknown && unknown.orderId != 0) {
            return new OwnEvent(Kind.UNKNOWN, unknown.orderId, 0);
        }
        return null;
    }

    /** Tells it, once. */
    void tell(OwnOrders own) {
        if (done) {
            return;
        }
        done = true;
        switch (kind) {
            case SENT -> own.sent(orderId, side, priceTicks, lots);
            case CANCEL_SENT -> own.cancelSent(orderId);
            case ACCEPTED -> own.accepted(orderId, venueNanos);
            case FILLED -> own.filled(orderId, lots, venueNanos);
            case ENDED -> own.ended(orderId, venueNanos, requested);
            case NEVER_LIVED, NOT_FOUND -> own.neverLived(orderId);
            case CANCEL_FAILED -> own.cancelFailed(orderId);
            case STILL_OPEN -> own.stillOpen(orderId, venueNanos);
            case UNKNOWN -> own.unknown(orderId);
        }
    }
}
