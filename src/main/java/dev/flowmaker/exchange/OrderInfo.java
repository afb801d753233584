package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;

/**
 * An order of an account as it stood at one moment.
 *
 * @param venueOrderId dense per market, in order of placement
 * @param priceTicks limit price; 0 for MARKET
 * @param lots quantity wanted; of a market order by quote quantity, the lots that came of it
 * @param quoteQuanta the quote quantity a market order was placed with, or 0
 * @param executedLots filled so far
 * @param executedQuoteQuanta value of what was filled so far
 * @param placedNanos venue time of its placement
 * @param updatedNanos venue time of its last change
 */
public record OrderInfo(
        int account,
        int market,
        long venueOrderId,
        String clientId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        SelfTradePrevention selfTradePrevention,
        long priceTicks,
        long lots,
        long quoteQuanta,
        long executedLots,
        long executedQuoteQuanta,
        OrderStatus status,
        long placedNanos,
        long updatedNanos) {

    public long remainingLots() {
        return lots - executedLots;
    }
}
