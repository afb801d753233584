package dev.flowmaker.exchange.matching;

import dev.flowmaker.core.Side;
import org.jspecify.annotations.Nullable;

/** What happens in a book. The book is complete for the event's own level only when {@link #onLevel} tells of it. */
public interface BookListener {
    /** The quantity shown at a price changed; 0 when the level is gone. */
    void onLevel(Side side, long priceTicks, long displayedLots);

    /**
     * A trade, already counted in the orders' executed lots. At most one of the two is null, for recorded quantity.
     *
     * @param aggressor side of the taker
     */
    void onMatch(@Nullable Order maker, @Nullable Order taker, Side aggressor, long priceTicks, long lots);

    /** A recorded trade, or the part of it that no order of ours shared in. */
    void onRecordedTrade(Side aggressor, long priceTicks, long lots);

    /** A resting order was taken out by self-trade prevention. */
    void onPrevented(Order maker);
}
