package dev.flowmaker.core.event;

/** The kinds of request a venue is sent. */
public enum RequestType {
    PLACE,
    CANCEL,
    CANCEL_ALL,
    QUERY_ORDER,
    QUERY_OPEN_ORDERS,
    QUERY_BALANCES,
    QUERY_TRADES,
    REFRESH_SWITCH
}
