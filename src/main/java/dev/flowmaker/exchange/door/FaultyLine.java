package dev.flowmaker.exchange.door;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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
        private final FaultPlan plan = new FaultPlan();

        Dice(FaultSettings settings) {
            this.settings = settings;
            this.random = new SplittableRandom(settings.seed());
        }

        /** What is certain to fail, whatever the dice say. */
        FaultPlan plan() {
            return plan;
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

    /** A message that is held up, or behind one that is. */
    private record Waiting(TextWebSocketFrame frame, long atNanos) {}

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
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    FaultyLine(Dice dice, Reception reception) {
        this.dice = dice;
        this.reception = reception;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (deaf) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof FullHttpRequest request
                && !request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            onRequest(context, request);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void onRequest(ChannelHandlerContext context, FullHttpRequest request) {
        FaultSettings settings = dice.settings;
        afterDoing = AfterDoing.NOTHING;
        PlannedFault.Kind planned = dice.plan.forRequest(request.method() + " " + request.uri());
        if (planned != null) {
            onPlanned(context, request, planned);
            return;
        }
        boolean first = dice.random.nextBoolean();
        if (dice.fall(Kind.RATE_LIMIT, settings.rateLimitPpm())) {
            request.release();
            refuse(context, Refusal.RATE_LIMITED);
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

    private void onPlanned(ChannelHandlerContext context, FullHttpRequest request, PlannedFault.Kind planned) {
        switch (planned) {
            case REQUEST_LOST -> go(context, request, true, AfterDoing.DROP);
            case ANSWER_LOST -> go(context, request, false, AfterDoing.DROP);
            case ANSWER_RESET -> go(context, request, false, AfterDoing.RESET);
            case BROKEN -> go(context, request, false, AfterDoing.SERVER_ERROR);
            default -> {
                request.release();
                refuse(context, Refusal.valueOf(planned.name()));
            }
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
            case SERVER_ERROR -> refuse(context, Refusal.OVERLOADED);
            case RESET -> reset(context);
            default -> deaf = true;
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal why) {
        context.writeAndFlush(reception.refusal(why)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
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
                case SERVER_ERROR -> refuse(context, Refusal.BROKEN);
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
        PlannedFault.Kind planned = dice.plan.isEmpty() ? null : dice.plan.forMessage(frame.text());
        if (planned == PlannedFault.Kind.MESSAGE_TWICE) {
            send(context, frame.retainedDuplicate(), now);
            send(context, frame, now);
        } else if (planned != null) {
            deaf = planned == PlannedFault.Kind.HALF_OPEN;
            frame.release();
        } else if (now < silentUntilNanos || dice.fall(Kind.GAP, settings.gapPpm())) {
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
        if (waiting.isEmpty() && atNanos <= System.nanoTime()) {
            context.write(frame);
            return;
        }
        waiting.add(new Waiting(frame, atNanos));
        if (waiting.size() == 1) {
            sendLater(context, atNanos);
        }
    }

    private void sendLater(ChannelHandlerContext context, long atNanos) {
        context.executor()
                .schedule(() -> sendWhatIsDue(context), Math.max(0, atNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void sendWhatIsDue(ChannelHandlerContext context) {
        Waiting next = waiting.peek();
        while (next != null && next.atNanos <= System.nanoTime()) {
            context.write(waiting.remove().frame);
            next = waiting.peek();
        }
        context.flush();
        if (next != null) {
            sendLater(context, next.atNanos);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(each -> each.frame.release());
        waiting.clear();
        context.fireChannelInactive();
    }
}
