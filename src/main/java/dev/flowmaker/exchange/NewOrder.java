package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import org.jspecify.annotations.Nullable;

/**
 * A request to place an order.
 *
 * @param market index of the market
 * @param clientId the client's name for it, unique among the account's open orders of the market
 * @param timeInForce used by LIMIT only
 * @param priceTicks limit price; 0 for MARKET
 * @param lots quantity; 0 when {@code quoteQuanta} is given
 * @param quoteQuanta MARKET only: how much of the quote asset to spend or to earn, 0 when {@code lots} is given
 * @param selfTradePrevention null for the exchange's default
 */
public record NewOrder(
        int market,
        String clientId,
        Side side,
        OrderType type,
        TimeInForce timeInForce,
        long priceTicks,
        long lots,
        long quoteQuanta,
        @Nullable SelfTradePrevention selfTradePrevention) {

    public static NewOrder limit(
            int market, String clientId, Side side, TimeInForce timeInForce, long priceTicks, long lots) {
        return new NewOrder(market, clientId, side, OrderType.LIMIT, timeInForce, priceTicks, lots, 0, null);
    }

    public static NewOrder limitMaker(int market, String clientId, Side side, long priceTicks, long lots) {
        return new NewOrder(market, clientId, side, OrderType.LIMIT_MAKER, TimeInForce.GTC, priceTicks, lots, 0, null);
    }

    public static NewOrder market(int market, String clientId, Side side, long lots) {
        return new NewOrder(market, clientId, side, OrderType.MARKET, TimeInForce.IOC, 0, lots, 0, null);
    }

    /** A market order for as many lots as {@code quoteQuanta} buys or as earn at most that. */
    public static NewOrder marketForQuote(int market, String clientId, Side side, long quoteQuanta) {
        return new NewOrder(market, clientId, side, OrderType.MARKET, TimeInForce.IOC, 0, 0, quoteQuanta, null);
    }
}
