package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One public feed of one pair, and who follows it. */
final class Channel {
    /** What is told. */
    enum Kind {
        TICKER("ticker", 0),
        TRADE("trade", 0),
        SPREAD("spread", 0),
        BOOK_10("book", 10),
        BOOK_25("book", 25),
        BOOK_100("book", 100),
        BOOK_500("book", 500),
        BOOK_1000("book", 1_000);

        private final String subscription;
        private final int depth;

        Kind(String subscription, int depth) {
            this.subscription = subscription;
            this.depth = depth;
        }

        /** What clients ask for. */
        String subscription() {
            return subscription;
        }

        /** Levels a side; 0 of what is no book. */
        int depth() {
            return depth;
        }

        String channelName() {
            return depth == 0 ? subscription : subscription + "-" + depth;
        }
    }

    private final Kind kind;
    private final Pair pair;
    private final Set<FeedSession> followers = new LinkedHashSet<>();

    Channel(Kind kind, Pair pair) {
        this.kind = kind;
        this.pair = pair;
    }

    Kind kind() {
        return kind;
    }

    Pair pair() {
        return pair;
    }

    /** The same for all who follow it; above 0. */
    int id() {
        return pair.market() * Kind.values().length + kind.ordinal() + 1;
    }

    void follow(FeedSession session) {
        followers.add(session);
    }

    void leave(FeedSession session) {
        followers.remove(session);
    }

    boolean followedBy(FeedSession session) {
        return followers.contains(session);
    }

    boolean followed() {
        return !followers.isEmpty();
    }

    /** A message of this feed; what it tells stands between the id and the names. */
    ArrayNode message(JsonNode... contents) {
        ArrayNode message = Json.array().add(id());
        for (JsonNode content : contents) {
            message.add(content);
        }
        return message.add(kind.channelName()).add(pair.feedName());
    }

    void publish(JsonNode... contents) {
        byte[] text = Json.bytes(message(contents));
        List.copyOf(followers).forEach(session -> session.send(text));
    }

    /** What a subscription is called when it is confirmed. */
    ObjectNode subscription() {
        ObjectNode subscription = Json.object();
        if (kind.depth() > 0) {
            subscription.put("depth", kind.depth());
        }
        return subscription.put("name", kind.subscription());
    }
}
