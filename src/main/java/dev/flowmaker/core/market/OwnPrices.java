package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;

/** Where orders of ours may be in the last frame. */
@FunctionalInterface
public interface OwnPrices {
    /** For a book that others alone are in. */
    OwnPrices NONE = (side, priceTicks) -> false;

    /** Whether what is shown at a price may be ours in part. */
    boolean mayBeOurs(Side side, long priceTicks);
}
