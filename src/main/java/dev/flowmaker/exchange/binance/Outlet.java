package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** The way out to one WebSocket client. A client that does not read what it asked for is cut off. */
final class Outlet {
    private final Channel channel;

    Outlet(Channel channel) {
        this.channel = channel;
    }

    /** Sends one text; the bytes are not copied and must not change. */
    void send(byte[] text) {
        if (!channel.isActive()) {
            return;
        }
        var unused = channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)), channel.voidPromise());
        if (!channel.isWritable()) {
            unused = channel.close();
        }
    }

    void send(JsonNode node) {
        send(Json.bytes(node));
    }

    /** Says why, then hangs up. */
    void close(int code, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    boolean isOpen() {
        return channel.isActive();
    }
}
