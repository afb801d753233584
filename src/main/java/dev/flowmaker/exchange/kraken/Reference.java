package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.OrderInfo;

/**
 * What a client says of its order and nobody else needs to know: at the exchange it is part of the order's client id, which
 * must differ from those of other open orders, as a client's own number need not.
 *
 * @param userReference the client's number, 0 for none; several orders may have the same
 * @param flags as the client sent them
 */
record Reference(int userReference, String flags) {
    /** @param number differs from order to order */
    String clientId(long number) {
        return userReference + ":" + flags + ":" + number;
    }

    static Reference of(OrderInfo order) {
        String id = order.clientId();
        int first = id.indexOf(':');
        int last = id.lastIndexOf(':');
        // An order that the exchange was given by its owner, not through this door.
        if (first < 0 || first == last) {
            return new Reference(0, "fciq");
        }
        return new Reference(Integer.parseInt(id.substring(0, first)), id.substring(first + 1, last));
    }
}
