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
 * A line of our own orders', fills' and balances' events over one socket of XChange's, with its life and death: subscribed
 * anew after each connect, dead when it was refused or nothing is heard of it. What is said on it is the venue's matter.
 */
abstract class UserSocket extends JsonNettyStreamingService implements Watchdog.Line {
    private static final Logger LOG = LoggerFactory.getLogger(UserSocket.class);
    private static final int PINGS_BEFORE_DEAD = 3;

    private final Secrets secrets;
    private final ChannelState channel;
    private final CompletableFuture<Void> ready;
    private final Liveness liveness;
    private final long staleNanos;
    private final CompositeDisposable subscriptions = new CompositeDisposable();
    private volatile boolean subscribed;
    private volatile long unsubscribedSinceNanos = System.nanoTime();
    private volatile @Nullable String broken;
    private volatile boolean closed;
    /** Another line serves still: what it is told of may be told twice, its own state not. */
    private volatile boolean waiting;

    /**
     * @param uri where it leads
     * @param channel its state, told to the engine
     * @param ready completed when the stream is subscribed or refused
     */
    UserSocket(
            String uri,
            XchangeSettings settings,
            Secrets secrets,
            ChannelState channel,
            Endings endings,
            CompletableFuture<Void> ready) {
        super(
                uri,
                XchangeSettings.LARGEST_FRAME_BYTES,
                settings.connectTimeout(),
                settings.reconnectAfter(),
                XchangeSettings.IDLE_SECONDS);
        this.secrets = secrets;
        this.channel = channel;
        this.ready = ready;
        liveness = new Liveness(endings);
        staleNanos = settings.staleAfter().toNanos();
    }

    final UserSocket open() {
        subscriptions.add(subscribeDisconnect().subscribe(lost -> onLost(), this::fail));
        subscriptions.add(connect().subscribe(() -> {}, this::fail));
        return this;
    }

    /** Says nothing of itself until it takes over from another. */
    final UserSocket waiting() {
        waiting = true;
        return this;
    }

    @Override
    public final boolean serves() {
        return subscribed && broken == null;
    }

    @Override
    public final void takeOver() {
        waiting = false;
    }

    /** Asks for the events. Called after every connect. */
    abstract void subscribe();

    /**
     * One message, well-formed.
     *
     * @throws RuntimeException when it was not understood and may have held something: the engine then asks for everything
     */
    abstract void onMessage(JsonNode message);

    /** A message's text as JSON, exactly as far as the venue's is. */
    abstract JsonNode parse(String message);

    /** The venue gives us what we asked for. */
    final void granted() {
        subscribed = true;
        if (!waiting) {
            channel.up("user stream subscribed");
        }
        ready.complete(null);
    }

    /** The venue does not; this line is dead. */
    final void refused(String text) {
        broken = text;
        ready.completeExceptionally(new VenueException(text));
    }

    /** Sends a text past XChange, which would log it. */
    final void sendQuietly(String text) {
        liveness.send(text);
    }

    /** Drops the socket; another one is opened. */
    final void drop() {
        liveness.drop();
    }

    @Override
    public final void resubscribeChannels() {
        subscribe();
    }

    /** In place of XChange's, which leaves out what it cannot parse. */
    @Override
    public final void messageHandler(String message) {
        if (closed) {
            return;
        }
        try {
            onMessage(parse(message));
        } catch (RuntimeException trouble) {
            // What it said is lost: let the engine ask for everything, as after a lost connection.
            channel.down("a user event was not understood: " + secrets.scrub(trouble));
            LOG.error("user event {}", secrets.scrub(message), trouble);
            channel.up("user stream goes on after it");
        }
    }

    private void onLost() {
        if (!closed) {
            subscribed = false;
            unsubscribedSinceNanos = System.nanoTime();
            if (waiting) {
                broken = "user stream lost";
            } else {
                channel.down("user stream lost");
            }
        }
    }

    private void fail(Throwable trouble) {
        broken = "user stream: " + secrets.scrub(trouble);
        ready.completeExceptionally(trouble);
    }

    @Override
    public final @Nullable String deadBecause(long nanoTime) {
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
    public final void close() {
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
