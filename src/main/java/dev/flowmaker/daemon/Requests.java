package dev.flowmaker.daemon;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.VenueMessage;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryMarket;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;

/** What the outbox must know of commands: to keep them, to name them, to tell what became of them. */
final class Requests {
    private Requests() {}

    /** The engine reuses its commands; the outbox keeps its own. */
    static Message copy(Message command) {
        Message copy = switch (command.kind()) {
            case PLACE_ORDER -> copy((PlaceOrder) command);
            case CANCEL_ORDER -> copy((CancelOrder) command);
            case CANCEL_ALL -> {
                CancelAll all = new CancelAll();
                all.cause = ((CancelAll) command).cause;
                yield all;
            }
            case QUERY_ORDER -> {
                QueryOrder query = new QueryOrder();
                query.orderId = ((QueryOrder) command).orderId;
                query.attempt = ((QueryOrder) command).attempt;
                yield query;
            }
            case QUERY_MARKET -> new QueryMarket();
            case QUERY_OPEN_ORDERS -> new QueryOpenOrders();
            case QUERY_BALANCES -> {
                QueryBalances query = new QueryBalances();
                query.venue = ((QueryBalances) command).venue;
                yield query;
            }
            case QUERY_TRADES -> {
                QueryTrades query = new QueryTrades();
                query.fromTradeId = ((QueryTrades) command).fromTradeId;
                yield query;
            }
            case REFRESH_DEAD_MANS_SWITCH -> {
                RefreshDeadMansSwitch refresh = new RefreshDeadMansSwitch();
                refresh.countdownNanos = ((RefreshDeadMansSwitch) command).countdownNanos;
                yield refresh;
            }
            default -> throw notACommand(command);
        };
        copy.sequence = command.sequence;
        copy.timeNanos = command.timeNanos;
        copy.market = command.market;
        copy.causeSequence = command.causeSequence;
        return copy;
    }

    private static PlaceOrder copy(PlaceOrder place) {
        PlaceOrder copy = new PlaceOrder();
        copy.orderId = place.orderId;
        copy.side = place.side;
        copy.priceTicks = place.priceTicks;
        copy.lots = place.lots;
        copy.postOnly = place.postOnly;
        return copy;
    }

    private static CancelOrder copy(CancelOrder cancel) {
        CancelOrder copy = new CancelOrder();
        copy.orderId = cancel.orderId;
        copy.cause = cancel.cause;
        return copy;
    }

    static RequestType type(Message command) {
        return RequestType.of(command.kind());
    }

    /** The order a command is about, 0 when it is about none. */
    static long orderId(Message command) {
        if (command instanceof PlaceOrder place) {
            return place.orderId;
        }
        if (command instanceof CancelOrder cancel) {
            return cancel.orderId;
        }
        return command instanceof QueryOrder query ? query.orderId : 0;
    }

    static RequestNotSent notSent(Message command, NotSentReason reason) {
        RequestNotSent event = new RequestNotSent();
        event.market = command.market;
        event.venue = venue(command);
        event.request = type(command);
        event.orderId = orderId(command);
        event.reason = reason;
        return event;
    }

    static RequestUnknown unknown(Message command, String text) {
        RequestUnknown event = new RequestUnknown();
        event.market = command.market;
        event.venue = venue(command);
        event.request = type(command);
        event.orderId = orderId(command);
        event.text = text;
        return event;
    }

    private static int venue(Message command) {
        return command instanceof VenueMessage ofVenue ? ofVenue.venue : 0;
    }

    private static IllegalArgumentException notACommand(Message message) {
        return new IllegalArgumentException(message.kind() + " is not a command");
    }
}
