package dev.flowmaker.exchange.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;

/** The way out to one WebSocket client. A client that does not read what it asked for is cut off. */
public final class Outlet {
    /** How long a client that was told why may take to hang up itself. */
    private static final long GRACE_SECONDS = 1;

    private final Channel channel;
    private boolean closing;

    Outlet(Channel channel) {
        this.channel = channel;
    }

    /** Sends one text; the bytes are not copied and must not change. */
    public void send(byte[] text) {
        if (closing || !channel.isActive()) {
            return;
        }
        var unused = channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)), channel.voidPromise());
        if (!channel.isWritable()) {
            hangUp();
        }
    }

    public void send(JsonNode node) {
        send(Json.bytes(node));
    }

    /** Says why and waits a moment for the client to hang up: who is cut off at once may not get to know why. */
    public void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        var unused = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
        var later = channel.eventLoop().schedule(this::hangUp, GRACE_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> later.cancel(false));
    }

    private void hangUp() {
        var unused = channel.close();
    }

    /** Whether the client was told to go: nothing it still says counts. */
    public boolean closing() {
        return closing;
    }
}
