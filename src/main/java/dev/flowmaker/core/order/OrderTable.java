package dev.flowmaker.core.order;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every order of one market that may still trade, and the last ones that ended. One order a slot, a slot being a side
 * and a level: the next order of a slot is placed only when the venue has accounted for the one before.
 *
 * <p>Bounds: open orders are at most the number of slots; of ended orders the last {@value #REMEMBERED} are kept, so that
 * fills which come late still find theirs.
 */
public final class OrderTable {
    private static final int REMEMBERED = 512;
    /** More than any configuration has slots. */
    private static final int MAX_OPEN = 4096;

    private final OrderSettings settings;
    private final List<Order> open;
    private final List<Order> ended = new ArrayList<>(REMEMBERED);
    /** Orders forgotten, for use again: nothing is allocated once {@value #REMEMBERED} have ended. */
    private final List<Order> spares = new ArrayList<>();

    private final int slots;
    private int nextEnded;

    public OrderTable(OrderSettings settings, int levels) {
        this.settings = settings;
        this.slots = 2 * levels;
        this.open = new ArrayList<>(slots);
    }

    public int openCount() {
        return open.size();
    }

    public Order open(int index) {
        return open.get(index);
    }

    /** The open order of a slot, or null. */
    public @Nullable Order inSlot(Side side, int level) {
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            if (order.level == level && order.side == side) {
                return order;
            }
        }
        return null;
    }

    /** Puts an open order into another slot of its side. The caller leaves no slot with two. */
    void move(Order order, int level) {
        order.level = level;
    }

    public @Nullable Order find(long orderId) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).id == orderId) {
                return open.get(i);
            }
        }
        for (int i = ended.size() - 1; i >= 0; i--) {
            if (ended.get(i).id == orderId) {
                return ended.get(i);
            }
        }
        return null;
    }

    /** Sum of the open lots of one side, whatever their state. */
    public long openLots(Side side) {
        long sum = 0;
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).side == side) {
                sum += open.get(i).openLots();
            }
        }
        return sum;
    }

    /** Quote quanta that the open orders of one side may still cost or bring. */
    public long openNotionalQuanta(Side side, Instrument instrument) {
        long sum = 0;
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            if (order.side == side) {
                sum = StrictMath.addExact(sum, instrument.notionalQuanta(order.priceTicks, order.openLots()));
            }
        }
        return sum;
    }

    /** The most aggressive price of a side's open orders, or {@link Instrument#NO_PRICE}. */
    public long bestTicks(Side side) {
        long best = Instrument.NO_PRICE;
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            if (order.side == side && (best == Instrument.NO_PRICE || side.better(order.priceTicks, best))) {
                best = order.priceTicks;
            }
        }
        return best;
    }

    /** A new order in a free slot, in state PENDING_NEW. */
    public Order place(long id, Side side, int level, long priceTicks, long lots, long nowNanos) {
        if (open.size() >= slots || inSlot(side, level) != null) {
            throw new IllegalStateException("slot " + side + " " + level + " is taken");
        }
        Order order = spares.isEmpty() ? new Order() : spares.remove(spares.size() - 1);
        order.begin(id, side, level, priceTicks, lots, nowNanos);
        open.add(order);
        return order;
    }

    /**
     * Takes over the orders of the session before this one. What may be open is unknown until the venue was asked, and
     * keeps its slot, also one that is not configured any more. What is on its way may take as long as if it had left
     * now: the clock may have been set in between, and does not tell how long nobody looked.
     */
    public void inherit(OrderTable before, long nowNanos) {
        StateCopy.copy(before::visitState, this::visitState);
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            order.seenNanos = nowNanos;
            becameUnknown(order, order.acknowledged ? RequestType.CANCEL : RequestType.PLACE, nowNanos);
        }
    }

    /** A cancel is about to leave for the order. */
    public void cancelSent(Order order, long nowNanos) {
        order.become(OrderState.PENDING_CANCEL);
        order.cancelSentNanos = nowNanos;
    }

    /** The venue has the order. Says nothing new once a cancel is under way or it is filled or has ended. */
    public void accepted(Order order, long nowNanos) {
        order.acknowledged = true;
        order.seenNanos = nowNanos;
        boolean placementInDoubt = order.state == OrderState.UNKNOWN && order.unanswered == RequestType.PLACE;
        if (order.state == OrderState.PENDING_NEW || placementInDoubt) {
            working(order);
        }
    }

    /** Applies a trade that was not applied before. */
    public void filled(Order order, long lots, long nowNanos) {
        order.acknowledged = true;
        order.filledLots += lots;
        boolean whole = order.filledLots >= order.lots;
        if (whole || (order.state.isOpen() && order.filledLots == order.endedWithLots)) {
            if (order.state != OrderState.FILLED) {
                end(order, whole ? OrderState.FILLED : OrderState.CANCELED, nowNanos);
            }
        } else if (order.state == OrderState.PENDING_NEW
                || order.state == OrderState.WORKING
                || (order.state == OrderState.UNKNOWN
                        && order.unanswered == RequestType.PLACE
                        && order.endedWithLots < 0)) {
            order.become(OrderState.PARTIALLY_FILLED);
        }
    }

    /** The venue says it is off the book with {@code filledLots} filled in all; -1 when it gave no count. */
    public void canceled(Order order, long filledLots, long nowNanos) {
        if (!order.state.isOpen()) {
            return;
        }
        if (filledLots > order.filledLots) {
            order.endedWithLots = filledLots;
            becameUnknown(order, RequestType.CANCEL, nowNanos);
        } else {
            end(order, OrderState.CANCELED, nowNanos);
        }
    }

    /**
     * The venue refused the placement. When it said before that it has the order, one of the two is not about this
     * placement but about its double, and the venue is asked.
     *
     * @return whether the order never lived
     */
    public boolean rejected(Order order, boolean isDouble, long nowNanos) {
        if (!order.state.isOpen()) {
            return false;
        }
        if (order.acknowledged || isDouble) {
            becameUnknown(order, RequestType.PLACE, nowNanos);
            return false;
        }
        end(order, OrderState.REJECTED, nowNanos);
        return true;
    }

    public void placeNotSent(Order order, long nowNanos) {
        if (order.state.isOpen()) {
            end(order, OrderState.NOT_SENT, nowNanos);
        }
    }

    /** Event time was moved forward: what was sent before is not older for it. */
    public void clockStepped(long stepNanos) {
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            order.sentNanos += stepNanos;
            order.seenNanos += order.seenNanos == 0 ? 0 : stepNanos;
            order.cancelSentNanos += stepNanos;
        }
    }

    /** The cancel did not happen and the order is as it was before. It may be tried again after a pause. */
    public void cancelNotDone(Order order, long nowNanos) {
        if (order.state == OrderState.PENDING_CANCEL) {
            working(order);
            order.retryCancelNanos = nowNanos + settings.pauseAfterRejectNanos();
        }
    }

    /** The answer to a request did not come, or the venue does not know the order we cancel: ask until it answers. */
    public void becameUnknown(Order order, RequestType request, long nowNanos) {
        if (!order.state.isOpen()) {
            return;
        }
        order.become(OrderState.UNKNOWN);
        order.unanswered = request;
        order.queryPauseNanos = settings.queryAfterNanos();
        order.nextQueryNanos = nowNanos + order.queryPauseNanos;
    }

    /** The venue says the order is on its book. */
    public void foundWorking(Order order, long nowNanos) {
        order.seenNanos = nowNanos;
        if (order.state == OrderState.UNKNOWN) {
            working(order);
        }
    }

    /** The venue says it has no such order, at a time when a delayed placement can no longer reach it. */
    public void neverLived(Order order, long nowNanos) {
        end(order, OrderState.REJECTED, nowNanos);
    }

    /** The venue has not this order any more, with whatever we know to be filled: its market is gone. */
    public void vanished(Order order, long nowNanos) {
        end(order, OrderState.CANCELED, nowNanos);
    }

    /** The order is on the venue's list of open ones. */
    public void listed(Order order, long nowNanos) {
        order.seenNanos = nowNanos;
    }

    /**
     * Whether "not found" at this time means that the order never was: the placement is too old to reach the book, and the
     * venue has not said for as long that it has it. A venue's answers may be older than its events.
     */
    public boolean settled(Order order, long nowNanos) {
        return nowNanos - StrictMath.max(order.sentNanos, order.seenNanos) >= settings.settledAfterNanos();
    }

    /** Marks requests unanswered for too long as unknown; returns whether {@code order} became so now. */
    public boolean expire(Order order, long nowNanos) {
        if (nowNanos < ackDeadlineNanos(order)) {
            return false;
        }
        becameUnknown(order, order.state == OrderState.PENDING_NEW ? RequestType.PLACE : RequestType.CANCEL, nowNanos);
        return true;
    }

    /** Whether the venue is to be asked about the order now; if so the next question is put off. */
    public boolean takeQuery(Order order, long nowNanos) {
        if (order.state != OrderState.UNKNOWN || nowNanos < order.nextQueryNanos) {
            return false;
        }
        order.queryAttempt++;
        order.queryPauseNanos = StrictMath.min(2 * order.queryPauseNanos, settings.queryBackoffMaxNanos());
        order.nextQueryNanos = nowNanos + order.queryPauseNanos;
        return true;
    }

    public int queryAttempt(Order order) {
        return order.queryAttempt;
    }

    public long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < open.size(); i++) {
            Order order = open.get(i);
            next = StrictMath.min(next, ackDeadlineNanos(order));
            if (order.state == OrderState.UNKNOWN) {
                next = StrictMath.min(next, order.nextQueryNanos);
            }
        }
        return next;
    }

    private long ackDeadlineNanos(Order order) {
        return switch (order.state) {
            case PENDING_NEW -> order.sentNanos + settings.ackTimeoutNanos();
            case PENDING_CANCEL -> order.cancelSentNanos + settings.ackTimeoutNanos();
            default -> Long.MAX_VALUE;
        };
    }

    private static void working(Order order) {
        order.become(order.filledLots > 0 ? OrderState.PARTIALLY_FILLED : OrderState.WORKING);
    }

    private void end(Order order, OrderState end, long nowNanos) {
        boolean wasOpen = order.state.isOpen();
        order.become(end);
        if (!wasOpen) {
            return;
        }
        order.endedNanos = nowNanos;
        open.remove(order);
        if (ended.size() < REMEMBERED) {
            ended.add(order);
        } else {
            spares.add(ended.set(nextEnded, order));
            nextEnded = (nextEnded + 1) % REMEMBERED;
        }
    }

    public void visitState(StateVisitor v) {
        v.begin("orders");
        visitList(v, "open", open, MAX_OPEN);
        visitList(v, "ended", ended, REMEMBERED);
        nextEnded = v.int32("nextEnded", nextEnded);
        v.end();
    }

    private static void visitList(StateVisitor v, String name, List<Order> list, int limit) {
        int count = v.length(name, list.size(), limit);
        while (list.size() > count) {
            list.remove(list.size() - 1);
        }
        while (list.size() < count) {
            list.add(new Order());
        }
        for (int i = 0; i < count; i++) {
            list.get(i).visitState(v);
        }
    }
}
