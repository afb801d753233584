package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.SocketSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A connection to market streams, raw or combined, and what it asks of them. */
final class StreamSession implements SocketSession {
    private static final String METHODS =
            "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        private final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private final List<String> first;
    private final StreamHub hub;
    private final Outlet out;
    private final ApiLimits limits;
    private final TimeScale scale;
    private final Set<String> streams = new LinkedHashSet<>();
    private boolean combined;

    /** @param names of the streams it was opened for */
    StreamSession(StreamHub hub, Outlet out, ApiLimits limits, TimeScale scale, boolean combined, List<String> names) {
        this.first = List.copyOf(names);
        this.hub = hub;
        this.out = out;
        this.limits = limits;
        this.scale = scale;
        this.combined = combined;
    }

    @Override
    public void opened() {
        if (!follow(first)) {
            out.close(1008, "Too many streams");
        }
    }

    boolean combined() {
        return combined;
    }

    TimeScale scale() {
        return scale;
    }

    void send(byte[] text) {
        out.send(text);
    }

    /** Follows streams; those beyond the connection's limit are left out and the answer is false. */
    boolean follow(Collection<String> names) {
        for (String name : names) {
            if (!streams.contains(name) && streams.size() >= limits.streamsPerConnection()) {
                return false;
            }
            streams.add(name);
            hub.follow(name, this);
        }
        return true;
    }

    @Override
    public int framesPerSecond() {
        return limits.messagesPerSecond();
    }

    @Override
    public void shutDown(long nowNanos) {
        ObjectNode event = Json.object().put("e", "serverShutdown").put("E", scale.of(nowNanos));
        out.send(combined ? StreamHub.combined("!serverShutdown", event) : event);
        out.close(1001, "Going away");
    }

    @Override
    public void closed() {
        streams.forEach(name -> hub.leave(name, this));
        streams.clear();
    }

    @Override
    public void text(String text) {
        JsonNode id = NullNode.getInstance();
        try {
            JsonNode request = parse(text);
            id = request.path("id").isMissingNode() ? id : request.path("id");
            checkId(id);
            ObjectNode answer = Json.object();
            answer.set("result", result(request));
            answer.set("id", id);
            out.send(answer);
        } catch (Refusal refusal) {
            ObjectNode answer = Json.object().put("code", refusal.code).put("msg", refusal.getMessage());
            answer.set("id", id);
            out.send(answer);
        }
    }

    private static JsonNode parse(String text) throws Refusal {
        try {
            JsonNode request = Json.parse(text);
            if (request.isObject()) {
                return request;
            }
            throw new Refusal(3, "Invalid JSON: expected an object");
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            int line = at == null ? 1 : at.getLineNr();
            int column = at == null ? 1 : at.getColumnNr();
            throw new Refusal(3, "Invalid JSON: expected value at line " + line + " column " + column);
        }
    }

    private static void checkId(JsonNode id) throws Refusal {
        boolean text = id.isTextual() && id.asText().matches("[A-Za-z0-9_-]{1,36}");
        if (!id.isNull() && !id.canConvertToLong() && !text) {
            throw new Refusal(2, "Invalid request: request ID must be an unsigned integer");
        }
    }

    private JsonNode result(JsonNode request) throws Refusal {
        JsonNode method = request.path("method");
        if (!method.isTextual()) {
            throw new Refusal(2, "Invalid request: missing field `method` at line 1 column 1");
        }
        JsonNode params = request.path("params");
        switch (method.asText()) {
            case "SUBSCRIBE" -> {
                if (!follow(names(params))) {
                    throw new Refusal(2, "Invalid request: too many streams");
                }
            }
            case "UNSUBSCRIBE" ->
                names(params).forEach(name -> {
                    streams.remove(name);
                    hub.leave(name, this);
                });
            case "LIST_SUBSCRIPTIONS" -> {
                ArrayNode list = Json.array();
                streams.forEach(list::add);
                return list;
            }
            case "SET_PROPERTY" -> {
                checkProperty(params, 2);
                if (!params.path(1).isBoolean()) {
                    throw new Refusal(1, "Invalid value type: expected Boolean");
                }
                combined = params.path(1).asBoolean();
            }
            case "GET_PROPERTY" -> {
                checkProperty(params, 1);
                return Json.array().add(combined).get(0);
            }
            default ->
                throw new Refusal(
                        2,
                        "Invalid request: unknown variant " + method.asText() + ", expected one of " + METHODS
                                + " at line 1 column 28");
        }
        return NullNode.getInstance();
    }

    private static List<String> names(JsonNode params) throws Refusal {
        List<String> names = new ArrayList<>();
        for (JsonNode name : params) {
            if (!name.isTextual()) {
                throw new Refusal(2, "Invalid request: invalid type, expected a string");
            }
            names.add(name.asText());
        }
        if (!params.isArray() || names.isEmpty()) {
            throw new Refusal(2, "Invalid request: missing field `params`");
        }
        return names;
    }

    private static void checkProperty(JsonNode params, int count) throws Refusal {
        if (!params.path(0).isTextual()) {
            throw new Refusal(2, "Invalid request: property name must be a string");
        }
        if (params.size() > count) {
            throw new Refusal(2, "Invalid request: too many parameters");
        }
        if (!params.path(0).asText().equals("combined")) {
            throw new Refusal(0, "Unknown property");
        }
    }
}
