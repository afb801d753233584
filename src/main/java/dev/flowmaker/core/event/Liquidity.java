package dev.flowmaker.core.event;

/** Whether a fill made or took liquidity. Codes are positions and never change. */
public enum Liquidity {
    MAKER,
    TAKER,
    /** The venue did not say. */
    UNKNOWN,
    /** The venue closed our position by force. */
    LIQUIDATION
}
