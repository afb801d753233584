package dev.flowmaker.exchange;

/**
 * Names an order of an account in a market: by the venue's id, or by the client's when that is 0.
 *
 * @param venueOrderId the venue's id, or 0
 * @param clientId the client's id, or empty
 */
public record OrderRef(long venueOrderId, String clientId) {
    public OrderRef {
        if (venueOrderId == 0 && clientId.isEmpty()) {
            throw new IllegalArgumentException("an order is named by its venue id or its client id");
        }
    }

    public static OrderRef venueId(long venueOrderId) {
        return new OrderRef(venueOrderId, "");
    }

    public static OrderRef clientId(String clientId) {
        return new OrderRef(0, clientId);
    }
}
