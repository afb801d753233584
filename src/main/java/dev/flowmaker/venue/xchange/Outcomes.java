package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.venue.Inbox;

/** Tells what became of requests that did not succeed. What is not certain is unknown. */
final class Outcomes {
    private final Inbox inbox;
    private final VenueClock clock;
    private final RequestHealth health;
    private final Runnable clockTrouble;

    /** @param clockTrouble told when the venue finds our time wrong */
    Outcomes(Inbox inbox, VenueClock clock, RequestHealth health, Runnable clockTrouble) {
        this.inbox = inbox;
        this.clock = clock;
        this.health = health;
        this.clockTrouble = clockTrouble;
    }

    void succeeded() {
        health.answered();
    }

    void failed(RequestType type, int market, long orderId, Failure failure) {
        switch (failure.kind()) {
            case RATE_LIMITED, BANNED -> {
                RateLimited limited = new RateLimited();
                limited.retryAtNanos = clock.nowNanos() + failure.retryAfterNanos();
                limited.banned = failure.kind() == Failure.Kind.BANNED;
                inbox.offer(limited);
                refused(type, market, orderId, failure);
            }
            case REFUSED -> refused(type, market, orderId, failure);
            case NOT_SENT -> {
                // The JDK repeats everything but a POST on a dropped connection: the first of two may have arrived.
                if (type == RequestType.PLACE) {
                    notSent(type, market, orderId);
                } else {
                    unknown(type, market, orderId, failure);
                }
            }
            case UNKNOWN -> unknown(type, market, orderId, failure);
        }
        if (failure.answered() && !Maintenance.says(failure.text())) {
            health.answered();
        } else {
            health.unanswered(failure.text());
        }
        if (failure.reason() == RejectReason.CLOCK) {
            clockTrouble.run();
        }
    }

    private void refused(RequestType type, int market, long orderId, Failure failure) {
        if (type == RequestType.PLACE) {
            OrderRejected event = new OrderRejected();
            event.market = market;
            event.orderId = orderId;
            event.reason = failure.reason();
            event.code = failure.code();
            event.text = failure.text();
            inbox.offer(event);
        } else if (type != RequestType.CANCEL_ALL || failure.reason() != RejectReason.UNKNOWN_ORDER) {
            RequestFailed event = new RequestFailed();
            event.market = market;
            event.request = type;
            event.orderId = orderId;
            event.reason = failure.reason();
            event.code = failure.code();
            event.text = failure.text();
            inbox.offer(event);
        }
    }

    private void notSent(RequestType type, int market, long orderId) {
        RequestNotSent event = new RequestNotSent();
        event.market = market;
        event.request = type;
        event.orderId = orderId;
        event.reason = NotSentReason.DISCONNECTED;
        inbox.offer(event);
    }

    private void unknown(RequestType type, int market, long orderId, Failure failure) {
        RequestUnknown event = new RequestUnknown();
        event.market = market;
        event.request = type;
        event.orderId = orderId;
        event.text = failure.text();
        inbox.offer(event);
    }
}
