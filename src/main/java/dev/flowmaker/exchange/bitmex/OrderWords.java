package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.TimeInForce;

/** What the protocol calls things about orders. */
final class OrderWords {
    static final String POST_ONLY = "ParticipateDoNotInitiate";

    private OrderWords() {}

    static String side(Side side) {
        return side == Side.BUY ? "Buy" : "Sell";
    }

    static String type(OrderType type) {
        return type == OrderType.MARKET ? "Market" : "Limit";
    }

    static String timeInForce(OrderInfo order) {
        if (order.type() == OrderType.MARKET) {
            return timeInForce(TimeInForce.IOC);
        }
        return timeInForce(order.type() == OrderType.LIMIT_MAKER ? TimeInForce.GTC : order.timeInForce());
    }

    static String timeInForce(TimeInForce time) {
        return switch (time) {
            case GTC -> "GoodTillCancel";
            case IOC -> "ImmediateOrCancel";
            case FOK -> "FillOrKill";
        };
    }

    static String instructions(OrderInfo order) {
        return order.type() == OrderType.LIMIT_MAKER ? POST_ONLY : "";
    }

    static String status(OrderStatus status) {
        return switch (status) {
            case NEW -> "New";
            case PARTIALLY_FILLED -> "PartiallyFilled";
            case FILLED -> "Filled";
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH, POST_ONLY -> "Canceled";
        };
    }

    /** Why an order is as it is, for people. */
    static String text(OrderInfo order) {
        String submitted = order.clientId().startsWith(FillInfo.FORCED) ? "Liquidation" : "Submitted via API.";
        String reason = switch (order.status()) {
            case NEW, PARTIALLY_FILLED, FILLED -> "";
            case CANCELED -> "Canceled: Canceled via API.";
            case POST_ONLY -> "Canceled: Order had execInst of " + POST_ONLY;
            case EXPIRED_IN_MATCH -> "Canceled: Order would have traded with the account's own";
            case EXPIRED ->
                order.type() == OrderType.MARKET
                        ? "Canceled: Order had ordType of Market"
                        : order.timeInForce() == TimeInForce.GTC
                                ? "Canceled: Account was liquidated"
                                : "Canceled: Order had timeInForce of " + timeInForce(order.timeInForce());
        };
        return reason.isEmpty() ? submitted : reason + "\n" + submitted;
    }
}
