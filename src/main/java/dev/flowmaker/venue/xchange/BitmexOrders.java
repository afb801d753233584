package dev.flowmaker.venue.xchange;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was said lately of our orders that one message alone does not tell: which ends we asked for, as BitMEX's cancels carry
 * no id of their own, and whether an order was told to be open before it turned out to be refused. A cancel of all holds for
 * a market until its next placement.
 */
final class BitmexOrders {
    private enum Told {
        OPEN,
        REFUSED
    }

    private final Map<Long, Boolean> canceling = KnownOrders.bounded();
    private final Map<Long, Told> told = KnownOrders.bounded();
    private final Set<Integer> canceledAll = ConcurrentHashMap.newKeySet();

    void canceling(long orderId) {
        synchronized (canceling) {
            canceling.put(orderId, true);
        }
    }

    void cancelingAll(Session.Market market) {
        canceledAll.add(market.index());
    }

    void placing(Session.Market market) {
        canceledAll.remove(market.index());
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
            return told.putIfAbsent(orderId, Told.OPEN) != Told.REFUSED;
        }
    }

    /** The venue refuses an order; false when it said before that it is open, so that this is its end. */
    boolean refused(long orderId) {
        synchronized (told) {
            return told.putIfAbsent(orderId, Told.REFUSED) != Told.OPEN;
        }
    }
}
