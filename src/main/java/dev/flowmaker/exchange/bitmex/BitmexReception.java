package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.Reception;
import dev.flowmaker.exchange.door.Refusal;
import dev.flowmaker.exchange.door.SocketSession;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who receives clients that speak BitMEX's protocol: requests, and connections to the tables. */
final class BitmexReception implements Reception {
    private final BitmexVenue venue;
    private final RestDoor rest;

    BitmexReception(BitmexVenue venue) {
        this.venue = venue;
        rest = new RestDoor(venue);
    }

    @Override
    public FullHttpResponse answer(FullHttpRequest request, String address) {
        return rest.answer(request, address);
    }

    @Override
    public void answered() {
        venue.answered();
    }

    @Override
    public FullHttpResponse refusal(Refusal why) {
        return RestDoor.refused(
                switch (why) {
                    case RATE_LIMITED -> ApiException.limited(1);
                    case BANNED -> ApiException.of(403, "Forbidden");
                    // "will not have reached the engine", says BitMEX
                    case OVERLOADED ->
                        ApiException.of(503, "The system is currently overloaded. Please try again later.");
                    case BROKEN -> ApiException.of(500, "Internal server error");
                    case MAINTENANCE -> ApiException.of(503, "Service unavailable");
                    case KEY_EXPIRED -> ApiException.of(401, "Invalid API Key.");
                });
    }

    @Override
    public @Nullable Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        if (!uri.path().equals(RealtimeSession.PATH)) {
            return null;
        }
        ApiKey key;
        try {
            key = key(request.headers());
        } catch (ApiException refusal) {
            throw new Refused(RestDoor.refused(refusal));
        }
        List<String> topics = new ArrayList<>();
        for (String value : uri.parameters().getOrDefault("subscribe", List.of())) {
            Arrays.stream(value.split(",", -1))
                    .filter(topic -> !topic.isEmpty())
                    .forEach(topics::add);
        }
        return out -> new RealtimeSession(venue, out, key, topics);
    }

    /** The key that a connection is opened with, which none needs to be. */
    private @Nullable ApiKey key(HttpHeaders headers) {
        if (!headers.contains("api-key")) {
            return null;
        }
        ApiKey key = venue.security()
                .check(
                        headers.get("api-key"),
                        headers.get("api-expires"),
                        headers.get("api-signature"),
                        "GET" + RealtimeSession.PATH,
                        "",
                        venue.advance());
        Security.require(key, ApiKey.Right.READ);
        return key;
    }
}
