package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own orders, fills and balances over the WebSocket API. XChange asks for listen keys, which Binance has retired; its
 * socket handling is used, its subscriptions are not.
 */
final class BinanceUserStream extends UserSocket {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceUserStream.class);
    private static final String SUBSCRIPTION = "flowmaker-user";
    private static final int OK = 200;

    private final Secrets secrets;
    private final Hmac hmac;
    private final VenueClock clock;
    private final BinanceUserEvents events;
    private final Runnable clockTrouble;

    /**
     * @param clockTrouble told when the venue finds our time wrong
     * @param ready completed when the stream is subscribed or refused
     */
    BinanceUserStream(
            XchangeSettings settings,
            Secrets secrets,
            VenueClock clock,
            BinanceUserEvents events,
            ChannelState channel,
            Runnable clockTrouble,
            Endings endings,
            CompletableFuture<Void> ready) {
        super(settings.socketApiUri().toString(), settings, secrets, channel, endings, ready);
        this.secrets = secrets;
        hmac = new Hmac(secrets);
        this.clock = clock;
        this.events = events;
        this.clockTrouble = clockTrouble;
    }

    /** Signed anew each time. */
    @Override
    void subscribe() {
        long timestamp = clock.venueMillis();
        String signature = hmac.sign("apiKey=" + secrets.apiKey() + "&timestamp=" + timestamp);
        sendQuietly(objectMapper
                .createObjectNode()
                .put("id", SUBSCRIPTION)
                .put("method", "userDataStream.subscribe.signature")
                .set(
                        "params",
                        objectMapper
                                .createObjectNode()
                                .put("apiKey", secrets.apiKey())
                                .put("timestamp", timestamp)
                                .put("signature", signature))
                .toString());
    }

    @Override
    JsonNode parse(String message) {
        return BinanceJson.parse(message);
    }

    @Override
    void onMessage(JsonNode message) {
        if (message.path("event").isObject()) {
            onEvent(message.path("event"));
        } else if (message.path("id").asText().equals(SUBSCRIPTION)) {
            onSubscription(message);
        } else if (mayHoldAnEvent(message)) {
            throw new IllegalArgumentException("a message that is neither an event nor an answer");
        } else {
            LOG.warn("not understood: {}", secrets.scrub(message.toString()));
        }
    }

    private static boolean mayHoldAnEvent(JsonNode message) {
        if (!message.isObject()) {
            return true;
        }
        for (JsonNode value : message) {
            if (value.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private void onEvent(JsonNode event) {
        if (event.path("e").asText().equals("eventStreamTerminated")) {
            drop();
        } else {
            events.onEvent(event);
        }
    }

    private void onSubscription(JsonNode answer) {
        if (answer.path("status").isInt() && answer.path("status").asInt() == OK) {
            granted();
            return;
        }
        int code = answer.path("error").path("code").asInt();
        if (code == BinanceErrors.CLOCK) {
            clockTrouble.run();
        }
        refused("Binance refuses the user stream (" + code + " "
                + secrets.scrub(answer.path("error").path("msg").asText()) + "): " + BinanceErrors.remedy(code));
    }
}
