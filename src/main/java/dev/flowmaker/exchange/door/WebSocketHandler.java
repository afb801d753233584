package dev.flowmaker.exchange.door;

import dev.flowmaker.exchange.CountWindow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket connection: pings and pongs, the limit on incoming frames, and the session behind it. */
final class WebSocketHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final SocketSession session;
    private final Outlet out;
    private final DoorSettings settings;
    private final CountWindow frames = new CountWindow(1_000_000_000L);
    private @Nullable ScheduledFuture<?> pinging;
    private long lastPongNanos = System.nanoTime();

    WebSocketHandler(SocketSession session, Outlet out, DoorSettings settings) {
        this.session = session;
        this.out = out;
        this.settings = settings;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        long interval = settings.pingIntervalNanos();
        pinging = context.executor().scheduleAtFixedRate(() -> ping(context), interval, interval, TimeUnit.NANOSECONDS);
    }

    private void ping(ChannelHandlerContext context) {
        if (System.nanoTime() - lastPongNanos > settings.pongTimeoutNanos()) {
            out.close(1008, "Pong timeout");
            return;
        }
        byte[] payload = Long.toString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        var unused = context.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            if (out.closing()) {
                var unused = context.close();
            } else {
                context.writeAndFlush(frame.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
            }
            return;
        }
        if (out.closing()) {
            return;
        }
        if (frames.add(System.nanoTime(), 1) > session.framesPerSecond()) {
            out.close(1008, "Too many requests");
            return;
        }
        if (frame instanceof PingWebSocketFrame) {
            ByteBuf payload = frame.content().retain();
            var unused = context.writeAndFlush(new PongWebSocketFrame(payload));
        } else if (frame instanceof PongWebSocketFrame) {
            lastPongNanos = System.nanoTime();
        } else if (frame instanceof TextWebSocketFrame text) {
            session.text(text.text());
        } else {
            out.close(1003, "Text only");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (pinging != null) {
            pinging.cancel(false);
        }
        session.closed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} broke", context.channel(), cause);
        var unused = context.close();
    }
}
