package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.SocketSession;

/** A connection to the feeds, public or private: greets, answers pings, and passes on what is asked for. */
abstract class FeedSession implements SocketSession {
    private static final int FRAMES_PER_SECOND = 1_000;
    private static final String VERSION = "1.9.0";

    private final Venue venue;
    private final Outlet out;
    private long saidNanos;

    FeedSession(Venue venue, Outlet out) {
        this.venue = venue;
        this.out = out;
    }

    final Venue venue() {
        return venue;
    }

    @Override
    public final void opened() {
        long nowNanos = venue.advance();
        send(Json.object()
                .put("connectionID", venue.nextConnectionId())
                .put("event", "systemStatus")
                .put("status", "online")
                .put("version", VERSION));
        venue.heartbeats().add(this, nowNanos);
        venue.settle();
    }

    @Override
    public final void text(String text) {
        venue.advance();
        try {
            JsonNode request = Json.parse(text);
            if (request.isObject() && request.path("event").isTextual()) {
                on(request);
            } else {
                error(request, "Malformed request");
            }
        } catch (JsonProcessingException malformed) {
            error(Json.object(), "Malformed request");
        } finally {
            venue.settle();
            venue.answered();
        }
    }

    private void on(JsonNode request) {
        switch (request.path("event").asText()) {
            case "ping" -> send(withRequestId(Json.object().put("event", "pong"), request));
            case "subscribe", "unsubscribe" -> {
                JsonNode subscription = request.path("subscription");
                if (!subscription.path("name").isTextual()) {
                    error(request, "Malformed request");
                } else if (request.path("event").asText().equals("subscribe")) {
                    subscribe(request, subscription);
                } else {
                    unsubscribe(request, subscription);
                }
            }
            default -> error(request, "Unsupported event");
        }
    }

    /** @param subscription has a name */
    abstract void subscribe(JsonNode request, JsonNode subscription);

    /** @param subscription has a name */
    abstract void unsubscribe(JsonNode request, JsonNode subscription);

    /** Whether it follows anything: who does is told each second that the venue is there. */
    abstract boolean subscribed();

    private void error(JsonNode request, String words) {
        send(withRequestId(Json.object().put("errorMessage", words).put("event", "error"), request));
    }

    /** What a subscription's status is answered with. */
    static ObjectNode status(JsonNode request, String status) {
        return withRequestId(Json.object().put("event", "subscriptionStatus").put("status", status), request);
    }

    private static ObjectNode withRequestId(ObjectNode answer, JsonNode request) {
        JsonNode id = request.path("reqid");
        if (id.isIntegralNumber()) {
            answer.set("reqid", id);
        }
        return answer;
    }

    final void send(byte[] text) {
        saidNanos = venue.nowNanos();
        out.send(text);
    }

    final void send(JsonNode node) {
        send(Json.bytes(node));
    }

    /** When it was last told anything. */
    final long saidNanos() {
        return saidNanos;
    }

    @Override
    public final int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public final void shutDown(long nowNanos) {
        out.close(1001, "Going away");
    }

    @Override
    public void closed() {
        venue.heartbeats().remove(this);
    }
}
