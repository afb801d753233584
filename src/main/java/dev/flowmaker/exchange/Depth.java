package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;

/** The displayed book of a market, every level, as it stands at the moment of each call. */
public interface Depth {
    /** Distinct prices shown on a side. */
    int levels(Side side);

    /** Price of the level at {@code rank}, 0 the best. */
    long priceTicks(Side side, int rank);

    /** Quantity shown at {@code rank}, 0 the best; above 0. */
    long lots(Side side, int rank);

    /** Quantity shown at a price, 0 when there is none. */
    long lotsAt(Side side, long priceTicks);
}
