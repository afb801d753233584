package dev.flowmaker.core.order;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Which trades of one market are in our books, so that each is applied once whichever way and however often it is told:
 * all up to an id that the venue confirmed, and single ones beyond it. Ids grow with time in a market; the two sides of
 * one trade, should both be ours, are two.
 */
public final class AppliedTrades {
    /** Twice as many as fit between two confirmations at the highest rate of fills seen. */
    private static final int MAX_SINGLE = 1 << 16;

    private boolean anchored;
    private long confirmedId = -1;
    /** When the venue told that id. */
    private long confirmedNanos = Long.MIN_VALUE;

    private long[] ids = new long[64];
    private boolean[] buys = new boolean[64];
    private int count;

    /** Whether the venue ever named its newest trade. */
    public boolean anchored() {
        return anchored;
    }

    /** Every trade up to this id is in our books. */
    public long confirmedId() {
        return confirmedId;
    }

    /** Trades beyond the confirmed id. */
    public int unconfirmed() {
        return count;
    }

    /** The venue numbers its trades anew: none is in our books. */
    public void beginAnew() {
        anchored = false;
        confirmedId = -1;
        confirmedNanos = Long.MIN_VALUE;
        count = 0;
    }

    /**
     * Whether a trade that was dropped, because its id is of one in our books, cannot be that one: ids grow with time, and its
     * order was sent after the venue told a higher one.
     */
    public boolean contradicts(long tradeId, long sentNanos) {
        return anchored && tradeId <= confirmedId && sentNanos > confirmedNanos;
    }

    /**
     * Remembers a trade; false when it is in our books already.
     *
     * @throws IllegalStateException when the venue confirmed nothing for too many trades
     */
    public boolean add(long tradeId, Side side) {
        if (anchored && tradeId <= confirmedId) {
            return false;
        }
        boolean buy = side == Side.BUY;
        int at = count;
        while (at > 0 && ids[at - 1] > tradeId) {
            at--;
        }
        for (int i = at - 1; i >= 0 && ids[i] == tradeId; i--) {
            if (buys[i] == buy) {
                return false;
            }
        }
        insert(at, tradeId, buy);
        return true;
    }

    private void insert(int at, long tradeId, boolean buy) {
        if (count == MAX_SINGLE) {
            throw new IllegalStateException(count + " trades and none confirmed by the venue");
        }
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
            buys = Arrays.copyOf(buys, count * 2);
        }
        System.arraycopy(ids, at, ids, at + 1, count - at);
        System.arraycopy(buys, at, buys, at + 1, count - at);
        ids[at] = tradeId;
        buys[at] = buy;
        count++;
    }

    /** The venue told every trade up to this id, and they were added. */
    public void confirm(long tradeId, long nowNanos) {
        if (!anchored || tradeId > confirmedId) {
            confirmedNanos = nowNanos;
        }
        anchored = true;
        confirmedId = StrictMath.max(confirmedId, tradeId);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (ids[i] > confirmedId) {
                ids[kept] = ids[i];
                buys[kept++] = buys[i];
            }
        }
        count = kept;
    }

    public void visitState(StateVisitor v) {
        v.begin("appliedTrades");
        anchored = v.flag("anchored", anchored);
        confirmedId = v.int64("confirmedId", confirmedId);
        confirmedNanos = v.int64("confirmedNanos", confirmedNanos);
        count = v.length("trades", count, MAX_SINGLE);
        if (count > ids.length) {
            ids = new long[count];
            buys = new boolean[count];
        }
        for (int i = 0; i < count; i++) {
            ids[i] = v.int64("id", ids[i]);
            buys[i] = v.flag("buy", buys[i]);
        }
        v.end();
    }
}
