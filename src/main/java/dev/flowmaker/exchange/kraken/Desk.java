package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.ApiKey;
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
        new AccountMethods(venue).addTo(methods);
        new QueryMethods(venue).addTo(methods);
        new OrderMethods(venue).addTo(methods);
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
        Form form = Form.of(query, body);
        ApiKey key = null;
        if (method.access() == Method.Access.PUBLIC) {
            count(calls.computeIfAbsent(address, first -> venue.callCounter()), method, nowNanos);
        } else {
            key = identify(request, method, path, form, body, nowNanos);
        }
        try {
            return method.handler().answer(new Call(form, nowNanos, key));
        } finally {
            venue.settle();
        }
    }

    private ApiKey identify(
            FullHttpRequest request, Method method, String path, Form form, String body, long nowNanos) {
        Security.Known known = venue.security().key(request.headers().get("API-Key"));
        count(known.calls(), method, nowNanos);
        String nonce = form.optional("nonce");
        if (nonce == null) {
            throw KrakenException.of("EAPI:Invalid nonce");
        }
        venue.security().check(known, path, nonce, body, request.headers().get("API-Sign"));
        ApiKey.Right right = method.right();
        if (right != null && !known.key().rights().contains(right)) {
            throw KrakenException.of("EGeneral:Permission denied");
        }
        return known.key();
    }

    private static void count(Counter counter, Method method, long nowNanos) {
        if (!counter.add(method.cost(), nowNanos)) {
            throw KrakenException.of("EAPI:Rate limit exceeded");
        }
    }
}
