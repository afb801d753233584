package dev.flowmaker.research.truth;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;

/** Hears an exchange on the way to somebody else, who hears all of it too. */
abstract class Relay implements ExchangeListener {
    private final ExchangeListener observer;

    Relay(ExchangeListener observer) {
        this.observer = observer;
    }

    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        observer.onLevel(market, timeNanos, updateId, side, priceTicks, displayedLots);
    }

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {
        observer.onTrade(
                market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
    }

    @Override
    public void onExecution(ExecutionReport report) {
        observer.onExecution(report);
    }

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
        observer.onBalance(account, timeNanos, asset, freeQuanta, lockedQuanta);
    }

    @Override
    public void onFrame(int market, long timeNanos) {
        observer.onFrame(market, timeNanos);
    }
}
