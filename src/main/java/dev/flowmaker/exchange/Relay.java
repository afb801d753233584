package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;

/** Hears an exchange on the way to somebody else, who hears all of it too. */
public abstract class Relay implements ExchangeListener {
    private final ExchangeListener observer;

    protected Relay(ExchangeListener observer) {
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

    @Override
    public void onReset(int market, long timeNanos, ResetReason reason) {
        observer.onReset(market, timeNanos, reason);
    }

    @Override
    public void onTouch(int market, long timeNanos) {
        observer.onTouch(market, timeNanos);
    }

    @Override
    public void onPosition(int account, long timeNanos, int asset, long quanta, long costQuanta) {
        observer.onPosition(account, timeNanos, asset, quanta, costQuanta);
    }

    @Override
    public void onFunding(FundingInfo funding) {
        observer.onFunding(funding);
    }

    @Override
    public void onMark(int market, long timeNanos, long mark2Ticks, long index2Ticks, long ratePpb, long fundingNanos) {
        observer.onMark(market, timeNanos, mark2Ticks, index2Ticks, ratePpb, fundingNanos);
    }
}
