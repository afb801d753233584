package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A local exchange that speaks Binance's spot protocol over plain HTTP and WebSocket. REST is under {@code /api/v3} and
 * {@code /sapi/v1}, market streams under {@code /ws} and {@code /stream}, the WebSocket API is {@code /ws-api/v3}.
 */
public final class BinanceServer implements AutoCloseable {
    /** Longer than the connection pools of HTTP clients keep an idle connection. */
    private static final int IDLE_SECONDS = 300;

    private static final int BACKLOG = 256;

    private final BinanceServerSettings settings;
    private final NioEventLoopGroup thread;
    private final ChannelGroup connections;
    private final Venue venue;
    private final SocketDoor sockets;
    private final FaultyLine.Dice dice = new FaultyLine.Dice(FaultSettings.NONE);
    private final Channel listening;

    private BinanceServer(
            String host, int port, ExchangeSettings exchange, BinanceServerSettings settings, ExchangeListener tap)
            throws IOException {
        this.settings = settings;
        thread = new NioEventLoopGroup(1, new DefaultThreadFactory("exchange", true));
        boolean open = false;
        try {
            connections = new DefaultChannelGroup(thread.next());
            venue = call(() -> new Venue(exchange, settings, clock(settings), tap, thread.next()));
            Desk desk = new Desk(venue);
            Endpoints endpoints = new Endpoints(venue, settings.limits());
            sockets = new SocketDoor(venue, desk, endpoints, settings);
            RestDoor rest = new RestDoor(venue, desk, endpoints);
            listening = listen(host, port, rest);
            open = true;
        } finally {
            if (!open) {
                var unused = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
        thread.next().execute(venue::schedule);
    }

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded; it must start within a minute of the clock, and time goes on from there
     * @throws IOException when the address cannot be had
     */
    public static BinanceServer start(String host, int port, ExchangeSettings exchange, BinanceServerSettings settings)
            throws IOException {
        return start(host, port, exchange, settings, new DeafListener());
    }

    /**
     * The same, with a listener that hears everything the exchange does, on its thread, after the streams were told.
     */
    public static BinanceServer start(
            String host, int port, ExchangeSettings exchange, BinanceServerSettings settings, ExchangeListener tap)
            throws IOException {
        return new BinanceServer(host, port, exchange, settings, tap);
    }

    private static WallClock clock(BinanceServerSettings settings) {
        return WallClock.utc(settings.clockOffsetNanos());
    }

    private Channel listen(String host, int port, RestDoor rest) throws IOException {
        int pending = settings.maxPendingBytes();
        ChannelFuture bound = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(pending / 2, pending))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        admit(channel, rest);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void admit(Channel channel, RestDoor rest) {
        if (connections.size() >= settings.maxConnections()) {
            var unused = channel.close();
            return;
        }
        connections.add(channel);
        int bytes = settings.maxRequestBytes();
        channel.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(new HttpServerCodec(bytes, bytes, bytes))
                .addLast(new HttpObjectAggregator(bytes))
                .addLast(new FaultyLine(dice))
                .addLast(new HttpHandler(rest, sockets, venue));
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * Completes when every market source has come to its end, never for a synthetic market; exceptionally when the
     * exchange broke. The server goes on answering until it is closed.
     */
    public CompletableFuture<Void> ended() {
        return venue.ended().copy();
    }

    /** From here on connections fail like this, for tests of clients. */
    public void fail(FaultSettings faults) {
        call(() -> {
            dice.set(faults);
            return faults;
        });
    }

    /** How often connections failed so far, by kind: delayed, dropped, reset, half-open, 429, 503, doubled, gap, silent. */
    public long[] failures() {
        return call(dice::counts);
    }

    /** Asks the exchange something, on its thread, and waits for the answer. */
    public <T> T ask(Function<Exchange, T> question) {
        return call(() -> {
            venue.advance();
            T answer = question.apply(venue.exchange());
            venue.settle();
            venue.answered();
            return answer;
        });
    }

    private <T> T call(Callable<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable run = () -> {
            try {
                answer.complete(task.call());
            } catch (Exception | Error failed) {
                answer.completeExceptionally(failed);
            }
        };
        if (thread.next().inEventLoop()) {
            run.run();
        } else {
            thread.next().execute(run);
        }
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Tells WebSocket clients, closes every connection and the exchange. */
    @Override
    public void close() {
        if (thread.isShuttingDown()) {
            return;
        }
        listening.close().awaitUninterruptibly();
        call(() -> {
                    sockets.shutDown(venue.nowNanos());
                    venue.close();
                    return connections.close();
                })
                .awaitUninterruptibly();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
