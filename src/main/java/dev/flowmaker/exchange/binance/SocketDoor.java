package dev.flowmaker.exchange.binance;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns HTTP connections into WebSockets: market streams raw or combined, and the WebSocket API. */
final class SocketDoor {
    private static final String API = "/ws-api/v3";
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";
    private static final int CONNECT_WEIGHT = 2;

    private final Venue venue;
    private final Desk desk;
    private final Endpoints endpoints;
    private final BinanceServerSettings settings;
    private final Set<Session> sessions = new LinkedHashSet<>();

    SocketDoor(Venue venue, Desk desk, Endpoints endpoints, BinanceServerSettings settings) {
        this.venue = venue;
        this.desk = desk;
        this.endpoints = endpoints;
        this.settings = settings;
    }

    /**
     * Opens a WebSocket if the path is one of ours; otherwise the answer is false and nothing has happened. Throws the
     * refusal of a client that may not have one.
     */
    boolean open(ChannelHandlerContext context, FullHttpRequest request, String address) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path = uri.path();
        boolean raw = path.equals(RAW) || path.startsWith(RAW + "/");
        if (!raw && !path.equals(COMBINED) && !path.equals(API)) {
            return false;
        }
        venue.weights().use(address, path.equals(API) ? CONNECT_WEIGHT : 0, venue.advance());
        TimeScale scale = TimeScale.named(first(uri, "timeUnit"));
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        path, null, false, settings.maxRequestBytes())
                .newHandshaker(request);
        if (handshaker == null) {
            var unused = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return true;
        }
        Outlet out = new Outlet(context.channel());
        if (path.equals(API)) {
            boolean showLimits = !"false".equals(first(uri, "returnRateLimits"));
            start(
                    context,
                    request,
                    handshaker,
                    out,
                    new ApiSession(venue, desk, endpoints, settings.limits(), out, address, scale, showLimits));
            return true;
        }
        String streams = raw ? path.substring(RAW.length()) : first(uri, "streams");
        StreamSession session = new StreamSession(venue.hub(), out, settings.limits(), scale, !raw);
        start(context, request, handshaker, out, session);
        if (!session.follow(names(streams))) {
            out.close(1008, "Too many streams");
        }
        return true;
    }

    private void start(
            ChannelHandlerContext context,
            FullHttpRequest request,
            WebSocketServerHandshaker handshaker,
            Outlet out,
            Session session) {
        ChannelPipeline pipeline = context.pipeline();
        var unused = handshaker.handshake(context.channel(), request);
        pipeline.remove(IdleStateHandler.class);
        pipeline.addLast(new WebSocketFrameAggregator(settings.maxRequestBytes()));
        pipeline.addLast(new WebSocketHandler(session, out, settings));
        pipeline.remove(HttpHandler.class);
        sessions.add(session);
        context.channel().closeFuture().addListener(closed -> sessions.remove(session));
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

    /** Tells every client that the venue closes. */
    void shutDown(long nowNanos) {
        List.copyOf(sessions).forEach(session -> session.shutDown(nowNanos));
    }
}
