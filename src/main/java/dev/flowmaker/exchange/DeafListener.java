package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;

/** Hears nothing: for those who learn elsewhere what the exchange does, or want to hear of one thing only. */
public class DeafListener implements ExchangeListener {
    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {}

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {}

    @Override
    public void onExecution(ExecutionReport report) {}

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

    @Override
    public void onFrame(int market, long timeNanos) {}
}
