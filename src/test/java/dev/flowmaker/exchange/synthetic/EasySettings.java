package dev.flowmaker.exchange.synthetic;

/**
 * A synthetic market's seed and temper.
 *
 * @param seed the same seed gives the same participants
 * @param startPriceTicks reference price at the start
 * @param volatilityTicks standard deviation of the reference price's drift, ticks per square root of a second
 * @param halfSpreadTicks how far from the reference price the nearest makers quote
 * @param levelSpacingTicks mean distance between neighbouring levels
 * @param levels how many levels a side the makers keep
 * @param levelLots mean quantity of one maker's order
 * @param updatesPerSecond placements of the makers, mean
 * @param marketOrdersPerSecond arrivals of takers, mean over bursts and lulls
 * @param marketOrderLots mean quantity of a taker's order
 */
public record EasySettings(
        long seed,
        long startPriceTicks,
        double volatilityTicks,
        long halfSpreadTicks,
        double levelSpacingTicks,
        int levels,
        long levelLots,
        double updatesPerSecond,
        double marketOrdersPerSecond,
        long marketOrderLots) {

    /** Like BTC/USDT with a tick of 0.01 and a lot of 0.00001, around 60,000. */
    public static EasySettings bitcoin(long seed) {
        return new EasySettings(seed, 6_000_000, 120.0, 50, 60.0, 25, 20_000, 60.0, 6.0, 3_000);
    }
}
