package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.binance.Endpoint.Access;
import dev.flowmaker.exchange.door.ApiKey;
import org.jspecify.annotations.Nullable;

/** Lets a request in: weight, then key, time and signature, then parameters, then the answer. */
final class Desk {
    /**
     * @param key whose request it was, null for a public one
     */
    record Reply(JsonNode body, @Nullable ApiKey key) {}

    private final Venue venue;

    Desk(Venue venue) {
        this.venue = venue;
    }

    /**
     * Answers, or throws the refusal.
     *
     * @param apiKey the key the request names, if it does
     * @param payload what a signature must cover
     */
    Reply answer(
            Endpoint endpoint,
            Params params,
            @Nullable String apiKey,
            String payload,
            String address,
            TimeScale scale) {
        long nowNanos = venue.advance();
        venue.weights().use(address, weight(endpoint, params), nowNanos);
        ApiKey key = null;
        if (endpoint.access() != Access.PUBLIC) {
            key = venue.security().key(apiKey);
            venue.security().check(key, params, payload, nowNanos);
            boolean orders = endpoint.access() == Access.ORDER || endpoint.access() == Access.TRADE;
            Security.require(key, orders ? ApiKey.Right.TRADE : ApiKey.Right.READ);
        }
        params.allowOnly(endpoint.params());
        try {
            return new Reply(endpoint.handler().answer(new Call(params, nowNanos, scale, key)), key);
        } finally {
            venue.settle();
        }
    }

    /** A request whose weight cannot be told is malformed and will be refused for that. */
    private static int weight(Endpoint endpoint, Params params) {
        try {
            return endpoint.weight().applyAsInt(params);
        } catch (ApiException malformed) {
            return 1;
        }
    }
}
