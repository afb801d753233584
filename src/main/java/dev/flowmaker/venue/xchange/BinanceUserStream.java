package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.venue.VenueException;
import info.bitrich.xchangestream.service.netty.JsonNettyStreamingService;
import info.bitrich.xchangestream.service.netty.WebSocketClientHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own orders, fills and balances over the WebSocket API. XChange asks for listen keys, which Binance has retired; its
 * socket handling is used, its subscriptions are not.
 */
final class BinanceUserStream extends JsonNettyStreamingService implements Watchdog.Line {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceUserStream.class);
    private static final String SUBSCRIPTION = "flowmaker-user";
    private static final int OK = 200;
    private static final int PINGS_BEFORE_DEAD = 3;

    private final Secrets secrets;
    private final Hmac hmac;
    private final VenueClock clock;
    private final BinanceUserEvents events;
    private final ChannelState channel;
    private final Runnable clockTrouble;
    private final CompletableFuture<Void> ready;
    private final Liveness liveness;
    private final long staleNanos;
    private final CompositeDisposable subscriptions = new CompositeDisposable();
    private volatile boolean subscribed;
    private volatile long unsubscribedSinceNanos = System.nanoTime();
    private volatile @Nullable String broken;
    private volatile boolean closed;

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
        super(
                settings.socketApiUri().toString(),
                XchangeSettings.LARGEST_FRAME_BYTES,
                settings.connectTimeout(),
                settings.reconnectAfter(),
                XchangeSettings.IDLE_SECONDS);
        this.secrets = secrets;
        hmac = new Hmac(secrets);
        this.clock = clock;
        this.events = events;
        this.channel = channel;
        this.clockTrouble = clockTrouble;
        this.ready = ready;
        liveness = new Liveness(endings);
        staleNanos = settings.staleAfter().toNanos();
    }

    BinanceUserStream open() {
        subscriptions.add(subscribeDisconnect().subscribe(lost -> onLost(), this::fail));
        subscriptions.add(connect().subscribe(() -> {}, this::fail));
        return this;
    }

    /** Called by XChange after every connect: asks for the events, signed anew. */
    @Override
    public void resubscribeChannels() {
        long timestamp = clock.venueMillis();
        String signature = hmac.sign("apiKey=" + secrets.apiKey() + "&timestamp=" + timestamp);
        liveness.send(objectMapper
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

    /** In place of XChange's, which leaves out what it cannot parse. */
    @Override
    public void messageHandler(String message) {
        if (closed) {
            return;
        }
        try {
            handleMessage(BinanceJson.parse(message));
        } catch (RuntimeException trouble) {
            // What it said is lost: let the engine ask for everything, as after a lost connection.
            channel.down("a user event was not understood: " + secrets.scrub(trouble));
            LOG.error("user event {}", secrets.scrub(message), trouble);
            channel.up("user stream goes on after it");
        }
    }

    @Override
    protected void handleMessage(JsonNode message) {
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
            liveness.drop();
        } else {
            events.onEvent(event);
        }
    }

    private void onSubscription(JsonNode answer) {
        if (answer.path("status").isInt() && answer.path("status").asInt() == OK) {
            subscribed = true;
            channel.up("user stream subscribed");
            ready.complete(null);
            return;
        }
        int code = answer.path("error").path("code").asInt();
        String text = "Binance refuses the user stream (" + code + " "
                + secrets.scrub(answer.path("error").path("msg").asText()) + "): " + BinanceErrors.remedy(code);
        if (code == BinanceErrors.CLOCK) {
            clockTrouble.run();
        }
        broken = text;
        ready.completeExceptionally(new VenueException(text));
    }

    private void onLost() {
        if (!closed) {
            subscribed = false;
            unsubscribedSinceNanos = System.nanoTime();
            channel.down("user stream lost");
        }
    }

    private void fail(Throwable trouble) {
        broken = "user stream: " + secrets.scrub(trouble);
        ready.completeExceptionally(trouble);
    }

    @Override
    public @Nullable String deadBecause(long nanoTime) {
        if (broken != null) {
            return broken;
        }
        liveness.ping(nanoTime, staleNanos / PINGS_BEFORE_DEAD);
        long silent = subscribed ? liveness.silentNanos(nanoTime) : nanoTime - unsubscribedSinceNanos;
        if (silent <= staleNanos) {
            return null;
        }
        return "user stream: " + (subscribed ? "no sign of life" : "not subscribed") + " for "
                + TimeUnit.NANOSECONDS.toMillis(silent) / 1000.0 + " s";
    }

    @Override
    public void close() {
        closed = true;
        setAutoReconnect(false);
        subscriptions.dispose();
        liveness.shutDown();
    }

    @Override
    protected String getChannelNameFromMessage(JsonNode message) {
        return "";
    }

    @Override
    public String getSubscribeMessage(String channelName, Object... args) {
        return "";
    }

    @Override
    public String getUnsubscribeMessage(String channelName, Object... args) {
        return "";
    }

    @Override
    protected WebSocketClientHandler getWebSocketClientHandler(
            WebSocketClientHandshaker handshaker, WebSocketClientHandler.WebSocketMessageHandler handler) {
        return new NettyWebSocketClientHandler(handshaker, handler) {
            @Override
            public void handlerAdded(ChannelHandlerContext context) {
                super.handlerAdded(context);
                liveness.opening(context);
            }

            @Override
            public void channelRead0(ChannelHandlerContext context, Object message) throws Exception {
                liveness.heard();
                super.channelRead0(context, message);
            }
        };
    }
}
