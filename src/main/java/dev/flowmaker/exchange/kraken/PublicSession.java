package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection to the public feeds. */
final class PublicSession extends FeedSession {
    static final Set<String> PRIVATE = Set.of("openOrders", "ownTrades");

    private static final int USUAL_DEPTH = 10;
    private static final String WRONG_PLACE =
            "Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com";

    private final List<Channel> following = new ArrayList<>();

    PublicSession(Venue venue, Outlet out) {
        super(venue, out);
    }

    @Override
    boolean subscribed() {
        return !following.isEmpty();
    }

    @Override
    void subscribe(JsonNode request, JsonNode subscription) {
        eachPair(request, subscription, true);
    }

    @Override
    void unsubscribe(JsonNode request, JsonNode subscription) {
        eachPair(request, subscription, false);
    }

    private void eachPair(JsonNode request, JsonNode subscription, boolean on) {
        JsonNode pairs = request.path("pair");
        if (!pairs.isArray() || pairs.isEmpty()) {
            refuse(request, subscription, null, "Pair field must be an array");
            return;
        }
        for (JsonNode name : pairs) {
            Pair pair = venue().pairs().ofFeed(name.asText());
            String problem = problem(subscription, pair, name.asText());
            Channel channel = pair == null || problem != null ? null : channel(pair, subscription);
            if (channel == null) {
                refuse(request, subscription, name.asText(), problem == null ? "Subscription name invalid" : problem);
            } else if (on) {
                follow(request, subscription, channel);
            } else {
                leave(request, subscription, channel);
            }
        }
    }

    /** What is wrong with a subscription, or null. */
    private static @Nullable String problem(JsonNode subscription, @Nullable Pair pair, String pairName) {
        String name = subscription.path("name").asText();
        if (PRIVATE.contains(name)) {
            return WRONG_PLACE;
        }
        if (pair == null) {
            return "Currency pair not supported " + pairName;
        }
        int depth = depth(subscription);
        boolean known = false;
        for (Channel.Kind kind : Channel.Kind.values()) {
            if (kind.subscription().equals(name)) {
                known = true;
                if (kind.depth() == 0 || kind.depth() == depth) {
                    return null;
                }
            }
        }
        return known ? "Subscription depth not supported" : "Subscription name invalid";
    }

    private static int depth(JsonNode subscription) {
        JsonNode depth = subscription.path("depth");
        return depth.isMissingNode() || depth.isNull() ? USUAL_DEPTH : depth.asInt(-1);
    }

    private @Nullable Channel channel(Pair pair, JsonNode subscription) {
        for (Channel channel : venue().feeds(pair.market()).channels()) {
            Channel.Kind kind = channel.kind();
            if (kind.subscription().equals(subscription.path("name").asText())
                    && (kind.depth() == 0 || kind.depth() == depth(subscription))) {
                return channel;
            }
        }
        return null;
    }

    private void follow(JsonNode request, JsonNode subscription, Channel channel) {
        if (following.contains(channel)) {
            refuse(request, subscription, channel.pair().feedName(), "Already subscribed");
            return;
        }
        send(confirmation(request, "subscribed", channel));
        following.add(channel);
        if (PairFeeds.beginsWithAll(channel)) {
            venue().firstWords().add(() -> begin(channel), venue().nowNanos());
        } else {
            channel.follow(this);
        }
    }

    private void begin(Channel channel) {
        if (following.contains(channel) && !channel.followedBy(this)) {
            channel.follow(this);
            send(venue().feeds(channel.pair().market())
                    .first(channel, venue().exchange().nowNanos()));
        }
    }

    private void leave(JsonNode request, JsonNode subscription, Channel channel) {
        if (!following.remove(channel)) {
            refuse(request, subscription, channel.pair().feedName(), "Subscription Not Found");
            return;
        }
        channel.leave(this);
        send(confirmation(request, "unsubscribed", channel));
    }

    private static ObjectNode confirmation(JsonNode request, String status, Channel channel) {
        ObjectNode answer = status(request, status)
                .put("channelID", channel.id())
                .put("channelName", channel.kind().channelName())
                .put("pair", channel.pair().feedName());
        answer.set("subscription", channel.subscription());
        return answer;
    }

    private void refuse(JsonNode request, JsonNode subscription, @Nullable String pair, String why) {
        ObjectNode answer = status(request, "error").put("errorMessage", why);
        if (pair != null) {
            answer.put("pair", pair);
        }
        ObjectNode asked = answer.putObject("subscription");
        if (subscription.has("depth")) {
            asked.set("depth", subscription.get("depth"));
        }
        asked.put("name", subscription.path("name").asText());
        send(answer);
    }

    @Override
    public void closed() {
        super.closed();
        following.forEach(channel -> channel.leave(this));
        following.clear();
    }
}
