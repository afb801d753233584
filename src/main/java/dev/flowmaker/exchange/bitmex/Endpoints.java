package dev.flowmaker.exchange.bitmex;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All endpoints, by verb and path. */
final class Endpoints {
    private static final String ROOT = "/api/v1";

    private final Map<String, Endpoint> byPath = new HashMap<>();

    Endpoints(BitmexVenue venue) {
        new MarketEndpoints(venue).addTo(this);
        new OrderEndpoints(venue).addTo(this);
        new AccountEndpoints(venue).addTo(this);
    }

    void add(String verb, String path, Endpoint.Access access, Endpoint.Handler handler) {
        byPath.put(verb + ' ' + ROOT + path, new Endpoint(access, handler));
    }

    @Nullable
    Endpoint at(String verb, String path) {
        return byPath.get(verb + ' ' + path);
    }
}
