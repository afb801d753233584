package dev.flowmaker.exchange;

/** What becomes of the part of a LIMIT order that does not trade at once. */
public enum TimeInForce {
    /** It rests until canceled. */
    GTC,
    /** It expires. */
    IOC,
    /** The order trades at once in full or expires untouched. */
    FOK
}
