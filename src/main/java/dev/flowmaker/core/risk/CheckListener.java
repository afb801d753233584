package dev.flowmaker.core.risk;

import dev.flowmaker.core.Side;

/** Hears of every check of an order with its numbers, also of those that passed. An engine that trades has none. */
public interface CheckListener {
    /** The checks of an order, new or standing, begin. */
    void begins(Side side, long priceTicks, long lots);

    /**
     * One check of it.
     *
     * @param observed the number seen, in the check's unit
     * @param limit what it was held against
     */
    void checked(Verdict check, long observed, long limit, boolean passed);
}
