package dev.flowmaker.venue;

import java.util.List;

/**
 * What a venue says of our account before anything is traded.
 *
 * @param trade whether the key may place and cancel orders
 * @param withdraw whether it may take money out, which ours never should
 * @param anyAddress whether it works from any address on the network
 * @param balances by asset index as described
 * @param markets by market index as described
 */
public record Checkup(Answer trade, Answer withdraw, Answer anyAddress, List<Held> balances, List<MarketNow> markets) {
    public Checkup {
        balances = List.copyOf(balances);
        markets = List.copyOf(markets);
    }

    /** A venue may not say. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN;

        public static Answer of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    /** What the account has of an asset, quanta. */
    public record Held(long freeQuanta, long lockedQuanta) {}

    /**
     * A market at this moment.
     *
     * @param bidTicks best bid, NO_PRICE when nobody buys
     * @param askTicks best ask, NO_PRICE when nobody sells
     * @param ourOrders open orders of this daemon's making
     * @param otherOrders open orders of somebody else's on this account
     * @param fundingPpb of a perpetual, rate of the next funding as it stands, billionths; longs pay when positive
     * @param fundingTimeNanos when that is due, UTC nanoseconds; 0 when the venue did not say
     */
    public record MarketNow(
            long bidTicks, long askTicks, int ourOrders, int otherOrders, long fundingPpb, long fundingTimeNanos) {
        /** Of a market without funding. */
        public MarketNow(long bidTicks, long askTicks, int ourOrders, int otherOrders) {
            this(bidTicks, askTicks, ourOrders, otherOrders, 0, 0);
        }
    }
}
