package dev.flowmaker.core.risk;

import dev.flowmaker.core.market.Instrument;

/** What the risk checks are held against: the market and everything of ours that may still trade. Reused by the engine. */
public final class Exposure {
    public long nowNanos;
    public long mid2Ticks;
    /** Price of the last public trade, or {@link Instrument#NO_PRICE}. */
    public long lastTradeTicks = Instrument.NO_PRICE;
    /** The slow reference, half ticks, or {@link Instrument#NO_PRICE}. */
    public long reference2Ticks = Instrument.NO_PRICE;
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

    /** Open orders of all markets at the venue. */
    public int venueOpenOrders;
    /** Base held beyond the session's opening if every open order of any market that adds to it filled, base quanta. */
    public long accountBaseMostQuanta;
    /** The same if every open order that takes from it filled: negative when less than at the opening. */
    public long accountBaseLeastQuanta;
    /** As {@link #accountBaseMostQuanta}, of the quote asset. */
    public long accountQuoteMostQuanta;
    /** As {@link #accountBaseLeastQuanta}, of the quote asset. */
    public long accountQuoteLeastQuanta;
    /** What the larger possible position of each market with this quote asset is worth, summed, quote quanta. */
    public long accountGrossQuanta;

    /** Of a perpetual the position, its target not taken off, base quanta. Read for no other, as all below. */
    public long positionQuanta;
    /** Price at which the position is marked, half ticks. */
    public long mark2Ticks;
    /** Wallet and what positions gained and lost so far, what other orders bind taken off, quanta of the settlement. */
    public long equityQuanta;
    /** What the larger possible positions of the other perpetuals with this settlement are worth, its quanta. */
    public long otherValueQuanta;
    /** Initial margin of those, its quanta. */
    public long otherInitialQuanta;
    /** Their maintenance margin, its quanta. */
    public long otherMaintenanceQuanta;
}
