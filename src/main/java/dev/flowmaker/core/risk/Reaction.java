package dev.flowmaker.core.risk;

/** What a tripped breaker does, the mildest first. Codes are positions and never change. */
public enum Reaction {
    /** The breaker is not watched. */
    OFF,
    /** Quotes stand farther from the fair value by a configured distance. */
    WIDEN,
    /** Only the side that brings inventory nearer its target is quoted; at the target neither. */
    ONE_SIDE,
    /** Every order is canceled and nothing is placed: of the market, or of all for a breaker that watches all. */
    CANCEL,
    /** The same in every market, whichever the breaker watches. */
    HALT
}
