package dev.flowmaker.exchange.bitstamp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One channel of one pair, and who follows it. */
final class Feed {
    private final String channel;
    private final String event;
    private final Set<FeedSession> followers = new LinkedHashSet<>();

    /** @param event what its messages are called */
    Feed(String channel, String event) {
        this.channel = channel;
        this.event = event;
    }

    String channel() {
        return channel;
    }

    boolean followed() {
        return !followers.isEmpty();
    }

    void follow(FeedSession session) {
        followers.add(session);
    }

    void leave(FeedSession session) {
        followers.remove(session);
    }

    void publish(JsonNode data) {
        byte[] text = Json.bytes(message(event, channel, data));
        List.copyOf(followers).forEach(session -> session.send(text));
    }

    static JsonNode message(String event, String channel, JsonNode data) {
        return Json.object().put("event", event).put("channel", channel).set("data", data);
    }
}
