package dev.flowmaker.venue.xchange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known lately of the account's orders: whose they are by the venue's id, and what streams said of them before and
 * do not say again. Trades of orders that nobody has told of yet wait here until somebody does.
 */
final class KnownOrders {
    private static final int REMEMBERED = 8192;
    private static final int WAITING = 1024;

    /** An order of the account. All is guarded by the lock of {@link KnownOrders}. */
    private static final class Known {
        final long orderId;
        final int market;
        boolean streamed;
        boolean answered;
        boolean ended;

        @Nullable
        BigDecimal filled;

        Known(long orderId, int market) {
            this.orderId = orderId;
            this.market = market;
        }
    }

    private final Map<String, Known> byVenueId = bounded();
    private final Map<Long, String> venueIds = bounded();
    private final List<VenueTrade> waiting = new ArrayList<>();

    /** A map that forgets what it was given first. */
    static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * Learns whose an order is.
     *
     * @param orderId ours, or 0 for an order of somebody else
     * @return the trades of it that waited
     */
    synchronized List<VenueTrade> put(String venueId, long orderId, int market) {
        byVenueId.putIfAbsent(venueId, new Known(orderId, market));
        if (orderId != 0) {
            venueIds.put(orderId, venueId);
        }
        List<VenueTrade> released = new ArrayList<>();
        waiting.removeIf(trade -> trade.venueOrderId().equals(venueId) && released.add(trade));
        return released;
    }

    /** Our order id, 0 for somebody else's, null when it was not seen lately. */
    synchronized @Nullable Long orderId(String venueId) {
        Known known = byVenueId.get(venueId);
        return known == null ? null : Long.valueOf(known.orderId);
    }

    /** The index of the order's market, or -1. */
    synchronized int market(String venueId) {
        Known known = byVenueId.get(venueId);
        return known == null ? -1 : known.market;
    }

    /** The venue's id of an order of ours, or null. */
    synchronized @Nullable String venueId(long orderId) {
        return venueIds.get(orderId);
    }

    /** Whether a stream tells for the first time that an order is open, and nothing told its end before. */
    synchronized boolean streamed(String venueId) {
        Known known = byVenueId.get(venueId);
        if (known == null || known.streamed || known.ended) {
            return false;
        }
        known.streamed = true;
        return true;
    }

    /** Whether a stream ever told that an order of ours is open. */
    synchronized boolean wasStreamed(long orderId) {
        String venueId = venueIds.get(orderId);
        Known known = venueId == null ? null : byVenueId.get(venueId);
        return known != null && known.streamed;
    }

    /** Whether the answer to its placement tells that an order is open, and nothing told its end before. */
    synchronized boolean answered(String venueId) {
        Known known = byVenueId.get(venueId);
        if (known == null || known.ended) {
            return false;
        }
        known.answered = true;
        return true;
    }

    /** An order ended: nothing tells it to be open any more. Returns whether anything ever did. */
    synchronized boolean end(String venueId) {
        Known known = byVenueId.get(venueId);
        if (known == null) {
            return false;
        }
        known.ended = true;
        return known.streamed || known.answered;
    }

    /** What of an order is filled: what is said now, or what was said last; null when nobody ever did. */
    synchronized @Nullable BigDecimal filled(String venueId, @Nullable BigDecimal said) {
        Known known = byVenueId.get(venueId);
        if (known == null) {
            return said;
        }
        if (said != null) {
            known.filled = known.filled == null ? said : known.filled.max(said);
        }
        return known.filled;
    }

    /** Lets a trade wait for its order; the oldest one is given up for it when there are too many: a query tells it. */
    synchronized void await(VenueTrade trade) {
        if (waiting.size() == WAITING) {
            waiting.remove(0);
        }
        waiting.add(trade);
    }
}
