package dev.flowmaker.core.order;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.RequestType;

/** One order of ours, from the decision to send it until the venue has accounted for it. Pooled by {@link OrderTable}. */
public final class Order {
    long id;
    Side side = Side.BUY;
    int level;
    long priceTicks;
    long lots;
    long filledLots;
    OrderState state = OrderState.NONE;
    /** What is not known while UNKNOWN: whether it was placed, or whether it was canceled. */
    RequestType unanswered = RequestType.PLACE;
    /** Lots filled by the venue's last count of an order it says has ended; -1 while it has not said so. */
    long endedWithLots = -1;

    long sentNanos;
    /** When the venue last said that it has it, 0 for never. */
    long seenNanos;

    long cancelSentNanos;
    long nextQueryNanos;
    long queryPauseNanos;
    int queryAttempt;
    long retryCancelNanos;
    /** Whether the venue ever said that it has it. */
    boolean acknowledged;

    long endedNanos;

    public long id() {
        return id;
    }

    public Side side() {
        return side;
    }

    /** Which of its side's quotes it is. */
    public int level() {
        return level;
    }

    public long priceTicks() {
        return priceTicks;
    }

    public long lots() {
        return lots;
    }

    public long filledLots() {
        return filledLots;
    }

    public long openLots() {
        return state.isOpen() ? StrictMath.max(0, lots - filledLots) : 0;
    }

    public OrderState state() {
        return state;
    }

    public long sentNanos() {
        return sentNanos;
    }

    /** Whether a cancel may be sent now: on the book, with none under way, and not refused a moment ago. */
    public boolean cancelable(long nowNanos) {
        return (state == OrderState.WORKING || state == OrderState.PARTIALLY_FILLED) && nowNanos >= retryCancelNanos;
    }

    /** Whether the venue ever said that it has it. */
    public boolean acknowledged() {
        return acknowledged;
    }

    /** When it was known to have ended, UTC nanoseconds. */
    public long endedNanos() {
        return endedNanos;
    }

    /** Whether it is held never to have reached the book. */
    public boolean neverLived() {
        return state == OrderState.REJECTED || state == OrderState.NOT_SENT;
    }

    /**
     * Goes to another state.
     *
     * @throws IllegalStateException when the table of transitions does not have it
     */
    void become(OrderState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("order " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
    }

    void begin(long newId, Side newSide, int newLevel, long newPriceTicks, long newLots, long nowNanos) {
        id = newId;
        side = newSide;
        level = newLevel;
        priceTicks = newPriceTicks;
        lots = newLots;
        filledLots = 0;
        state = OrderState.NONE;
        become(OrderState.PENDING_NEW);
        unanswered = RequestType.PLACE;
        endedWithLots = -1;
        sentNanos = nowNanos;
        seenNanos = 0;
        cancelSentNanos = 0;
        nextQueryNanos = 0;
        queryPauseNanos = 0;
        queryAttempt = 0;
        retryCancelNanos = 0;
        acknowledged = false;
        endedNanos = 0;
    }

    void visitState(StateVisitor v) {
        v.begin("order");
        id = v.int64("id", id);
        side = v.symbol("side", side, Side.values());
        level = v.int32("level", level);
        priceTicks = v.int64("priceTicks", priceTicks);
        lots = v.int64("lots", lots);
        filledLots = v.int64("filledLots", filledLots);
        state = v.symbol("state", state, OrderState.values());
        unanswered = v.symbol("unanswered", unanswered, RequestType.values());
        endedWithLots = v.int64("endedWithLots", endedWithLots);
        sentNanos = v.int64("sentNanos", sentNanos);
        seenNanos = v.int64("seenNanos", seenNanos);
        cancelSentNanos = v.int64("cancelSentNanos", cancelSentNanos);
        nextQueryNanos = v.int64("nextQueryNanos", nextQueryNanos);
        queryPauseNanos = v.int64("queryPauseNanos", queryPauseNanos);
        queryAttempt = v.int32("queryAttempt", queryAttempt);
        retryCancelNanos = v.int64("retryCancelNanos", retryCancelNanos);
        acknowledged = v.flag("acknowledged", acknowledged);
        endedNanos = v.int64("endedNanos", endedNanos);
        v.end();
    }
}
