package dev.flowmaker.research.tape;

/** Something an import came across and did not simply write down. Problems stop a strict import. */
public enum Finding {
    BAD_LINE(true, "lines dropped: not what they should be"),
    UNREADABLE(true, "files not read to their end"),
    GAP(true, "gaps in the depth frames; signals start anew, what changed meanwhile is unknown until a snapshot"),
    WITHOUT_SNAPSHOT(true, "depth frames dropped: no snapshot they follow"),
    REORDERED(true, "depth frames out of order, put back"),
    DUPLICATE(true, "depth frames and trades dropped: seen before"),
    MISSING_TRADES(true, "trades missing by their ids"),
    TRADE_REORDERED(true, "trades out of order by their ids, kept"),
    CLOCK_BACK(true, "depth frames whose time is before the last one's"),
    LATE(true, "records that came too late to be sorted by time, kept where they came"),
    LEVEL_OFF_TICK(true, "levels dropped: the price is not a whole number of ticks"),
    CROSSED(true, "states whose best bid is not below the best ask, kept"),
    UNEVEN(true, "rows without their counterpart in the other file"),
    BEFORE_SNAPSHOT(false, "depth frames dropped: the snapshot holds them already"),
    BEFORE_BOOK(false, "trades and changes dropped: before the first book"),
    NOT_MARKET(false, "futures trades dropped: not made on the market (X is not MARKET)"),
    UNKNOWN_SIDE(false, "trades dropped: nobody knows who took"),
    OTHER_SYMBOL(false, "records dropped: of another symbol"),
    BEST_PRICE(false, "best-price records left out: repeated, received after the frame that has them, or without one"),
    OTHER_STREAM(false, "lines left out: streams of another kind"),
    NO_TRADE(false, "messages of auctions and halts: no trade"),
    TRADE_OFF_TICK(false, "trades between two ticks, rounded down"),
    ODD_LOT(false, "quantities that are no whole number of lots, rounded down"),
    STUB_LEVEL(false, "levels dropped: stub quotes below a dollar, between two ticks"),
    STALE_LEVEL(false, "levels removed: from before a gap, and crossed by newer ones"),
    DAY_SNAPSHOT(false, "snapshots that begin a further file; signals start anew"),
    LATER_SNAPSHOT(false, "snapshots not needed");

    private final boolean problem;
    private final String text;

    Finding(boolean problem, String text) {
        this.problem = problem;
        this.text = text;
    }

    public boolean problem() {
        return problem;
    }

    public String text() {
        return text;
    }
}
