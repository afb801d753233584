package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.binance.Endpoint.Access;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.HttpAnswer;
import dev.flowmaker.exchange.door.Json;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests over HTTP and their answers. */
final class RestDoor {
    private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);

    /** Taken out of service by Binance in February 2026: user streams are on the WebSocket API. */
    private static final String RETIRED = "/api/v3/userDataStream";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Venue venue;
    private final Desk desk;
    private final Endpoints endpoints;

    RestDoor(Venue venue, Desk desk, Endpoints endpoints) {
        this.venue = venue;
        this.desk = desk;
        this.endpoints = endpoints;
    }

    FullHttpResponse answer(FullHttpRequest request, String address) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        String body = request.content().toString(StandardCharsets.UTF_8);
        FullHttpResponse response;
        try {
            response = answer(request, path, query, body, address);
        } catch (ApiException refusal) {
            response = refused(refusal);
        } catch (RuntimeException broken) {
            LOG.error("{} {} failed", request.method(), path, broken);
            response = HttpAnswer.json(500, error(-1000, "An unknown error occurred while processing the request."));
        }
        String weight = Integer.toString(venue.weights().used(address, venue.nowNanos()));
        response.headers().set("x-mbx-used-weight", weight).set("x-mbx-used-weight-1m", weight);
        return response;
    }

    private FullHttpResponse answer(FullHttpRequest request, String path, String query, String body, String address) {
        if (request.decoderResult().isFailure()) {
            throw ApiException.bad(-1000, "An unknown error occurred while processing the request.");
        }
        if (path.equals(RETIRED)) {
            throw ApiException.of(410, -1020, "This operation is not supported.");
        }
        Endpoint endpoint = endpoints.atPath(request.method().name(), path);
        if (endpoint == null) {
            throw ApiException.of(404, -1020, "This operation is not supported.");
        }
        HttpHeaders headers = request.headers();
        TimeScale scale = TimeScale.named(headers.get("X-MBX-TIME-UNIT"));
        Params params = Params.ofHttp(query, body);
        String payload = unsigned(query) + unsigned(body);
        Desk.Reply reply = desk.answer(endpoint, params, headers.get("X-MBX-APIKEY"), payload, address, scale);
        FullHttpResponse response = HttpAnswer.json(200, reply.body());
        ApiKey key = reply.key();
        if (endpoint.access() == Access.ORDER && key != null) {
            OrderQuota counts = venue.counts(key.account());
            long nowNanos = venue.nowNanos();
            response.headers()
                    .set("x-mbx-order-count-10s", Integer.toString(counts.inTenSeconds(nowNanos)))
                    .set("x-mbx-order-count-1d", Integer.toString(counts.inDay(nowNanos)));
        }
        return response;
    }

    /** A query or body without its signature: what the client signed. */
    static String unsigned(String form) {
        String name = "signature=";
        int start = form.startsWith(name) ? 0 : form.indexOf('&' + name);
        if (start < 0) {
            return form;
        }
        int end = form.indexOf('&', start + 1);
        if (end < 0) {
            return form.substring(0, start);
        }
        return form.substring(0, start) + form.substring(start == 0 ? end + 1 : end);
    }

    FullHttpResponse refused(ApiException refusal) {
        FullHttpResponse response = HttpAnswer.json(refusal.status(), error(refusal.code(), refusal.text()));
        if (refusal.retryAtNanos() != 0) {
            long waitNanos = Math.max(0, refusal.retryAtNanos() - venue.nowNanos());
            long seconds = (waitNanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
            response.headers().set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
        }
        return response;
    }

    private static JsonNode error(int code, @Nullable String message) {
        return Json.object().put("code", code).put("msg", message);
    }
}
