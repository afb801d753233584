package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;

/**
 * Order flow at the best level between two consecutive states of a book, e_n of Cont, Kukanov and Stoikov (2014), "The
 * price impact of order book events": what was added to the best bid or taken from the best ask counts up.
 */
public final class BestLevelFlow {
    private BestLevelFlow() {}

    /** What one side adds to e_n, lots; nothing when the side was empty before or after. */
    public static long of(Side side, long previousTicks, long previousLots, long ticks, long lots) {
        if (previousTicks == Instrument.NO_PRICE || ticks == Instrument.NO_PRICE) {
            return 0;
        }
        long grown = side.better(previousTicks, ticks) ? 0 : lots;
        long shrunk = side.better(ticks, previousTicks) ? 0 : previousLots;
        return side.sign() * (grown - shrunk);
    }
}
