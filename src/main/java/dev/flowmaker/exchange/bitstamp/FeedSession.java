package dev.flowmaker.exchange.bitstamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import dev.flowmaker.exchange.door.SocketSession;

/** A connection to the feeds. */
final class FeedSession implements SocketSession {
    private static final int FRAMES_PER_SECOND = 100;

    private final Venue venue;
    private final Outlet out;

    FeedSession(Venue venue, Outlet out) {
        this.venue = venue;
        this.out = out;
    }

    @Override
    public void text(String text) {
        venue.advance();
        try {
            on(Json.parse(text));
        } catch (JsonProcessingException malformed) {
            error("Malformed JSON");
        } finally {
            venue.settle();
        }
    }

    private void on(JsonNode request) {
        String channel = request.path("data").path("channel").asText();
        switch (request.path("event").asText()) {
            case "bts:heartbeat" ->
                out.send(Feed.message("bts:heartbeat", "", Json.object().put("status", "success")));
            case "bts:subscribe", "bts:unsubscribe" -> {
                boolean on = request.path("event").asText().equals("bts:subscribe");
                Feed feed = venue.feed(channel);
                if (feed == null) {
                    error("Incorrect channel: " + channel);
                } else if (on) {
                    out.send(Feed.message("bts:subscription_succeeded", channel, Json.object()));
                    feed.follow(this);
                } else {
                    feed.leave(this);
                    out.send(Feed.message("bts:unsubscription_succeeded", channel, Json.object()));
                }
            }
            default -> error("Unknown event");
        }
    }

    private void error(String words) {
        var data = Json.object().putNull("code").put("message", words);
        out.send(Feed.message("bts:error", "", data));
    }

    void send(byte[] text) {
        out.send(text);
    }

    @Override
    public int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    /** It asks for a new connection before it goes. */
    @Override
    public void shutDown(long nowNanos) {
        out.send(Feed.message("bts:request_reconnect", "", Json.object()));
        out.close(1001, "Going away");
    }

    @Override
    public void closed() {
        venue.leave(this);
    }
}
