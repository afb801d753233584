package dev.flowmaker.venue.xchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a WebSocket was last heard of. XChange pings a silent socket but does not mind when no pong comes, and gives no
 * way to its threads when it never connected, so both are kept here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of a write shows in whether the socket is heard of
final class Liveness {
    private static final long QUIET_MILLIS = 0;
    private static final long SHUTDOWN_MILLIS = 500;

    private final Endings endings;
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable ChannelHandlerContext socket;
    private volatile @Nullable EventLoopGroup threads;
    private long pingedNanos;

    /** @param endings where its threads' end can be waited for */
    Liveness(Endings endings) {
        this.endings = endings;
    }

    /** A socket is being opened. */
    void opening(ChannelHandlerContext context) {
        socket = context;
        threads = context.channel().eventLoop().parent();
        heard();
    }

    /** Something arrived, if only a pong. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    long silentNanos(long nanoTime) {
        return nanoTime - heardNanos;
    }

    /** Pings a socket that has been silent this long; again only after as long a time. */
    void ping(long nanoTime, long afterNanos) {
        ChannelHandlerContext context = socket;
        if (context != null && silentNanos(nanoTime) > afterNanos && nanoTime - pingedNanos > afterNanos) {
            pingedNanos = nanoTime;
            context.writeAndFlush(new PingWebSocketFrame());
        }
    }

    /** Sends a text past XChange, which would log it. */
    void send(String text) {
        ChannelHandlerContext context = socket;
        if (context != null) {
            context.writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    /** Drops the socket; XChange then makes a new one. */
    void drop() {
        ChannelHandlerContext context = socket;
        if (context != null) {
            context.close();
        }
    }

    /** Drops the socket and ends its threads. */
    void shutDown() {
        drop();
        EventLoopGroup group = threads;
        if (group != null) {
            endings.add(group.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS));
        }
    }
}
