package dev.flowmaker.venue.xchange;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose orders the venue's numbers are, as far as they were seen lately: a trade's row names the number alone. */
final class OrderNames {
    private static final int REMEMBERED = 8192;

    private record VenueOrder(int market, long venueOrderId) {}

    private final Map<VenueOrder, Long> orderIds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<VenueOrder, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param orderId ours, or 0 for an order of somebody else */
    synchronized void put(int market, long venueOrderId, long orderId) {
        orderIds.put(new VenueOrder(market, venueOrderId), orderId);
    }

    /** Forgets a market's: its venue may have begun to number anew. */
    synchronized void forget(int market) {
        orderIds.keySet().removeIf(order -> order.market() == market);
    }

    /** Our order id, 0 for somebody else's, null when it was not seen lately. */
    synchronized @Nullable Long get(int market, long venueOrderId) {
        return orderIds.get(new VenueOrder(market, venueOrderId));
    }
}
