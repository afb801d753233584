package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;

/** Placements and cancels of one market, or of all: how many lately, and how many for each trade of ours. */
public final class RequestMeter {
    private final RequestLimits limits;
    private final EventRate rate;
    private final SlidingCount requests;
    private final SlidingCount trades;

    public RequestMeter(RequestLimits limits) {
        this.limits = limits;
        rate = new EventRate(limits.maxOrders(), limits.windowNanos());
        requests = new SlidingCount(limits.tradeWindowNanos());
        trades = new SlidingCount(limits.tradeWindowNanos());
    }

    /** A placement or a cancel is about to leave. */
    public void onRequest(long nowNanos) {
        rate.add(nowNanos);
        if (limits.limitsPerTrade()) {
            requests.add(nowNanos);
        }
    }

    /** An order of ours traded. */
    public void onTrade(long nowNanos) {
        if (limits.limitsPerTrade()) {
            trades.add(nowNanos);
        }
    }

    /** Requests in the rate's window, one more included. */
    long nextInWindow(long nowNanos) {
        return rate.count(nowNanos) + 1L;
    }

    boolean rateAllowsOne(long nowNanos) {
        return !rate.full(nowNanos);
    }

    int maxOrders() {
        return limits.maxOrders();
    }

    boolean limitsPerTrade() {
        return limits.limitsPerTrade();
    }

    /** Requests in the order-to-trade window, one more included. */
    long nextForTrades(long nowNanos) {
        return requests.count(nowNanos) + 1;
    }

    /** What the trades in that window allow. */
    long allowedForTrades(long nowNanos) {
        return limits.freeOrders() + limits.ordersPerTrade() * trades.count(nowNanos);
    }

    /** Goes on where an earlier session's ended, unless the limits are others: then it counts from here. */
    public void takeOver(RequestMeter earlier) {
        if (limits.equals(earlier.limits)) {
            StateCopy.copy(earlier::visitState, this::visitState);
        }
    }

    public void visitState(StateVisitor v) {
        v.begin("requestMeter");
        rate.visitState(v);
        requests.visitState(v);
        trades.visitState(v);
        v.end();
    }
}
