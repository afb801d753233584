package dev.flowmaker.core.quote;

import java.util.List;

/**
 * The fixed-spread quote model's parameters.
 *
 * @param halfSpread distance of the first level from the fair value
 * @param feeFloor whether the half-spread is never below maker fee plus {@code minEdge}
 * @param minEdge least edge kept beyond the maker fee
 * @param levels price levels a side
 * @param levelSpacing distance between levels
 * @param levelLots size of each level, lots, one per level
 * @param targetIsOpening inventory is steered to what was held at start; otherwise to {@code targetQuanta}
 * @param targetQuanta base quanta to hold, where not the opening balance
 * @param priceSkewMicroTicks how far both quotes move, millionths of a tick, when inventory is at its limit
 * @param sizeSkewPpm how much of the size of the side that adds to inventory is taken away at its limit, millionths
 * @param minPriceTicks price floor: nothing is sold below
 * @param maxPriceTicks price ceiling: nothing is bought above
 * @param pauseAfterFillNanos how long a side that was filled is not quoted anew; 0 is not at all
 */
public record QuoteSettings(
        Distance halfSpread,
        boolean feeFloor,
        Distance minEdge,
        int levels,
        Distance levelSpacing,
        List<Long> levelLots,
        boolean targetIsOpening,
        long targetQuanta,
        long priceSkewMicroTicks,
        long sizeSkewPpm,
        long minPriceTicks,
        long maxPriceTicks,
        long pauseAfterFillNanos) {}
