package dev.flowmaker.core.quote;

/** The named parts of a quoted price. Their sum is the price. Codes are positions and never change their meaning. */
public enum PartKind {
    /** Middle between best bid and best ask, our own orders taken out. */
    MID,
    /** Fair-value shift by the signals. */
    ALPHA,
    /** Shift against inventory. */
    INVENTORY,
    /** The model's half-spread, towards the quote's own side. */
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
    ROUNDING,
    /** What the model's own drift term moves the fair value beyond alpha. */
    DRIFT,
    /** Widening by volatility above its base. */
    VOLATILITY,
    /** What the expected markout against us added to the floor. */
    ADVERSE_SELECTION,
    /** One tick nearer or farther than the touch, by the queues there. */
    QUEUE,
    /** Moved outward, by whole ticks, while a breaker asks for it. */
    BREAKER;

    private static final PartKind[] VALUES = values();

    public static PartKind of(int code) {
        return VALUES[code];
    }

    public static int count() {
        return VALUES.length;
    }
}
