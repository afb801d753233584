package dev.flowmaker.core.inventory;

import dev.flowmaker.core.Wide;

/**
 * What the open position of a perpetual cost, and so its average entry price and what a trade realised. Cost is the cash
 * that went out for it as if paid in full, quanta of what it is settled in: negative for a position that brought cash.
 *
 * <p>A trade that adds to the position adds its cash. One that takes from it takes the same share of the cost away,
 * rounded towards zero, and of one that turns it round the cash is shared in the same way: what is left keeps what
 * rounding left, so that over a position's life nothing is lost. What it realised is its cash less the cost taken away.
 */
public final class EntryCost {
    private EntryCost() {}

    /**
     * The cost after a trade.
     *
     * @param heldQuanta the position before it, contracts' quanta with a sign
     * @param costQuanta its cost
     * @param tradedQuanta bought, or sold when negative, contracts' quanta; not 0
     * @param cashQuanta received, or paid when negative, by the trade as if paid in full
     */
    public static long after(long heldQuanta, long costQuanta, long tradedQuanta, long cashQuanta) {
        boolean adds = heldQuanta == 0 || (heldQuanta > 0) == (tradedQuanta > 0);
        if (adds) {
            return costQuanta - cashQuanta;
        }
        long held = StrictMath.abs(heldQuanta);
        long traded = StrictMath.abs(tradedQuanta);
        return traded <= held
                ? costQuanta - share(costQuanta, traded, held)
                : share(cashQuanta, held, traded) - cashQuanta;
    }

    /** What a trade realised: its cash and the change of the cost. */
    public static long realised(long costBefore, long costAfter, long cashQuanta) {
        return cashQuanta + costAfter - costBefore;
    }

    private static long share(long quanta, long part, long whole) {
        return quanta < 0
                ? -Wide.multiplyDivideFloor(-quanta, part, whole)
                : Wide.multiplyDivideFloor(quanta, part, whole);
    }
}
