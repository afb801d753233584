package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.RequestLimits;

/**
 * How much clients may ask for. The windows are fixed and start at whole multiples of their length since the epoch, as
 * Binance's do.
 *
 * @param weightPerMinute request weight an address may use in a minute
 * @param refusalsBeforeBan requests an address may send on top of its weight in that minute before it is banned
 * @param firstBanNanos length of an address's first ban; each further ban is twice as long
 * @param longestBanNanos what bans grow to
 * @param ordersPerTenSeconds orders an account may place in ten seconds; an order that fills no longer counts
 * @param ordersPerDay the same for a day
 * @param messagesPerSecond frames a client may send on one market stream connection in a second
 * @param streamsPerConnection streams one connection may follow
 */
public record ApiLimits(
        int weightPerMinute,
        int refusalsBeforeBan,
        long firstBanNanos,
        long longestBanNanos,
        int ordersPerTenSeconds,
        int ordersPerDay,
        int messagesPerSecond,
        int streamsPerConnection) {
    /** Binance's own. How many refusals lead to a ban is not published. */
    public static final ApiLimits BINANCE =
            new ApiLimits(6_000, 100, 120 * 1_000_000_000L, 3 * 86_400 * 1_000_000_000L, 50, 160_000, 5, 1_024);

    /** So many times as much. */
    public ApiLimits times(int multiple) {
        return new ApiLimits(
                weightPerMinute * multiple,
                refusalsBeforeBan,
                firstBanNanos,
                longestBanNanos,
                ordersPerTenSeconds * multiple,
                ordersPerDay * multiple,
                messagesPerSecond,
                streamsPerConnection);
    }

    RequestLimits requests() {
        return new RequestLimits(ordersPerTenSeconds, ordersPerDay, weightPerMinute);
    }
}
