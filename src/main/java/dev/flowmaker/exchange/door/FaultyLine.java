package dev.flowmaker.exchange.door;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One connection of the local exchange that fails as it was told to. On the exchange's one thread. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of a write shows at the other end
final class FaultyLine extends ChannelDuplexHandler {
    /** What went wrong, counted. */
    enum Kind {
        DELAY,
        DROP,
        RESET,
        HALF_OPEN,
        RATE_LIMIT,
        SERVER_ERROR,
        DUPLICATE,
        GAP,
        SILENCE
    }

    /** All connections of an exchange draw from one. */
    static final class Dice {
        private FaultSettings settings;
        private SplittableRandom random;
        private final long[] counts = new long[Kind.values().length];

        Dice(FaultSettings settings) {
            this.settings = settings;
            this.random = new SplittableRandom(settings.seed());
        }

        /** From here on fails like this. */
        void set(FaultSettings now) {
            settings = now;
            random = new SplittableRandom(now.seed());
        }

        private boolean fall(Kind kind, long ppm) {
            if (ppm == 0 || random.nextLong(1_000_000) >= ppm) {
                return false;
            }
            counts[kind.ordinal()]++;
            return true;
        }

        /** How often each kind happened so far, by its ordinal. */
        long[] counts() {
            return Arrays.copyOf(counts, counts.length);
        }
    }

    private enum AfterDoing {
        NOTHING,
        DROP,
        RESET,
        SERVER_ERROR
    }

    private final Dice dice;
    private final Reception reception;
    private AfterDoing afterDoing = AfterDoing.NOTHING;
    private boolean deaf;
    private long silentUntilNanos = Long.MIN_VALUE;
    private long lastWriteNanos = Long.MIN_VALUE;

    FaultyLine(Dice dice, Reception reception) {
        this.dice = dice;
        this.reception = reception;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof FullHttpRequest request
                && !request.headers().contains(HttpHeaderNames.UPGRADE)) {
            onRequest(context, request);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void onRequest(ChannelHandlerContext context, FullHttpRequest request) {
        FaultSettings settings = dice.settings;
        afterDoing = AfterDoing.NOTHING;
        boolean first = dice.random.nextBoolean();
        if (dice.fall(Kind.RATE_LIMIT, settings.rateLimitPpm())) {
            request.release();
            refuse(context, 429);
        } else if (dice.fall(Kind.SERVER_ERROR, settings.serverErrorPpm())) {
            go(context, request, first, AfterDoing.SERVER_ERROR);
        } else if (dice.fall(Kind.DROP, settings.dropPpm())) {
            go(context, request, first, AfterDoing.DROP);
        } else if (dice.fall(Kind.RESET, settings.resetPpm())) {
            go(context, request, first, AfterDoing.RESET);
        } else if (dice.fall(Kind.DELAY, settings.delayPpm())) {
            var unused = context.executor()
                    .schedule(() -> context.fireChannelRead(request), delayNanos(), TimeUnit.NANOSECONDS);
        } else {
            context.fireChannelRead(request);
        }
    }

    /** Fails before the request is done, or lets it be done and fails then. */
    private void go(ChannelHandlerContext context, FullHttpRequest request, boolean before, AfterDoing how) {
        if (!before) {
            afterDoing = how;
            context.fireChannelRead(request);
            return;
        }
        request.release();
        switch (how) {
            case SERVER_ERROR -> refuse(context, 503);
            case RESET -> reset(context);
            default -> deaf = true;
        }
    }

    private void refuse(ChannelHandlerContext context, int status) {
        String body = reception.refusal(status);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8")
                .set(HttpHeaderNames.RETRY_AFTER, "1")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** The other side sees a reset, not an end. */
    private static void reset(ChannelHandlerContext context) {
        context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        var unused = context.channel().close();
    }

    private long delayNanos() {
        return dice.random.nextLong(Math.max(1, dice.settings.maxDelayNanos()));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof FullHttpResponse response && afterDoing != AfterDoing.NOTHING) {
            response.release();
            AfterDoing how = afterDoing;
            afterDoing = AfterDoing.NOTHING;
            switch (how) {
                case SERVER_ERROR -> refuse(context, 503);
                case RESET -> reset(context);
                default -> deaf = true;
            }
        } else if (message instanceof TextWebSocketFrame frame) {
            onMessage(context, frame);
        } else {
            context.write(message, promise);
        }
    }

    private void onMessage(ChannelHandlerContext context, TextWebSocketFrame frame) {
        FaultSettings settings = dice.settings;
        long now = System.nanoTime();
        if (now < silentUntilNanos || dice.fall(Kind.GAP, settings.gapPpm())) {
            frame.release();
        } else if (dice.fall(Kind.SILENCE, settings.silencePpm())) {
            silentUntilNanos = now + settings.silenceNanos();
            frame.release();
        } else if (dice.fall(Kind.HALF_OPEN, settings.halfOpenPpm())) {
            deaf = true;
            frame.release();
        } else if (dice.fall(Kind.RESET, settings.resetPpm())) {
            frame.release();
            reset(context);
        } else {
            boolean twice = dice.fall(Kind.DUPLICATE, settings.duplicatePpm());
            long delay = dice.fall(Kind.DELAY, settings.delayPpm()) ? delayNanos() : 0;
            if (twice) {
                send(context, frame.retainedDuplicate(), now + delay);
            }
            send(context, frame, now + delay);
        }
    }

    /** One behind the other: a socket does not reorder. */
    private void send(ChannelHandlerContext context, TextWebSocketFrame frame, long atNanos) {
        long now = System.nanoTime();
        lastWriteNanos = Math.max(atNanos, lastWriteNanos);
        if (lastWriteNanos <= now) {
            context.write(frame);
            return;
        }
        context.executor().schedule(() -> context.writeAndFlush(frame), lastWriteNanos - now, TimeUnit.NANOSECONDS);
    }
}
