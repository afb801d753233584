package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.OwnChange.Shown;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which of our orders a book frame shows, told by the order stage as it learns of it. Depth and execution reports come
 * over different sockets, so both are put on the venue's time line: a frame shows our changes of earlier venue time, not
 * those of later, and for equal time (both are whole milliseconds) nothing is known. Requests without an answer may be
 * shown or not.
 *
 * <p>Follows {@link #MAX_ORDERS}; an order beyond that is not followed, and from then on no flow is known.
 */
public final class OwnOrders {
    public static final int MAX_ORDERS = 1024;

    private static final int RETIRED = 64;

    /** Learns of changes around their application, so that what earlier frames were taken for can be corrected. */
    interface Listener {
        void beforeChange(OwnOrder order);

        void afterChange(OwnOrder order);
    }

    private final Listener listener;
    private final FrameTime frame;
    private final OwnOrder[] orders = new OwnOrder[MAX_ORDERS];
    private int count;
    /** The last orders that ended in a frame already seen, kept for fills that are reported late; id 0 is a free place. */
    private final OwnOrder[] retired = new OwnOrder[RETIRED];

    private int nextRetired;
    private final OwnChange when = new OwnChange();
    private long unmatched;
    private long overflows;

    /** @param frame the last frame, as it advances */
    OwnOrders(Listener listener, FrameTime frame) {
        this.listener = listener;
        this.frame = frame;
        Arrays.setAll(retired, i -> new OwnOrder());
    }

    /** A placement leaves: its level is uncertain until the venue answers. */
    public void sent(long orderId, Side side, long priceTicks, long lots) {
        if (count == MAX_ORDERS) {
            overflows++;
            return;
        }
        if (orders[count] == null) {
            orders[count] = new OwnOrder();
        }
        orders[count++].sent(orderId, side, priceTicks, lots, frame.index);
    }

    /** The venue put the order on its book, UTC nanoseconds of the venue; 0 when it did not say when. */
    public void accepted(long orderId, long exchangeTimeNanos) {
        OwnOrder order = find(orderId);
        if (order != null && !order.accepted.exact()) {
            listener.beforeChange(order);
            happened(order.accepted, order.accepted.afterFrame(), exchangeTimeNanos);
            listener.afterChange(order);
        }
    }

    /** Part or all of the order traded. Each trade must be told once. */
    public void filled(long orderId, long lots, long exchangeTimeNanos) {
        OwnOrder order = findAlsoRetired(orderId);
        if (order == null) {
            return;
        }
        listener.beforeChange(order);
        long sentAt = order.accepted.afterFrame();
        long shrunk = StrictMath.min(lots, order.openLots());
        happened(when, sentAt, exchangeTimeNanos);
        order.accepted.notAfter(latest(exchangeTimeNanos));
        order.filled(shrunk, when);
        listener.afterChange(order);
    }

    /** A cancel leaves: the order's level is uncertain until its outcome is known. */
    public void cancelSent(long orderId) {
        OwnOrder order = find(orderId);
        if (order != null && !order.ended.happened() && !order.ended.isPending()) {
            order.ended.pending(frame.index);
        }
    }

    /** The cancel did not leave or was refused, and the order is as it was. */
    public void cancelFailed(long orderId) {
        OwnOrder order = find(orderId);
        if (order != null && !order.ended.happened()) {
            listener.beforeChange(order);
            order.ended.never();
            listener.afterChange(order);
        }
    }

    /** The venue said at this time of its own, 0 unknown, that the order is open; no cancel is under way. */
    public void stillOpen(long orderId, long exchangeTimeNanos) {
        OwnOrder order = find(orderId);
        if (order != null && !order.ended.happened()) {
            listener.beforeChange(order);
            order.accepted.notAfter(latest(exchangeTimeNanos));
            order.ended.never();
            listener.afterChange(order);
        }
    }

    /** The order left the book for whatever reason; venue time, 0 when it is not known. */
    public void ended(long orderId, long exchangeTimeNanos) {
        ended(orderId, exchangeTimeNanos, false);
    }

    /**
     * The order left the book.
     *
     * @param requested the venue says our cancel ended it, so no frame that was here before the cancel left shows it gone
     */
    public void ended(long orderId, long exchangeTimeNanos, boolean requested) {
        OwnOrder order = find(orderId);
        if (order == null || order.ended.exact()) {
            return;
        }
        listener.beforeChange(order);
        OwnChange cause = requested && order.ended.isPending() ? order.ended : order.accepted;
        long since = cause.afterFrame();
        happened(order.ended, since, exchangeTimeNanos);
        order.accepted.notAfter(latest(exchangeTimeNanos));
        listener.afterChange(order);
    }

    /** The order was rejected or not sent: it never was on the book. */
    public void neverLived(long orderId) {
        OwnOrder order = find(orderId);
        if (order == null) {
            return;
        }
        if (order.accepted.happened()) {
            ended(orderId, 0);
            return;
        }
        listener.beforeChange(order);
        order.accepted.never();
        remove(order);
        listener.afterChange(order);
    }

    /** The outcome of a request for this order is unknown: it may be on the book or not. */
    public void unknown(long orderId) {
        OwnOrder order = find(orderId);
        if (order != null && order.accepted.happened()) {
            cancelSent(orderId);
        }
    }

    /** Orders that may be on the book or have left it only after the last frame. */
    public int count() {
        return count;
    }

    /** Whether an order may be at a price; anywhere when one had to be left out. */
    boolean mayBeAt(Side side, long priceTicks) {
        for (int i = 0; i < count; i++) {
            if (orders[i].priceTicks == priceTicks && orders[i].side == side) {
                return true;
            }
        }
        return overflows > 0;
    }

    /** Reports of orders that are not or no longer followed. */
    public long unmatched() {
        return unmatched;
    }

    OwnOrder get(int index) {
        return orders[index];
    }

    /** Whether an order had to be left out, so that nothing can be known. */
    boolean blind() {
        return overflows > 0;
    }

    /** The frame was used: what it and so all later ones show needs no time any more. */
    void settle() {
        for (int i = count - 1; i >= 0; i--) {
            OwnOrder order = orders[i];
            order.settle(frame);
            if (order.ended.in(frame) == Shown.YES || order.settledLots() == 0) {
                remove(order);
                retire(order);
            }
        }
    }

    private long latest(long exchangeTimeNanos) {
        return exchangeTimeNanos != 0 ? exchangeTimeNanos : frame.nanos + FrameTime.GUESS_NANOS;
    }

    private void happened(OwnChange change, long afterFrame, long exchangeTimeNanos) {
        change.set(exchangeTimeNanos, latest(exchangeTimeNanos), afterFrame);
    }

    private @Nullable OwnOrder find(long orderId) {
        for (int i = count - 1; i >= 0; i--) {
            if (orders[i].id == orderId) {
                return orders[i];
            }
        }
        return null;
    }

    private @Nullable OwnOrder findAlsoRetired(long orderId) {
        OwnOrder order = find(orderId);
        for (int i = 0; order == null && i < RETIRED; i++) {
            if (retired[i].id == orderId) {
                order = retired[i];
            }
        }
        if (order == null) {
            unmatched++;
        }
        return order;
    }

    private void remove(OwnOrder order) {
        int index = count - 1;
        while (orders[index] != order) {
            index--;
        }
        System.arraycopy(orders, index + 1, orders, index, count - 1 - index);
        orders[--count] = order;
    }

    private void retire(OwnOrder order) {
        retired[nextRetired].set(order);
        nextRetired = (nextRetired + 1) % RETIRED;
    }

    /** Shows the orders followed to a visitor. */
    public void visitState(StateVisitor visitor) {
        visitor.begin("own");
        count = visitor.length("orders", count, MAX_ORDERS);
        for (int i = 0; i < count; i++) {
            if (orders[i] == null) {
                orders[i] = new OwnOrder();
            }
            orders[i].visitState(visitor);
        }
        int ended = visitor.length("retired", RETIRED, RETIRED);
        for (int i = 0; i < ended; i++) {
            retired[i].visitState(visitor);
        }
        nextRetired = visitor.int32("nextRetired", nextRetired);
        unmatched = visitor.int64("unmatched", unmatched);
        overflows = visitor.int64("overflows", overflows);
        visitor.end();
    }
}
