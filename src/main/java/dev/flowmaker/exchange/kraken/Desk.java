package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a request in: the counter of calls, then key, nonce and signature, then the answer. */
final class Desk {
    private static final int MAX_ADDRESSES = 1_024;

    private final Venue venue;
    private final Map<String, Method> methods = new HashMap<>();
    /** The address that was silent for longest is forgotten when there are too many. */
    private final Map<String, Counter> calls = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counter> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    Desk(Venue venue) {
        this.venue = venue;
        new PublicMethods(venue).addTo(methods);
    }

    /** The result, or throws the refusal. */
    JsonNode answer(FullHttpRequest request, String address) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        String body = request.content().toString(StandardCharsets.UTF_8);
        long nowNanos = venue.advance();
        @Nullable Method method = methods.get(path);
        if (method == null) {
            throw KrakenException.of("EGeneral:Unknown method");
        }
        Counter counter = calls.computeIfAbsent(address, first -> venue.callCounter());
        if (!counter.add(method.cost(), nowNanos)) {
            throw KrakenException.of("EAPI:Rate limit exceeded");
        }
        try {
            return method.handler().answer(new Call(Form.of(query, body), nowNanos, null));
        } finally {
            venue.settle();
        }
    }
}
