package dev.flowmaker.core.risk;

/**
 * How many requests a market, or all of a venue, may see. Placements and cancels count; only placements are held back.
 *
 * @param maxOrders most in any {@code windowNanos} of event time
 * @param windowNanos window of that rate
 * @param ordersPerTrade most for each trade of ours in {@code tradeWindowNanos}; {@link #UNLIMITED} is no such limit
 * @param freeOrders how many more than that, trades or not
 * @param tradeWindowNanos window of the order-to-trade ratio
 */
public record RequestLimits(
        int maxOrders, long windowNanos, int ordersPerTrade, int freeOrders, long tradeWindowNanos) {
    /** No limit for each trade. */
    public static final int UNLIMITED = 0;

    private static final long HOUR = 3_600_000_000_000L;

    /** A rate alone. */
    public static RequestLimits rate(int maxOrders, long windowNanos) {
        return new RequestLimits(maxOrders, windowNanos, UNLIMITED, 0, HOUR);
    }

    boolean limitsPerTrade() {
        return ordersPerTrade != UNLIMITED;
    }
}
