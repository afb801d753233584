package dev.flowmaker.core.quote;

/** The named parts of a quoted price. Their sum is the price. Codes are positions and never change their meaning. */
public enum PartKind {
    /** Middle between best bid and best ask, our own orders taken out. */
    MID,
    /** Fair-value shift by the signals. */
    ALPHA,
    /** Shift against inventory. */
    INVENTORY,
    /** Configured half-spread, towards the quote's own side. */
    HALF_SPREAD,
    /** What the floor of fees and least edge added to it. */
    FEE_FLOOR,
    /** Distance of this level from the first. */
    LEVEL_OFFSET,
    /** What the operator's lowest or highest price changed. */
    PRICE_LIMIT,
    /** Pulled back so as not to cross the other side. */
    POST_ONLY,
    /** To a whole tick: bids down, asks up. */
    ROUNDING;

    private static final PartKind[] VALUES = values();

    public static PartKind of(int code) {
        return VALUES[code];
    }

    public static int count() {
        return VALUES.length;
    }
}
