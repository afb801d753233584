package dev.flowmaker.exchange.door;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A local exchange's address and its one thread, on which everything of the exchange happens. */
public final class Door implements AutoCloseable {
    /** Longer than the connection pools of HTTP clients keep an idle connection. */
    private static final int IDLE_SECONDS = 300;

    private static final int BACKLOG = 256;

    private final DoorSettings settings;
    private final NioEventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("exchange", true));
    private final ChannelGroup connections = new DefaultChannelGroup(thread.next());
    private final Set<SocketSession> sessions = new LinkedHashSet<>();
    private final FaultyLine.Dice dice = new FaultyLine.Dice(FaultSettings.NONE);
    private @Nullable Channel listening;

    public Door(DoorSettings settings) {
        this.settings = settings;
    }

    /** Where everything happens. */
    public ScheduledExecutorService thread() {
        return thread.next();
    }

    /**
     * Lets clients in.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @throws IOException when the address cannot be had
     */
    public void open(String host, int port, Reception reception) throws IOException {
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
                        admit(channel, reception);
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
        listening = bound.channel();
    }

    private void admit(Channel channel, Reception reception) {
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
                .addLast(new FaultyLine(dice, reception))
                .addLast(new HttpHandler(reception, sessions, settings));
    }

    /** The port it listens on. */
    public int port() {
        if (listening == null) {
            throw new IllegalStateException("not open yet");
        }
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** From here on connections fail like this, for tests of clients. */
    public void fail(FaultSettings faults) {
        call(() -> {
            dice.set(faults);
            return faults;
        });
    }

    /** This is certain to go wrong, once or so often, beside what {@link #fail} draws lots for. */
    public void plan(PlannedFault fault) {
        call(() -> {
            dice.plan().add(fault);
            return fault;
        });
    }

    /** Drops what is planned and has not happened. */
    public void dropPlan() {
        call(() -> {
            dice.plan().drop();
            return dice;
        });
    }

    /** Hangs up on every client at once; they may come again. */
    public void hangUp() {
        call(connections::close).awaitUninterruptibly();
    }

    /** Every stream is told and closed; requests go on. On the exchange's thread. */
    void closeStreams(long nowNanos) {
        List.copyOf(sessions).forEach(session -> session.shutDown(nowNanos));
    }

    /** Hangs up on every client, without waiting for that. On the exchange's thread. */
    void hangUpSoon() {
        var unused = connections.close();
    }

    /** How often connections failed so far, by kind: delayed, dropped, reset, half-open, 429, 503, doubled, gap, silent. */
    public long[] failures() {
        return call(dice::counts);
    }

    /** Does something on the exchange's thread, and waits for it. */
    public <T> T call(Callable<T> task) {
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

    /**
     * Tells WebSocket clients, closes every connection and ends the thread.
     *
     * @param nowNanos of the venue, for those who are told
     * @param last done on the thread before it ends
     */
    public void close(long nowNanos, Runnable last) {
        if (thread.isShuttingDown()) {
            return;
        }
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        call(() -> {
                    List.copyOf(sessions).forEach(session -> session.shutDown(nowNanos));
                    last.run();
                    return connections.close();
                })
                .awaitUninterruptibly();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Override
    public void close() {
        close(0, () -> {});
    }
}
