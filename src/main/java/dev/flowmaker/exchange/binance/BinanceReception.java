package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.Reception;
import dev.flowmaker.exchange.door.Refusal;
import dev.flowmaker.exchange.door.SocketSession;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who receives clients that speak Binance's protocol: requests, market streams raw or combined, and the WebSocket API. */
final class BinanceReception implements Reception {
    private static final String API = "/ws-api/v3";
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";
    private static final int CONNECT_WEIGHT = 2;
    /** Who was refused because the exchange was told to is told to come again after this. */
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Venue venue;
    private final Desk desk;
    private final Endpoints endpoints;
    private final BinanceServerSettings settings;
    private final RestDoor rest;

    BinanceReception(Venue venue, BinanceServerSettings settings) {
        this.venue = venue;
        this.settings = settings;
        desk = new Desk(venue);
        endpoints = new Endpoints(venue, settings.limits());
        rest = new RestDoor(venue, desk, endpoints);
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
        return rest.refused(
                switch (why) {
                    case RATE_LIMITED -> ApiException.limited(429, -1003, "Too many requests.", soon());
                    case BANNED -> ApiException.limited(418, -1003, "Way too many requests; IP banned.", soon());
                    case OVERLOADED, BROKEN ->
                        ApiException.of(503, -1001, "Internal error; unable to process your request.");
                    case MAINTENANCE -> ApiException.of(503, -1016, "This service is no longer available.");
                    case KEY_EXPIRED -> ApiException.of(401, -2015, "Invalid API-key, IP, or permissions for action.");
                });
    }

    private long soon() {
        return venue.nowNanos() + RETRY_NANOS;
    }

    @Override
    public @Nullable Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path = uri.path();
        boolean raw = path.equals(RAW) || path.startsWith(RAW + "/");
        if (!raw && !path.equals(COMBINED) && !path.equals(API)) {
            return null;
        }
        TimeScale scale;
        try {
            venue.weights().use(address, path.equals(API) ? CONNECT_WEIGHT : 0, venue.advance());
            scale = TimeScale.named(first(uri, "timeUnit"));
        } catch (ApiException refusal) {
            throw new Refused(rest.refused(refusal));
        }
        if (path.equals(API)) {
            boolean showLimits = !"false".equals(first(uri, "returnRateLimits"));
            return out -> new ApiSession(venue, desk, endpoints, settings.limits(), out, address, scale, showLimits);
        }
        List<String> names = names(raw ? path.substring(RAW.length()) : first(uri, "streams"));
        return out -> new StreamSession(venue.hub(), out, settings.limits(), scale, !raw, names);
    }

    private static List<String> names(@Nullable String streams) {
        return Arrays.stream((streams == null ? "" : streams).split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static @Nullable String first(QueryStringDecoder uri, String name) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }
}
