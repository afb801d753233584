package dev.flowmaker.core.risk;

import dev.flowmaker.core.quote.Distance;
import java.util.List;

/**
 * Limits and breakers of one market.
 *
 * @param maxOrderLots largest order
 * @param maxOrderNotionalQuanta largest value of an order, quote quanta
 * @param maxLongQuanta how far inventory may be above its target, base quanta, every open buy counted as filled
 * @param maxShortQuanta how far it may be below, every open sell counted as filled
 * @param collarPpb farthest an order's price may be from the mid, billionths of the mid
 * @param requests how often orders may be placed
 * @param maxOpenOrders most orders not known to have ended
 * @param tradeCollarPpb farthest an order's price may be from the last trade, billionths of it
 * @param referenceCollarPpb farthest it may be from the slow reference, billionths of it
 * @param referenceNanos time constant of the slow reference
 * @param maxGrossQuanta most that the larger position that open orders may lead to, either way, may be worth at the mid,
 *     quote quanta
 * @param dayLoss most that may be lost in a day before the breaker trips
 * @param drawdown most that may be lost from the highest profit before the breaker trips
 * @param widenBy how much farther out quotes stand while a breaker asks for it
 * @param breakers by the code of their kind
 * @param margin of a perpetual
 */
public record RiskSettings(
        long maxOrderLots,
        long maxOrderNotionalQuanta,
        long maxLongQuanta,
        long maxShortQuanta,
        long collarPpb,
        RequestLimits requests,
        int maxOpenOrders,
        long tradeCollarPpb,
        long referenceCollarPpb,
        long referenceNanos,
        long maxGrossQuanta,
        LossLimit dayLoss,
        LossLimit drawdown,
        Distance widenBy,
        List<BreakerSettings> breakers,
        MarginLimits margin) {
    public static final long UNLIMITED = Long.MAX_VALUE;
    private static final long MINUTE = 60_000_000_000L;

    /** With margin as far as the venue goes. */
    public RiskSettings(
            long maxOrderLots,
            long maxOrderNotionalQuanta,
            long maxLongQuanta,
            long maxShortQuanta,
            long collarPpb,
            RequestLimits requests,
            int maxOpenOrders,
            long tradeCollarPpb,
            long referenceCollarPpb,
            long referenceNanos,
            long maxGrossQuanta,
            LossLimit dayLoss,
            LossLimit drawdown,
            Distance widenBy,
            List<BreakerSettings> breakers) {
        this(
                maxOrderLots,
                maxOrderNotionalQuanta,
                maxLongQuanta,
                maxShortQuanta,
                collarPpb,
                requests,
                maxOpenOrders,
                tradeCollarPpb,
                referenceCollarPpb,
                referenceNanos,
                maxGrossQuanta,
                dayLoss,
                drawdown,
                widenBy,
                breakers,
                MarginLimits.NONE);
    }

    /** Limits of an order and of the position; no other, and no breakers. */
    public RiskSettings(
            long maxOrderLots,
            long maxOrderNotionalQuanta,
            long maxLongQuanta,
            long maxShortQuanta,
            long collarPpb,
            int maxOrders,
            long orderRateWindowNanos,
            int maxOpenOrders) {
        this(
                maxOrderLots,
                maxOrderNotionalQuanta,
                maxLongQuanta,
                maxShortQuanta,
                collarPpb,
                RequestLimits.rate(maxOrders, orderRateWindowNanos),
                maxOpenOrders,
                UNLIMITED,
                UNLIMITED,
                MINUTE,
                UNLIMITED,
                LossLimit.NONE,
                LossLimit.NONE,
                Distance.ZERO,
                BreakerSettings.NONE,
                MarginLimits.NONE);
    }

    /** The same with limits of margin. */
    public RiskSettings with(MarginLimits newMargin) {
        return new RiskSettings(
                maxOrderLots,
                maxOrderNotionalQuanta,
                maxLongQuanta,
                maxShortQuanta,
                collarPpb,
                requests,
                maxOpenOrders,
                tradeCollarPpb,
                referenceCollarPpb,
                referenceNanos,
                maxGrossQuanta,
                dayLoss,
                drawdown,
                widenBy,
                breakers,
                newMargin);
    }

    /** The same with other breakers, by the code of their kind. */
    public RiskSettings with(List<BreakerSettings> newBreakers) {
        return with(dayLoss, drawdown, widenBy, newBreakers);
    }

    /** The same with other loss limits, another distance to widen by and other breakers. */
    public RiskSettings with(
            LossLimit newDayLoss, LossLimit newDrawdown, Distance newWidenBy, List<BreakerSettings> newBreakers) {
        return new RiskSettings(
                maxOrderLots,
                maxOrderNotionalQuanta,
                maxLongQuanta,
                maxShortQuanta,
                collarPpb,
                requests,
                maxOpenOrders,
                tradeCollarPpb,
                referenceCollarPpb,
                referenceNanos,
                maxGrossQuanta,
                newDayLoss,
                newDrawdown,
                newWidenBy,
                newBreakers,
                margin);
    }
}
