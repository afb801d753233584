package dev.flowmaker.exchange.bitmex;

/**
 * How much clients may ask for over REST. Requests are counted by token buckets that fill up again evenly.
 *
 * @param requestsPerMinute of an account
 * @param unsignedPerMinute of an address that does not sign
 * @param ordersPerSecond requests of an account that place or cancel, in one second
 * @param refusalsBeforeBan requests refused for that within a minute before the account or address is banned
 * @param banNanos how long a ban is
 */
public record BitmexLimits(
        int requestsPerMinute, int unsignedPerMinute, int ordersPerSecond, int refusalsBeforeBan, long banNanos) {
    /**
     * BitMEX's own of December 2020: 60 requests a minute, 30 without a key, 10 orders a second, and an hour's ban for going
     * on. How many refusals lead to it is not published.
     */
    public static final BitmexLimits BITMEX = new BitmexLimits(60, 30, 10, 100, 3_600_000_000_000L);

    /** So many times as much. */
    public BitmexLimits times(int multiple) {
        return new BitmexLimits(
                requestsPerMinute * multiple,
                unsignedPerMinute * multiple,
                ordersPerSecond * multiple,
                refusalsBeforeBan,
                banNanos);
    }
}
