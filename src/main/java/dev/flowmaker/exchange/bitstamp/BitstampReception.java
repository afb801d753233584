package dev.flowmaker.exchange.bitstamp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.flowmaker.exchange.door.HttpAnswer;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.Reception;
import dev.flowmaker.exchange.door.Refusal;
import dev.flowmaker.exchange.door.SocketSession;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who receives clients that speak Bitstamp's protocol. */
final class BitstampReception implements Reception {
    private static final Pattern BOOK = Pattern.compile("/api/v2/order_book/([a-z0-9]+)/?");
    private static final Pattern PAIRS = Pattern.compile("/api/v2/trading-pairs-info/?");

    private final Venue venue;

    BitstampReception(Venue venue) {
        this.venue = venue;
    }

    @Override
    public FullHttpResponse answer(FullHttpRequest request, String address) {
        if (request.decoderResult().isFailure()) {
            return error(400, "Malformed request");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return error(405, "Only market data is here, by GET");
        }
        long nowNanos = venue.advance();
        String path = new QueryStringDecoder(request.uri()).path();
        Matcher book = BOOK.matcher(path);
        if (PAIRS.matcher(path).matches()) {
            ArrayNode rules = Json.array();
            venue.pairs().forEach(pair -> rules.add(pair.rules()));
            return HttpAnswer.json(200, rules);
        }
        if (book.matches()) {
            for (Pair pair : venue.pairs()) {
                if (pair.name().equals(book.group(1))) {
                    return HttpAnswer.json(
                            200, pair.book(venue.exchange().depth(pair.market()), Integer.MAX_VALUE, nowNanos));
                }
            }
        }
        return error(404, "Not found");
    }

    private static FullHttpResponse error(int status, String words) {
        return HttpAnswer.json(status, Json.object().put("status", "error").put("reason", words));
    }

    @Override
    public void answered() {
        venue.settle();
    }

    @Override
    public FullHttpResponse refusal(Refusal why) {
        return switch (why) {
            case RATE_LIMITED, BANNED -> error(429, "Request limit exceeded");
            case OVERLOADED, BROKEN, MAINTENANCE -> error(503, "Service unavailable");
            case KEY_EXPIRED -> error(403, "API key is not valid");
        };
    }

    @Override
    public @Nullable Function<Outlet, SocketSession> socket(FullHttpRequest request, String address) {
        return new QueryStringDecoder(request.uri()).path().matches("/?") ? out -> new FeedSession(venue, out) : null;
    }
}
