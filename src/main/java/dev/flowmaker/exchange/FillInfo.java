package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;

/**
 * One side of one trade, as its account sees it.
 *
 * @param tradeId dense per market; the public trade has the same
 * @param side the account's side
 * @param quoteQuanta value of the trade
 * @param commissionQuanta paid in {@code commissionAsset}; negative is a rebate
 * @param commissionAsset index of the asset it was taken in
 */
public record FillInfo(
        int account,
        int market,
        long tradeId,
        long venueOrderId,
        String clientId,
        Side side,
        long priceTicks,
        long lots,
        long quoteQuanta,
        long commissionQuanta,
        int commissionAsset,
        boolean maker,
        long timeNanos) {
    /** What client ids of forced closes begin with, as on Binance. */
    public static final String FORCED = "autoclose-";

    /** Whether the venue closed the position by force. */
    public boolean isForced() {
        return clientId.startsWith(FORCED);
    }
}
