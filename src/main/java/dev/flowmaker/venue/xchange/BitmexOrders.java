package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.OrderAccepted;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was said lately of our orders that one message alone does not tell. Which ends we asked for: BitMEX's cancels carry no
 * id of their own. And whether an order that may only rest does: BitMEX tells of it as new, and in the next message that it
 * is canceled because it would have taken; so the first is held until the placement is answered, or anything else is told
 * of the order. A cancel of all holds for a market until its next placement.
 */
final class BitmexOrders {
    private enum Told {
        OPEN,
        REFUSED
    }

    /** A post-only order whose placement is not answered yet. */
    private static final class Pending {
        @Nullable
        OrderAccepted held;
    }

    private final Map<Long, Boolean> canceling = KnownOrders.bounded();
    private final Map<Long, Told> told = KnownOrders.bounded();
    private final Map<Long, Pending> pending = KnownOrders.bounded();
    private final Set<Integer> canceledAll = ConcurrentHashMap.newKeySet();

    void canceling(long orderId) {
        synchronized (canceling) {
            canceling.put(orderId, true);
        }
    }

    void cancelingAll(Session.Market market) {
        canceledAll.add(market.index());
    }

    void placing(Session.Market market, long orderId, boolean postOnly) {
        canceledAll.remove(market.index());
        if (postOnly) {
            synchronized (told) {
                pending.put(orderId, new Pending());
            }
        }
    }

    /** Whether its end is what we asked for. */
    boolean askedFor(Session.Market market, long orderId) {
        if (canceledAll.contains(market.index())) {
            return true;
        }
        synchronized (canceling) {
            return canceling.containsKey(orderId);
        }
    }

    /** The venue says that an order is open; false when it refused the same before, and this is late. */
    boolean opened(long orderId) {
        synchronized (told) {
            return told.get(orderId) != Told.REFUSED;
        }
    }

    /** Returns what the stream says of a new order, to be told now, or null when that waits. */
    @Nullable
    OrderAccepted hold(OrderAccepted accepted) {
        synchronized (told) {
            Pending waiting = pending.get(accepted.orderId);
            if (waiting != null) {
                waiting.held = accepted;
                return null;
            }
            told.put(accepted.orderId, Told.OPEN);
            return accepted;
        }
    }

    /** Nothing is held back any more; returns what was. */
    @Nullable
    OrderAccepted release(long orderId) {
        synchronized (told) {
            Pending waiting = pending.remove(orderId);
            if (waiting == null || waiting.held == null) {
                return null;
            }
            told.put(orderId, Told.OPEN);
            return waiting.held;
        }
    }

    /** The answer to its placement says that an order is open. */
    void accepted(long orderId) {
        synchronized (told) {
            pending.remove(orderId);
            told.put(orderId, Told.OPEN);
        }
    }

    /** What is held of an order is not true any more. */
    void forget(long orderId) {
        synchronized (told) {
            pending.remove(orderId);
        }
    }

    /** The venue refuses an order; false when it was told before that it is open, so that this is its end. */
    boolean refused(long orderId) {
        synchronized (told) {
            return told.putIfAbsent(orderId, Told.REFUSED) != Told.OPEN;
        }
    }
}
