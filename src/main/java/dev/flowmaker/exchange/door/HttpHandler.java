package dev.flowmaker.exchange.door;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP connection: answers requests in order, or becomes a WebSocket. */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private final Reception reception;
    private final Set<SocketSession> sessions;
    private final DoorSettings settings;

    /** @param sessions that are open: those opened here are added */
    HttpHandler(Reception reception, Set<SocketSession> sessions, DoorSettings settings) {
        this.reception = reception;
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String address = address(context);
        FullHttpResponse response;
        try {
            if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
                Function<Outlet, SocketSession> maker = reception.socket(request, address);
                if (maker != null) {
                    open(context, request, maker);
                    return;
                }
            }
            response = reception.answer(request, address);
        } catch (Reception.Refused refused) {
            response = refused.answer();
        }
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        // A client that sends without reading has to wait.
        context.channel().config().setAutoRead(context.channel().isWritable());
        reception.answered();
    }

    private void open(ChannelHandlerContext context, FullHttpRequest request, Function<Outlet, SocketSession> maker) {
        String path = new QueryStringDecoder(request.uri()).path();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        path, null, false, settings.maxRequestBytes())
                .newHandshaker(request);
        if (handshaker == null) {
            var unused = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        Outlet out = new Outlet(context.channel());
        SocketSession session = maker.apply(out);
        ChannelPipeline pipeline = context.pipeline();
        var unused = handshaker.handshake(context.channel(), request);
        pipeline.remove(IdleStateHandler.class);
        pipeline.addLast(new WebSocketFrameAggregator(settings.maxRequestBytes()));
        pipeline.addLast(new WebSocketHandler(session, out, settings));
        pipeline.remove(HttpHandler.class);
        sessions.add(session);
        context.channel().closeFuture().addListener(closed -> sessions.remove(session));
        session.opened();
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            var unused = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{} broke", context.channel(), cause);
        var unused = context.close();
    }
}
