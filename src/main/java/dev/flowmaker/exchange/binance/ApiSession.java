package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.binance.Endpoint.Access;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.SocketSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the WebSocket API: requests with their answers, and the user streams it follows. */
final class ApiSession implements SocketSession {
    private static final Logger LOG = LoggerFactory.getLogger(ApiSession.class);

    private static final int MAX_SUBSCRIPTIONS = 1_000;
    private static final int MAX_SUBSCRIPTION_IDS = 65_535;
    private static final int SESSION_WEIGHT = 2;

    /** One account's events on this connection. */
    final class Subscription {
        private final int id;
        private final int account;

        private Subscription(int id, int account) {
            this.id = id;
            this.account = account;
        }

        int account() {
            return account;
        }

        TimeScale scale() {
            return scale;
        }

        void send(ObjectNode event) {
            ObjectNode message = Json.object().put("subscriptionId", id);
            message.set("event", event);
            out.send(message);
        }
    }

    private final Venue venue;
    private final Desk desk;
    private final Endpoints endpoints;
    private final ApiLimits limits;
    private final Outlet out;
    private final String address;
    private final TimeScale scale;
    private final boolean showLimits;
    private final long connectedNanos;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Endpoint status = Endpoint.open(SESSION_WEIGHT, this::status);
    private final Endpoint listing = Endpoint.open(SESSION_WEIGHT, this::list);
    private final Endpoint unsubscribing = Endpoint.open(SESSION_WEIGHT, this::unsubscribe, "subscriptionId");
    private final Endpoint subscribing = Endpoint.account(SESSION_WEIGHT, this::subscribe);
    private final Endpoint unauthenticated = Endpoint.open(SESSION_WEIGHT, call -> {
        throw ApiException.of(401, -1002, "You are not authorized to execute this request.");
    });
    private final Endpoint logon = Endpoint.account(SESSION_WEIGHT, call -> {
        throw ApiException.bad(-4056, "HMAC_SHA256 API key is not supported.");
    });
    private int nextSubscriptionId;

    ApiSession(
            Venue venue,
            Desk desk,
            Endpoints endpoints,
            ApiLimits limits,
            Outlet out,
            String address,
            TimeScale scale,
            boolean showLimits) {
        this.venue = venue;
        this.desk = desk;
        this.endpoints = endpoints;
        this.limits = limits;
        this.out = out;
        this.address = address;
        this.scale = scale;
        this.showLimits = showLimits;
        this.connectedNanos = venue.nowNanos();
    }

    /** Requests are bounded by their weight; this bounds pings. */
    @Override
    public int framesPerSecond() {
        return limits.weightPerMinute();
    }

    @Override
    public void shutDown(long nowNanos) {
        ObjectNode message = Json.object();
        message.putObject("event").put("e", "serverShutdown").put("E", scale.of(nowNanos));
        out.send(message);
        out.close(1001, "Going away");
    }

    @Override
    public void closed() {
        subscriptions.forEach(venue.users()::leave);
        subscriptions.clear();
    }

