package dev.flowmaker.venue.xchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which ends of our orders we asked for. A cancel of one order carries an id that says so; a cancel of all cannot, so the
 * market remembers it until its next placement.
 */
final class CancelMarks {
    /** No character of our order ids: a cancel is never taken for an order. */
    private static final String SUFFIX = "_x";

    private final Set<Integer> canceledAll = ConcurrentHashMap.newKeySet();
    private final Session session;

    CancelMarks(Session session) {
        this.session = session;
    }

    /** The id our cancel of an order travels under. */
    String cancelId(long orderId) {
        return session.clientId(orderId) + SUFFIX;
    }

    void cancelingAll(Session.Market market) {
        canceledAll.add(market.index());
    }

    void placing(Session.Market market) {
        canceledAll.remove(market.index());
    }

    boolean askedFor(Session.Market market, long orderId, String cancelId) {
        return cancelId.equals(cancelId(orderId)) || canceledAll.contains(market.index());
    }
}
