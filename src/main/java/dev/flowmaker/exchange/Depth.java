package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;

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

    /** Best price of a side, or {@link Instrument#NO_PRICE}. */
    default long bestTicks(Side side) {
        return levels(side) == 0 ? Instrument.NO_PRICE : priceTicks(side, 0);
    }

    /** Half ticks, or {@link Instrument#NO_PRICE} when a side is empty. */
    default long mid2Ticks() {
        long bid = bestTicks(Side.BUY);
        long ask = bestTicks(Side.SELL);
        return bid == Instrument.NO_PRICE || ask == Instrument.NO_PRICE ? Instrument.NO_PRICE : bid + ask;
    }
}