    @Override
    public void text(String text) {
        JsonNode id = NullNode.getInstance();
        boolean limitsWanted = showLimits;
        ObjectNode answer = Json.object();
        @Nullable ApiKey counted = null;
        try {
            JsonNode request = parse(text);
            id = request.path("id").isMissingNode() ? id : request.path("id");
            Params params = Params.ofJson(request.get("params"));
            String payload = params.signedText();
            limitsWanted = params.flag("returnRateLimits", showLimits);
            params.remove("returnRateLimits");
            Endpoint endpoint = endpoint(request.path("method").asText());
            @Nullable String apiKey = endpoint.access() == Access.PUBLIC ? null : params.text("apiKey");
            Desk.Reply reply = desk.answer(endpoint, params, apiKey, payload, address, scale);
            answer.set("id", id);
            answer.put("status", 200).set("result", reply.body());
            counted = endpoint.access() == Access.ORDER ? reply.key() : null;
        } catch (ApiException refusal) {
            refused(answer, id, refusal);
        } catch (RuntimeException broken) {
            LOG.error("a WebSocket API request failed: {}", text, broken);
            answer.set("id", id);
            answer.put("status", 500)
                    .putObject("error")
                    .put("code", -1000)
                    .put("msg", "An unknown error occurred while processing the request.");
        }
        if (limitsWanted) {
            answer.set("rateLimits", used(counted));
        }
        out.send(answer);
        venue.answered();
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode request = Json.parse(text);
            JsonNode params = request.path("params");
            boolean named = request.path("method").isTextual() && request.has("id");
            if (request.isObject() && named && (params.isMissingNode() || params.isObject())) {
                return request;
            }
        } catch (JsonProcessingException malformed) {
            LOG.debug("not JSON: {}", text);
        }
        throw ApiException.bad(-1135, "Invalid JSON Request");
    }

    private static void refused(ObjectNode answer, JsonNode id, ApiException refusal) {
        answer.set("id", id);
        ObjectNode error = answer.put("status", refusal.status())
                .putObject("error")
                .put("code", refusal.code())
                .put("msg", refusal.text());
        if (refusal.retryAtNanos() != 0) {
            error.putObject("data").put("retryAfter", refusal.retryAtNanos() / 1_000_000);
        }
    }

    private ArrayNode used(@Nullable ApiKey key) {
        long nowNanos = venue.nowNanos();
        int weight = venue.weights().used(address, nowNanos);
        if (key == null) {
            return GeneralEndpoints.rateLimits(limits, weight, null, null);
        }
        OrderQuota counts = venue.counts(key.account());
        return GeneralEndpoints.rateLimits(limits, weight, counts.inTenSeconds(nowNanos), counts.inDay(nowNanos));
    }

    private Endpoint endpoint(String method) {
        return switch (method) {
            case "session.status", "session.logout" -> status;
            case "session.logon" -> logon;
            case "session.subscriptions" -> listing;
            case "userDataStream.subscribe" -> unauthenticated;
            case "userDataStream.subscribe.signature" -> subscribing;
            case "userDataStream.unsubscribe" -> unsubscribing;
            default -> {
                Endpoint endpoint = endpoints.ofMethod(method);
                if (endpoint == null) {
                    throw ApiException.bad(-1020, "This operation is not supported.");
                }
                yield endpoint;
            }
        };
    }

    private JsonNode status(Call call) {
        return Json.object()
                .putNull("apiKey")
                .putNull("authorizedSince")
                .put("connectedSince", call.stamp(connectedNanos))
                .put("returnRateLimits", showLimits)
                .put("serverTime", call.stamp(call.nowNanos()))
                .put("userDataStream", !subscriptions.isEmpty());
    }

    private JsonNode list(Call call) {
        ArrayNode array = Json.array();
        subscriptions.forEach(subscription -> array.addObject().put("subscriptionId", subscription.id));
        return array;
    }

    private JsonNode subscribe(Call call) {
        if (subscriptions.stream().anyMatch(subscription -> subscription.account == call.account())) {
            throw ApiException.bad(-2035, "User Data Stream subscription already active.");
        }
        if (subscriptions.size() >= MAX_SUBSCRIPTIONS || nextSubscriptionId >= MAX_SUBSCRIPTION_IDS) {
            throw ApiException.bad(-2042, "Maximum subscription ID reached for this connection.");
        }
        Subscription subscription = new Subscription(nextSubscriptionId++, call.account());
        subscriptions.add(subscription);
        venue.users().follow(subscription);
        return Json.object().put("subscriptionId", subscription.id);
    }

    private JsonNode unsubscribe(Call call) {
        long id = call.params().integer("subscriptionId", -1);
        List<Subscription> ending = subscriptions.stream()
                .filter(subscription -> id < 0 || subscription.id == id)
                .toList();
        if (ending.isEmpty()) {
            throw ApiException.bad(-2036, "User Data Stream subscription not active.");
        }
        for (Subscription subscription : ending) {
            venue.users().leave(subscription);
            subscriptions.remove(subscription);
            subscription.send(Json.object().put("e", "eventStreamTerminated").put("E", call.stamp(call.nowNanos())));
        }
        return Json.object();
    }
}
