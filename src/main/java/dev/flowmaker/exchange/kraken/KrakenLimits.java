package dev.flowmaker.exchange.kraken;

/**
 * How much clients may ask for. Counters go up with each request and down with time; above their limit requests are refused.
 *
 * @param calls what a key's counter, and the counter of public requests of an address, may reach
 * @param callsPerSecond what goes off them in a second
 * @param orders what an account's counter of one pair's orders may reach
 * @param ordersPerSecond what goes off it in a second
 */
public record KrakenLimits(int calls, double callsPerSecond, int orders, double ordersPerSecond) {
    /** Kraken's own for the highest level of verification. */
    public static final KrakenLimits PRO = new KrakenLimits(20, 1.0, 180, 3.75);

    public KrakenLimits {
        if (calls <= 0 || callsPerSecond <= 0 || orders <= 0 || ordersPerSecond <= 0) {
            throw new IllegalArgumentException("limits of the local exchange must be above 0");
        }
    }

    /** So many times as much. */
    public KrakenLimits times(int multiple) {
        return new KrakenLimits(
                calls * multiple, callsPerSecond * multiple, orders * multiple, ordersPerSecond * multiple);
    }
}
