package dev.flowmaker.core.event;

import dev.flowmaker.core.MessageKind;

/** The kinds of request a venue is sent. */
public enum RequestType {
    PLACE,
    CANCEL,
    CANCEL_ALL,
    QUERY_ORDER,
    QUERY_OPEN_ORDERS,
    QUERY_BALANCES,
    QUERY_TRADES,
    REFRESH_SWITCH,
    QUERY_MARKET;

    /** What a command asks for. */
    public static RequestType of(MessageKind command) {
        return switch (command) {
            case PLACE_ORDER -> PLACE;
            case CANCEL_ORDER -> CANCEL;
            case CANCEL_ALL -> CANCEL_ALL;
            case QUERY_ORDER -> QUERY_ORDER;
            case QUERY_OPEN_ORDERS -> QUERY_OPEN_ORDERS;
            case QUERY_BALANCES -> QUERY_BALANCES;
            case QUERY_TRADES -> QUERY_TRADES;
            case REFRESH_DEAD_MANS_SWITCH -> REFRESH_SWITCH;
            case QUERY_MARKET -> QUERY_MARKET;
            default -> throw new IllegalArgumentException(command + " is not a command");
        };
    }
}
