package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.HttpAnswer;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests over HTTP and their answers: limits first, then key, signature and time, then rights, then the answer. */
final class RestDoor {
    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);

    private final BitmexVenue venue;
    private final Endpoints endpoints;

    RestDoor(BitmexVenue venue) {
        this.venue = venue;
        endpoints = new Endpoints(venue);
    }

    FullHttpResponse answer(FullHttpRequest request, String address) {
        HttpHeaders headers = request.headers();
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        Endpoint endpoint = endpoints.at(request.method().name(), path);
        boolean order = endpoint != null && endpoint.access() == Endpoint.Access.ORDER;
        Allowance allowance = venue.allowances().of(venue.security().find(headers.get("api-key")), address);
        FullHttpResponse response;
        try {
            allowance.use(order, venue.advance());
            response = HttpAnswer.json(200, answer(request, endpoint, uri, mark));
        } catch (ApiException refusal) {
            response = refused(refusal);
        } catch (RuntimeException broken) {
            LOG.error("{} {} failed", request.method(), path, broken);
            response = HttpAnswer.json(500, ApiException.body("Internal server error", "HTTPError"));
        }
        allowance.tell(response.headers(), order, venue.nowNanos());
        return response;
    }

    private JsonNode answer(FullHttpRequest request, @Nullable Endpoint endpoint, String uri, int mark) {
        if (request.decoderResult().isFailure()) {
            throw ApiException.bad("Malformed request");
        }
        if (endpoint == null) {
            throw ApiException.notFound();
        }
        String body = request.content().toString(StandardCharsets.UTF_8);
        long nowNanos = venue.advance();
        HttpHeaders headers = request.headers();
        ApiKey key = null;
        if (endpoint.access().signed() || headers.contains("api-key")) {
            key = venue.security()
                    .check(
                            headers.get("api-key"),
                            headers.get("api-expires"),
                            headers.get("api-signature"),
                            request.method().name() + uri,
                            body,
                            nowNanos);
        }
        if (key != null && endpoint.access().signed()) {
            Security.require(key, endpoint.access().trades() ? ApiKey.Right.TRADE : ApiKey.Right.READ);
        }
        Params params = new Params(mark < 0 ? "" : uri.substring(mark + 1), body);
        try {
            return endpoint.handler().answer(new Call(params, nowNanos, key));
        } finally {
            venue.settle();
        }
    }

    static FullHttpResponse refused(ApiException refusal) {
        FullHttpResponse response = HttpAnswer.json(refusal.status(), refusal.body());
        if (refusal.retryAfterSeconds() != 0) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds()));
        }
        return response;
    }
}
