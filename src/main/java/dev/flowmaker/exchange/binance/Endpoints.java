package dev.flowmaker.exchange.binance;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All endpoints, by path and by the method name of the WebSocket API. */
final class Endpoints {
    private final Map<String, Endpoint> byPath = new HashMap<>();
    private final Map<String, Endpoint> byMethod = new HashMap<>();

    Endpoints(Venue venue, ApiLimits limits) {
        new GeneralEndpoints(venue, limits).addTo(this);
        new MarketEndpoints(venue).addTo(this);
        new OrderEndpoints(venue).addTo(this);
        new AccountEndpoints(venue, limits).addTo(this);
    }

    /** @param method the WebSocket API's name for it, empty when it has none */
    void add(String verb, String path, String method, Endpoint endpoint) {
        byPath.put(verb + ' ' + path, endpoint);
        if (!method.isEmpty()) {
            byMethod.put(method, endpoint);
        }
    }

    @Nullable
    Endpoint atPath(String verb, String path) {
        return byPath.get(verb + ' ' + path);
    }

    @Nullable
    Endpoint ofMethod(String method) {
        return byMethod.get(method.startsWith("v3/") ? method.substring(3) : method);
    }
}
