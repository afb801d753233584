package dev.flowmaker.core.risk;

/** What the risk checks said of an order: the first that failed, or PASS. Codes are positions and never change. */
public enum Verdict {
    NOT_CHECKED,
    PASS,
    MIN_SIZE,
    MAX_SIZE,
    PRICE_RANGE,
    MIN_NOTIONAL,
    MAX_NOTIONAL,
    COLLAR,
    SELF_CROSS,
    POSITION,
    BALANCE,
    OPEN_ORDERS,
    ORDER_RATE
}
