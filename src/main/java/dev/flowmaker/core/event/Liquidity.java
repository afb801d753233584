package dev.flowmaker.core.event;

/** Whether a fill made or took liquidity. */
public enum Liquidity {
    MAKER,
    TAKER,
    /** The venue did not say. */
    UNKNOWN
}
