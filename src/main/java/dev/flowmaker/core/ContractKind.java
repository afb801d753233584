package dev.flowmaker.core;

/** What a market trades. Codes are positions and never change. */
public enum ContractKind {
    /** The base asset itself. */
    SPOT,
    /** A perpetual whose contract is so much base, settled in the quote: its value is in proportion to the price. */
    LINEAR,
    /** A perpetual whose contract is so much quote, settled in the base: its value is in proportion to 1 ÷ price. */
    INVERSE
}
