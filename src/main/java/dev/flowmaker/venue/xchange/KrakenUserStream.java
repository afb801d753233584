package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.event.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own orders and trades over Kraken's private feeds. XChange's adapter leaves out why an order ended and what a trade's
 * order was called, and cannot leave the first fifty trades out, which were told long before; its socket is used.
 */
final class KrakenUserStream extends UserSocket {
    private static final Logger LOG = LoggerFactory.getLogger(KrakenUserStream.class);
    private static final String ORDERS = "openOrders";
    private static final String TRADES = "ownTrades";
    private static final int FEEDS = 2;
    private static final int PARTS = 3;

    private final Secrets secrets;
    private final KrakenCalls calls;
    private final KrakenNames names;
    private final Session session;
    private final StandardEvents events;
    /** The last number of each feed on this connection; empty until it is subscribed. */
    private final Map<String, Long> sequences = new HashMap<>();

    /** @param ready completed when the feeds are subscribed or refused */
    KrakenUserStream(
            XchangeSettings settings,
            Secrets secrets,
            KrakenCalls calls,
            KrakenNames names,
            TradingParts parts,
            StandardEvents events,
            CompletableFuture<Void> ready) {
        super(settings.socketApiUri().toString(), settings, secrets, parts.user(), parts.endings(), ready);
        this.secrets = secrets;
        this.calls = calls;
        this.names = names;
        this.events = events;
        session = parts.session();
    }

    /** Each connection wants a new token. */
    @Override
    void subscribe() {
        sequences.clear();
        String token;
        try {
            token = calls.socketToken();
        } catch (KrakenRefusal refusal) {
            String text = secrets.scrub(String.valueOf(refusal.getMessage()));
            String remedy = KrakenErrors.remedy(text);
            refused("Kraken gives no token for the user stream (" + text + ")"
                    + (remedy.isEmpty() ? "" : ": " + remedy));
            return;
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        }
        for (String feed : new String[] {ORDERS, TRADES}) {
            sendQuietly("{\"event\":\"subscribe\",\"subscription\":{\"name\":\"" + feed + "\",\"token\":\"" + token
                    + "\",\"snapshot\":" + feed.equals(ORDERS) + "}}");
        }
    }

    @Override
    JsonNode parse(String message) {
        return BinanceJson.parse(message);
    }

    @Override
    void onMessage(JsonNode message) {
        if (message.isArray()) {
            onFeed(message);
            return;
        }
        String event = BinanceJson.text(message, "event");
        switch (event) {
            case "subscriptionStatus" -> onStatus(message);
            case "heartbeat", "pong" -> {}
            case "systemStatus" ->
                LOG.info("Kraken is {}", secrets.scrub(message.path("status").asText()));
            default -> LOG.warn("not understood: {}", secrets.scrub(message.toString()));
        }
    }

    private void onStatus(JsonNode message) {
        String status = BinanceJson.text(message, "status");
        if (status.equals("error")) {
            String text = secrets.scrub(message.path("errorMessage").asText());
            String remedy = KrakenErrors.remedy(text);
            refused("Kraken refuses the user stream (" + text + ")" + (remedy.isEmpty() ? "" : ": " + remedy));
        } else if (status.equals("subscribed")) {
            String feed = message.path("channelName")
                    .asText(message.path("subscription").path("name").asText());
            sequences.putIfAbsent(feed, 0L);
            if (sequences.size() == FEEDS) {
                granted();
            }
        }
    }

    /** A feed's messages are numbered; one that is missing may have been about an order of ours. */
    private void onFeed(JsonNode message) {
        if (message.size() != PARTS || !message.path(0).isArray()) {
            throw new IllegalArgumentException("a message of no feed");
        }
        String feed = message.path(1).asText();
        Long before = sequences.get(feed);
        long sequence = BinanceJson.id(message.path(2), "sequence");
        if (before == null) {
            throw new IllegalArgumentException("a message of the feed " + feed + ", which is not subscribed");
        }
        sequences.put(feed, sequence);
        for (JsonNode group : message.path(0)) {
            for (Map.Entry<String, JsonNode> row : group.properties()) {
                if (feed.equals(ORDERS)) {
                    events.onOrder(KrakenJson.order(row.getKey(), row.getValue(), names), Source.STREAM);
                } else {
                    onTrade(row.getKey(), row.getValue());
                }
            }
        }
        if (sequence != before + 1 && before != 0) {
            throw new IllegalArgumentException("message " + sequence + " of " + feed + " after " + before);
        }
    }

    private void onTrade(String id, JsonNode trade) {
        Session.Market market = session.market(names.pair(BinanceJson.text(trade, "pair")));
        if (market != null) {
            events.onTrade(KrakenJson.trade(id, trade, market, names));
        }
    }
}
