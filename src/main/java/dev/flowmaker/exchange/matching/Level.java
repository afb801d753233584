package dev.flowmaker.exchange.matching;

import org.jspecify.annotations.Nullable;

/**
 * One price of one side: recorded quantity without owner, and orders in the order they came. An order's
 * {@code ahead} says how much of the recorded quantity stands before it, and never falls from one order to the next
 * behind it, so the whole is one queue. It may be more than what is recorded now, while a touch between two frames tells
 * less and neither a trade nor a frame has said yet where that went.
 */
final class Level {
    long priceTicks;
    long recordedLots;
    long orderLots;
    /** The displayed quantity as it was last told. */
    long shownLots;

    @Nullable
    Order first;

    @Nullable
    Order last;

    long displayedLots() {
        return recordedLots + orderLots;
    }

    void append(Order order) {
        order.level = this;
        order.ahead = last == null ? (double) recordedLots : Math.max((double) recordedLots, last.ahead);
        order.seenLots = recordedLots;
        order.tradedLots = 0;
        order.previous = last;
        order.next = null;
        if (last == null) {
            first = order;
        } else {
            last.next = order;
        }
        last = order;
        orderLots += order.remainingLots();
    }

    void unlink(Order order) {
        Order before = order.previous;
        Order after = order.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        order.previous = null;
        order.next = null;
        order.level = null;
        orderLots -= order.remainingLots();
    }

    /** Fills part of an order; one that is filled completely leaves the level. */
    void fill(Order order, long lots) {
        order.executedLots += lots;
        orderLots -= lots;
        if (order.remainingLots() == 0) {
            unlink(order);
        }
    }

    /** Moves every order forward by recorded lots that traded at the front. */
    void advance(long tradedLots) {
        for (Order order = first; order != null; order = order.next) {
            order.ahead = Math.max(0, order.ahead - tradedLots);
        }
    }

    /** Notes a recorded trade here: the next frame's level is less for it. */
    void traded(long lots) {
        for (Order order = first; order != null; order = order.next) {
            order.tradedLots += lots;
        }
    }

    /** Nobody has more before it than there is: who joined between two frames may have counted what passed. */
    void bound() {
        for (Order order = first; order != null; order = order.next) {
            order.ahead = Math.min(order.ahead, (double) recordedLots);
        }
    }

    /** Sets the recorded quantity. The model says where that leaves each order; none overtakes another. */
    void setRecorded(long lots, QueueModel queue) {
        double least = 0;
        for (Order order = first; order != null; order = order.next) {
            least = Math.max(
                    least, queue.ahead(order.ahead, (double) order.seenLots, (double) lots, (double) order.tradedLots));
            order.ahead = least;
            order.seenLots = lots;
            order.tradedLots = 0;
        }
        recordedLots = lots;
    }
}
