package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.TradesReport;

/**
 * Whether a venue began anew, as test networks do: orders, trades and balances of before are gone, and ids repeat. Where
 * something cannot be explained otherwise, an order that lived and is not known or a balance, the newest trade of each market
 * is asked for. A venue forgets no trades: one that is older than the newest it told before proves it, when it is told in
 * two comparisons running.
 */
final class ResetWatch {
    private boolean suspicious;
    /** Whether the last comparison had the proof. */
    private boolean seen;
    /** Whether this one has. */
    private boolean seenNow;

    private long newestId;
    private long confirmedId;
    /** When the last reset was proven, {@code Long.MIN_VALUE} for never. */
    private long resetNanos = Long.MIN_VALUE;
    /** Whether the balances after a reset are still to be taken. */
    private boolean untaken;

    /** Something has no other explanation; returns whether that is new. */
    boolean suspect() {
        boolean isNew = !suspicious;
        suspicious = true;
        return isNew;
    }

    boolean suspicious() {
        return suspicious;
    }

    /** A comparison begins to ask for newest trades. */
    void begin() {
        seenNow = false;
    }

    /** The newest trade of one market, by the venue. */
    void onNewest(TradesReport event, long ourConfirmedId) {
        if (ourConfirmedId > 0 && event.lastTradeId < ourConfirmedId) {
            seenNow = true;
            newestId = event.lastTradeId;
            confirmedId = ourConfirmedId;
        }
    }

    /** Every market told its newest trade: what that means. */
    Verdict conclude(long nowNanos) {
        if (!seenNow) {
            suspicious = false;
            seen = false;
            return Verdict.NO;
        }
        if (!seen) {
            seen = true;
            return Verdict.LOOK_AGAIN;
        }
        suspicious = false;
        seen = false;
        untaken = true;
        resetNanos = nowNanos;
        return Verdict.RESET;
    }

    /** What the newest trades mean. */
    enum Verdict {
        NO,
        LOOK_AGAIN,
        RESET
    }

    /** Whether something sent at that time may have been sent to the venue as it was before it began anew. */
    boolean mayBeBefore(long sentNanos) {
        return sentNanos <= resetNanos;
    }

    /** The proof, in words. */
    String text() {
        return "its newest trade is " + (newestId < 0 ? "none" : newestId) + ", and it told " + confirmedId + " before";
    }

    /** Whether the venue's balances were not taken since the last reset; they are now. */
    boolean takeUntaken() {
        boolean was = untaken;
        untaken = false;
        return was;
    }

    void visitState(StateVisitor v) {
        v.begin("resets");
        suspicious = v.flag("suspicious", suspicious);
        seen = v.flag("seen", seen);
        seenNow = v.flag("seenNow", seenNow);
        newestId = v.int64("newestId", newestId);
        confirmedId = v.int64("confirmedId", confirmedId);
        resetNanos = v.int64("resetNanos", resetNanos);
        untaken = v.flag("untaken", untaken);
        v.end();
    }
}
