package dev.flowmaker.core;

/** Every kind of record in the journal. The code is the SBE template id and never changes its meaning. */
public enum MessageKind {
    SESSION_STARTED(1, Family.SESSION),
    SNAPSHOT(2, Family.SESSION),
    CLOCK_ADJUSTED(3, Family.SESSION),
    SESSION_STOPPED(4, Family.SESSION),
    BOOK_UPDATE(10, Family.INPUT),
    TRADE(11, Family.INPUT),
    ORDER_ACCEPTED(12, Family.INPUT),
    ORDER_REJECTED(13, Family.INPUT),
    ORDER_CANCELED(14, Family.INPUT),
    FILL(15, Family.INPUT),
    REQUEST_FAILED(16, Family.INPUT),
    REQUEST_UNKNOWN(17, Family.INPUT),
    REQUEST_NOT_SENT(18, Family.INPUT),
    ORDER_REPORT(19, Family.INPUT),
    OPEN_ORDERS(20, Family.INPUT),
    BALANCE(21, Family.INPUT),
    CONNECTION_CHANGED(22, Family.INPUT),
    RATE_LIMITED(23, Family.INPUT),
    TIMER_FIRED(24, Family.INPUT),
    OPERATOR_REQUEST(25, Family.INPUT),
    TRADES_REPORT(26, Family.INPUT),
    TOUCH_UPDATE(27, Family.INPUT),
    MARK_PRICE(28, Family.INPUT),
    FUNDING(29, Family.INPUT),
    MARKET_STATUS(30, Family.INPUT),
    DECISION(40, Family.DECISION),
    NOTICE(41, Family.DECISION),
    PLACE_ORDER(50, Family.COMMAND),
    CANCEL_ORDER(51, Family.COMMAND),
    CANCEL_ALL(52, Family.COMMAND),
    QUERY_ORDER(53, Family.COMMAND),
    QUERY_OPEN_ORDERS(54, Family.COMMAND),
    QUERY_BALANCES(55, Family.COMMAND),
    QUERY_TRADES(56, Family.COMMAND),
    REFRESH_DEAD_MANS_SWITCH(57, Family.COMMAND),
    QUERY_MARKET(58, Family.COMMAND);

    /** Inputs feed a replay; decisions and commands are what the replay must reproduce. */
    public enum Family {
        SESSION,
        INPUT,
        DECISION,
        COMMAND
    }

    private final int code;
    private final Family family;

    MessageKind(int code, Family family) {
        this.code = code;
        this.family = family;
    }

    public int code() {
        return code;
    }

    public Family family() {
        return family;
    }
}
