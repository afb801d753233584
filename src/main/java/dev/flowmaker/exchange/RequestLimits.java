package dev.flowmaker.exchange;

/**
 * How much an account may ask of a venue. Windows start at whole multiples of their length since the epoch, as Binance's do.
 *
 * @param ordersPerTenSeconds orders it may place in ten seconds; one that trades no longer counts
 * @param ordersPerDay the same for a day
 * @param weightPerMinute of all its requests
 */
public record RequestLimits(int ordersPerTenSeconds, int ordersPerDay, int weightPerMinute) {
    /** As much as it likes. */
    public static final RequestLimits NONE = new RequestLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    /** Binance's own. */
    public static final RequestLimits BINANCE = new RequestLimits(50, 160_000, 6_000);
}
