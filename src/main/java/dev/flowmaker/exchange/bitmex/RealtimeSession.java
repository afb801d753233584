package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.bitmex.TableHub.Subscription;
import dev.flowmaker.exchange.bitmex.TableHub.Topic;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.SocketSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to the tables, and what it asks of them. */
final class RealtimeSession implements SocketSession {
    static final String PATH = "/realtime";

    private static final int FRAMES_PER_SECOND = 1_000;
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);
    private static final String DOCS = "https://www.bitmex.com/app/wsAPI";

    private final BitmexVenue venue;
    private final Outlet out;
    private final List<String> first;
    private final Map<Topic, Subscription> followed = new LinkedHashMap<>();
    private @Nullable ApiKey key;

    /**
     * @param key that the connection was opened with, or null
     * @param first topics that it was opened for
     */
    RealtimeSession(BitmexVenue venue, Outlet out, @Nullable ApiKey key, List<String> first) {
        this.venue = venue;
        this.out = out;
        this.key = key;
        this.first = List.copyOf(first);
    }

    @Override
    public void opened() {
        ObjectNode welcome = Json.object()
                .put("info", "Welcome to the BitMEX Realtime API.")
                .put("version", "2.0.0")
                .put("timestamp", Iso.text(venue.advance()))
                .put("docs", DOCS)
                .put("heartbeatEnabled", false);
        welcome.putObject("limit").put("remaining", 39);
        out.send(welcome);
        if (!first.isEmpty()) {
            ObjectNode request = Json.object().put("op", "subscribe");
            ArrayNode args = request.putArray("args");
            first.forEach(args::add);
            act(request);
        }
    }

    void send(byte[] text) {
        out.send(text);
    }

    @Override
    public int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public void shutDown(long nowNanos) {
        out.close(1001, "Going away");
    }

    @Override
    public void closed() {
        followed.values().forEach(venue.hub()::leave);
        followed.clear();
    }

    @Override
    public void text(String text) {
        switch (text) {
            case "ping" -> out.send(PONG);
            case "help" -> out.send(Json.object().put("info", "See " + DOCS + " for more documentation."));
            default -> {
                JsonNode request;
                try {
                    request = Json.parse(text);
                } catch (JsonProcessingException malformed) {
                    request = Json.object();
                }
                if (request.isObject()) {
                    act(request);
                } else {
                    refuse(ApiException.bad("Unrecognized request. See the docs: " + DOCS), request);
                }
            }
        }
    }

    private void act(JsonNode request) {
        try {
            List<JsonNode> args = args(request.path("args"));
            switch (request.path("op").asText()) {
                case "subscribe" -> each(args, request, this::subscribe);
                case "unsubscribe" -> each(args, request, this::unsubscribe);
                case "authKeyExpires" -> authenticate(args, request);
                case "cancelAllAfter" -> cancelAllAfter(args, request);
                default -> throw ApiException.bad("Unrecognized request. See the docs: " + DOCS);
            }
        } catch (ApiException refusal) {
            refuse(refusal, request);
        }
    }

    private static List<JsonNode> args(JsonNode args) {
        List<JsonNode> list = new ArrayList<>();
        if (args.isArray()) {
            args.forEach(list::add);
        } else if (!args.isMissingNode()) {
            list.add(args);
        }
        return list;
    }

    private interface Step {
        void take(String topic, JsonNode request);
    }

    /** Each topic by itself: what is wrong with one does not touch the others. */
    private void each(List<JsonNode> args, JsonNode request, Step step) {
        if (args.isEmpty()) {
            throw ApiException.bad("No topic was named.");
        }
        for (JsonNode arg : args) {
            try {
                step.take(arg.asText(), request);
            } catch (ApiException refusal) {
                refuse(refusal, request);
            }
        }
    }

    private void subscribe(String name, JsonNode request) {
        Topic topic = topic(name);
        if (followed.containsKey(topic)) {
            throw ApiException.bad("You are already subscribed to this topic: " + name);
        }
        long nowNanos = venue.advance();
        venue.settle();
        venue.answered();
        ObjectNode done = Json.object().put("success", true).put("subscribe", name);
        done.set("request", request);
        out.send(done);
        out.send(partial(topic, nowNanos));
        Subscription subscription = new Subscription(topic, this);
        followed.put(topic, subscription);
        venue.hub().follow(subscription);
    }

    private ObjectNode partial(Topic topic, long nowNanos) {
        Table table = topic.table();
        ArrayNode rows = table.ofAccounts()
                ? venue.accounts().partial(table, topic.market(), topic.account(), nowNanos)
                : venue.markets().partial(table, topic.market(), nowNanos);
        ObjectNode message = TableHub.message(table, "partial", rows);
        ArrayNode keys = message.putArray("keys");
        table.keys().forEach(keys::add);
        ObjectNode filter = message.putObject("filter");
        if (topic.account() != TableHub.ANY) {
            filter.put("account", AccountNumbers.of(topic.account()));
        }
        if (topic.market() != TableHub.ANY) {
            filter.put("symbol", venue.listings().get(topic.market()).symbol());
        }
        return message;
    }

    private void unsubscribe(String name, JsonNode request) {
        Subscription subscription = followed.remove(topic(name));
        if (subscription == null) {
            throw ApiException.bad("You are not subscribed to this topic: " + name);
        }
        venue.hub().leave(subscription);
        ObjectNode done = Json.object().put("success", true).put("unsubscribe", name);
        done.set("request", request);
        out.send(done);
    }

    private Topic topic(String name) {
        int colon = name.indexOf(':');
        Table table = Table.named(colon < 0 ? name : name.substring(0, colon));
        if (table == null) {
            throw ApiException.bad("Unknown table: " + (colon < 0 ? name : name.substring(0, colon)));
        }
        int market = TableHub.ANY;
        if (colon >= 0) {
            Listing listing = venue.listings().find(name.substring(colon + 1));
            if (listing == null) {
                throw ApiException.bad("Unknown or expired symbol.");
            }
            market = listing.market();
        }
        if (!table.ofAccounts()) {
            return new Topic(table, market, TableHub.ANY);
        }
        if (key == null) {
            throw ApiException.of(
                    401, "User requested an account-locked subscription but no authorization was provided.");
        }
        return new Topic(table, market, key.account());
    }

    private void authenticate(List<JsonNode> args, JsonNode request) {
        if (key != null) {
            throw ApiException.bad("Already authenticated.");
        }
        if (args.size() != 3) {
            throw ApiException.bad("authKeyExpires takes a key, when it expires, and a signature.");
        }
        ApiKey checked = venue.security()
                .check(
                        args.get(0).asText(),
                        args.get(1).asText(),
                        args.get(2).asText(),
                        "GET" + PATH,
                        "",
                        venue.advance());
        Security.require(checked, ApiKey.Right.READ);
        key = checked;
        ObjectNode done = Json.object().put("success", true);
        done.set("request", request);
        out.send(done);
    }

    private void cancelAllAfter(List<JsonNode> args, JsonNode request) {
        if (key == null) {
            throw ApiException.of(401, "Authorization Required");
        }
        Security.require(key, ApiKey.Right.TRADE);
        if (args.size() != 1 || !args.get(0).canConvertToLong()) {
            throw ApiException.bad("timeout is invalid");
        }
        ObjectNode done = venue.cancelAllAfter(key.account(), args.get(0).asLong(), venue.advance());
        venue.settle();
        done.set("request", request);
        out.send(done);
    }

    private void refuse(ApiException refusal, JsonNode request) {
        ObjectNode answer = Json.object().put("status", refusal.status()).put("error", refusal.text());
        answer.putObject("meta");
        answer.set("request", request);
        out.send(answer);
    }
}
