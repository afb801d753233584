package dev.flowmaker.core.risk;

/**
 * Limits checked before every order of one market.
 *
 * @param maxOrderLots largest order
 * @param maxOrderNotionalQuanta largest value of an order, quote quanta
 * @param maxLongQuanta how far inventory may be above its target, base quanta, every open buy counted as filled
 * @param maxShortQuanta how far it may be below, every open sell counted as filled
 * @param collarPpb farthest an order's price may be from the mid, billionths of the mid
 * @param maxOrders most placements and cancels in any {@code orderRateWindowNanos} of event time
 * @param orderRateWindowNanos window of the order rate
 * @param maxOpenOrders most orders not known to have ended
 */
public record RiskSettings(
        long maxOrderLots,
        long maxOrderNotionalQuanta,
        long maxLongQuanta,
        long maxShortQuanta,
        long collarPpb,
        int maxOrders,
        long orderRateWindowNanos,
        int maxOpenOrders) {}
