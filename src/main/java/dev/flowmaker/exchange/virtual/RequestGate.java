package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.exchange.CountWindow;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.RequestLimits;

/** Counts one account's requests in virtual time and refuses what is too many, as the venue over sockets does. */
final class RequestGate {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final RequestLimits limits;
    private final OrderQuota orders;
    private final CountWindow weight = new CountWindow(MINUTE_NANOS);

    RequestGate(RequestLimits limits) {
        this.limits = limits;
        this.orders = new OrderQuota(limits);
    }

    /** Counts a command that reached the venue. Returns 0 when it is let in, else when to try again, UTC nanoseconds. */
    long enter(Message command, long nowNanos) {
        if (weight.add(nowNanos, weight(command.kind())) > limits.weightPerMinute()) {
            return weight.endNanos(nowNanos);
        }
        if (command.kind() == MessageKind.PLACE_ORDER) {
            OrderQuota.Reached reached = orders.reached(nowNanos);
            if (reached != null) {
                return reached.endNanos();
            }
            orders.placed(nowNanos);
        }
        return 0;
    }

    /** An order traded for the first time, or was refused. */
    void returned(long nowNanos) {
        orders.returned(nowNanos);
    }

    /** Binance's weights of the requests that the daemon makes for each command. */
    private static int weight(MessageKind command) {
        return switch (command) {
            case QUERY_ORDER -> 4;
            case QUERY_OPEN_ORDERS -> 6;
            case QUERY_BALANCES, QUERY_TRADES -> 20;
            case QUERY_MARKET -> 40;
            default -> 1;
        };
    }
}
