package dev.flowmaker.exchange;

/**
 * A public trade.
 *
 * @param buyerIsMaker whether a seller took
 * @param buyerVenueOrderId 0 for a counterparty of a capture
 * @param sellerVenueOrderId 0 for a counterparty of a capture
 */
public record TradeInfo(
        int market,
        long timeNanos,
        long tradeId,
        long priceTicks,
        long lots,
        boolean buyerIsMaker,
        long buyerVenueOrderId,
        long sellerVenueOrderId) {}
