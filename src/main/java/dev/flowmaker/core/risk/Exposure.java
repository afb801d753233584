package dev.flowmaker.core.risk;

import dev.flowmaker.core.market.Instrument;

/** What the risk checks are held against: the market and everything of ours that may still trade. Reused by the engine. */
public final class Exposure {
    public long nowNanos;
    public long mid2Ticks;
    /** Base held minus target, base quanta. */
    public long inventoryQuanta;
    /** Open size of every buy not known to have ended, base quanta. */
    public long openBuyQuanta;
    /** Open size of every sell not known to have ended, base quanta. */
    public long openSellQuanta;
    /** Base not bound in any open or unknown order. */
    public long freeBaseQuanta;
    /** Quote not bound in any open or unknown order. */
    public long freeQuoteQuanta;
    /** Highest price of an own buy that may be open, or {@link Instrument#NO_PRICE}. */
    public long highestBuyTicks = Instrument.NO_PRICE;
    /** Lowest price of an own sell that may be open, or {@link Instrument#NO_PRICE}. */
    public long lowestSellTicks = Instrument.NO_PRICE;

    public int openOrders;
}
