package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;

/**
 * What an exchange does, as it does it, on the thread that called it. A listener may query the exchange but not send it
 * anything before the call has returned.
 */
public interface ExchangeListener {
    /**
     * The quantity shown at a price changed. Inside a recorded frame of a capture, or while an order is matched, the book
     * may be crossed between two of these; it is not when the call into the exchange returns, nor in {@link #onFrame}.
     *
     * @param updateId dense per market
     * @param displayedLots quantity shown now, 0 when the level is gone
     */
    void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots);

    /**
     * A trade, before the reports of those who took part in it.
     *
     * @param tradeId dense per market
     * @param buyerIsMaker whether a seller took
     * @param buyerVenueOrderId 0 for a counterparty of a capture
     * @param sellerVenueOrderId 0 for a counterparty of a capture
     */
    void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId);

    /** Something happened to an order of an account. */
    void onExecution(ExecutionReport report);

    /** A balance after the execution report that changed it. */
    void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta);

    /**
     * A recorded depth frame of a capture has been applied completely, with the fills it caused. Recorded frames of a
     * market never share a millisecond unless they are played faster. A synthetic market has no frames.
     */
    void onFrame(int market, long timeNanos);

    /** The recording of a market lost its place here; the next frame is a new beginning. */
    default void onReset(int market, long timeNanos, ResetReason reason) {}

    /** A recorded touch of a capture, between two frames, has been applied completely, with the fills it caused. */
    default void onTouch(int market, long timeNanos) {}

    /** A position in a perpetual after the execution report that changed it, with what it cost, both with a sign. */
    default void onPosition(int account, long timeNanos, int asset, long quanta, long costQuanta) {}

    /** Funding of an account's position was paid; its balance follows. */
    default void onFunding(FundingInfo funding) {}

    /**
     * A perpetual was marked.
     *
     * @param index2Ticks {@code Instrument.NO_PRICE} when there is none
     * @param ratePpb of the next funding as it stands
     * @param fundingNanos when that is, 0 for never
     */
    default void onMark(
            int market, long timeNanos, long mark2Ticks, long index2Ticks, long ratePpb, long fundingNanos) {}
}
