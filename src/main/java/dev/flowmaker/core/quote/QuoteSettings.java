package dev.flowmaker.core.quote;

import java.util.List;

/**
 * Everything about quotes: the model, and what is common to all of them.
 *
 * @param halfSpread distance of the first level from the fair value; {@link ModelKind#FIXED} only
 * @param feeFloor whether the half-spread is never below maker fee plus {@code minEdge}
 * @param minEdge least edge kept beyond the maker fee
 * @param levels price levels a side
 * @param levelSpacing distance between levels
 * @param levelLots size of each level, lots, one per level
 * @param targetIsOpening inventory is steered to what was held at start; otherwise to {@code targetQuanta}
 * @param targetQuanta base quanta to hold, where not the opening balance
 * @param priceSkewMicroTicks how far both quotes move, millionths of a tick, when inventory is at its limit;
 *     {@link ModelKind#FIXED} and {@link ModelKind#JOIN} only
 * @param sizeSkewPpm how much of the size of the side that adds to inventory is taken away at its limit, millionths
 * @param minPriceTicks price floor: nothing is sold below
 * @param maxPriceTicks price ceiling: nothing is bought above
 * @param pauseAfterFillNanos how long a side that was filled is not quoted anew; 0 is not at all
 * @param model the quote model
 * @param widening with volatility
 * @param adverse markout of our own fills
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
        long pauseAfterFillNanos,
        ModelSettings model,
        WideningSettings widening,
        AdverseSettings adverse) {

    /** A fixed spread that neither widens nor learns from its fills. */
    public QuoteSettings(
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
            long pauseAfterFillNanos) {
        this(
                halfSpread,
                feeFloor,
                minEdge,
                levels,
                levelSpacing,
                levelLots,
                targetIsOpening,
                targetQuanta,
                priceSkewMicroTicks,
                sizeSkewPpm,
                minPriceTicks,
                maxPriceTicks,
                pauseAfterFillNanos,
                ModelSettings.FIXED,
                WideningSettings.NONE,
                AdverseSettings.NONE);
    }

    /** The same with another model. */
    public QuoteSettings with(ModelSettings newModel) {
        return with(newModel, widening, adverse);
    }

    /** The same with another model, widening and markout. */
    public QuoteSettings with(ModelSettings newModel, WideningSettings newWidening, AdverseSettings newAdverse) {
        return new QuoteSettings(
                halfSpread,
                feeFloor,
                minEdge,
                levels,
                levelSpacing,
                levelLots,
                targetIsOpening,
                targetQuanta,
                priceSkewMicroTicks,
                sizeSkewPpm,
                minPriceTicks,
                maxPriceTicks,
                pauseAfterFillNanos,
                newModel,
                newWidening,
                newAdverse);
    }
}
