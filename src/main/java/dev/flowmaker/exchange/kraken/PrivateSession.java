package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import dev.flowmaker.exchange.door.Outlet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to the private feeds, which are followed with a token. */
final class PrivateSession extends FeedSession {
    private static final String WRONG_PLACE =
            "Public market data subscriptions are unavailable on this endpoint. Try ws.kraken.com";

    /** One feed that is followed: whose, and how many messages it has sent. Until it may speak what it has to say waits. */
    private static final class Following {
        private final int account;
        private final List<ArrayNode> held = new ArrayList<>();
        private boolean speaks;
        private long sequence;

        private Following(int account) {
            this.account = account;
        }
    }

    /** The feeds that were confirmed. */
    private final Map<String, Following> followings = new LinkedHashMap<>();

    PrivateSession(Venue venue, Outlet out) {
        super(venue, out);
        venue.users().add(this);
    }

    @Override
    boolean subscribed() {
        return !followings.isEmpty();
    }

    @Override
    void subscribe(JsonNode request, JsonNode subscription) {
        String name = subscription.path("name").asText();
        ApiKey key = holder(request, subscription, name);
        if (key == null) {
            return;
        }
        if (followings.containsKey(name)) {
            refuse(request, name, "Already subscribed");
            return;
        }
        if (!key.rights().contains(ApiKey.Right.READ)) {
            refuse(request, name, "EGeneral:Permission denied");
            return;
        }
        confirm(request, "subscribed", name);
        begin(name, key.account(), subscription.path("snapshot").asBoolean(true));
    }

    /** From here on nothing is left out; it is told a moment later. */
    private void begin(String name, int account, boolean tellFirst) {
        // What happened before is part of what is told first.
        UserFeeds users = venue().users();
        users.flush();
        Following following = new Following(account);
        followings.put(name, following);
        if (tellFirst) {
            OrderHistory history = venue().history();
            send(
                    name,
                    name.equals(UserFeeds.ORDERS)
                            ? users.openOrders(history, account)
                            : users.latestTrades(history, account));
        }
        venue().firstWords().add(() -> speak(name, following), venue().nowNanos());
    }

    private void speak(String name, Following following) {
        following.speaks = true;
        if (following.equals(followings.get(name))) {
            following.held.forEach(contents -> send(name, contents));
        }
        following.held.clear();
    }

    /** Whose the token is; refuses and returns null when a feed cannot be followed with it. */
    private @Nullable ApiKey holder(JsonNode request, JsonNode subscription, String name) {
        boolean known = PublicSession.PRIVATE.contains(name);
        ApiKey key = venue().tokens().holder(subscription.path("token").asText(), venue().nowNanos());
        if (!known) {
            refuse(request, name, WRONG_PLACE);
            return null;
        }
        if (key == null) {
            refuse(request, name, "ESession:Invalid session");
        }
        return key;
    }

    @Override
    void unsubscribe(JsonNode request, JsonNode subscription) {
        String name = subscription.path("name").asText();
        if (followings.remove(name) == null) {
            refuse(request, name, "Subscription Not Found");
        } else {
            confirm(request, "unsubscribed", name);
        }
    }

    private void confirm(JsonNode request, String status, String name) {
        ObjectNode answer = status(request, status).put("channelName", name);
        answer.putObject("subscription").put("name", name);
        send(answer);
    }

    private void refuse(JsonNode request, String name, String why) {
        ObjectNode answer = status(request, "error").put("errorMessage", why);
        answer.putObject("subscription").put("name", name);
        send(answer);
    }

    /** Passes something on if it is about the account whose feed this is. */
    void tell(int account, String channel, ObjectNode payload) {
        Following following = followings.get(channel);
        if (following != null && following.account == account) {
            send(channel, Json.array().add(payload));
        }
    }

    private void send(String channel, ArrayNode contents) {
        Following following = followings.get(channel);
        if (following == null) {
            return;
        }
        if (!following.speaks) {
            following.held.add(contents);
            return;
        }
        following.sequence++;
        ArrayNode message = Json.array().add(contents).add(channel);
        message.addObject().put("sequence", following.sequence);
        send(message);
    }

    @Override
    public void closed() {
        super.closed();
        venue().users().remove(this);
        followings.clear();
    }
}
