package dev.flowmaker.exchange.door;

import dev.flowmaker.exchange.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange at its place in real time: keeps it at the venue's clock and wakes up for its next event. Everything here
 * runs on one thread.
 */
public final class RealTime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RealTime.class);
    /** What is between an exchange's start and the clock is played at once. */
    private static final long MAX_START_DISTANCE_NANOS = 60_000_000_000L;

    /** What has times of its own beside the exchange. */
    public interface Alarms {
        /** When it wants to be called next. */
        long dueNanos();

        /** The exchange has reached this time: does what is due, and passes on what the exchange did. */
        void onTime(long nowNanos);
    }

    private final Exchange exchange;
    private final WallClock clock;
    private final Alarms alarms;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> wakeUp;
    private long wakeUpNanos = Long.MAX_VALUE;
    private boolean broken;

    public RealTime(Exchange exchange, WallClock clock, Alarms alarms, ScheduledExecutorService thread) {
        long startNanos = exchange.settings().startNanos();
        if (Math.abs(clock.nowNanos() - startNanos) > MAX_START_DISTANCE_NANOS) {
            throw new IllegalArgumentException("an exchange over sockets starts now, not at " + startNanos);
        }
        this.exchange = exchange;
        this.clock = clock;
        this.alarms = alarms;
        this.thread = thread;
    }

    /**
     * Brings the exchange to the present, event by event; returns the venue's time. An exchange that broke on the way
     * stays broken: it must not look as if it went on.
     */
    public long advance() {
        if (broken) {
            throw new IllegalStateException("the exchange broke before");
        }
        try {
            return run();
        } catch (RuntimeException | Error failure) {
            broken = true;
            LOG.error("the exchange broke", failure);
            // Elsewhere: what follows may want to close us.
            ForkJoinPool.commonPool().execute(() -> ended.completeExceptionally(failure));
            throw failure;
        }
    }

    private long run() {
        long nowNanos = Math.max(clock.nowNanos(), exchange.nowNanos());
        for (long next = nextNanos(); next <= nowNanos; next = nextNanos()) {
            exchange.advanceTo(Math.max(next, exchange.nowNanos()));
            alarms.onTime(exchange.nowNanos());
        }
        exchange.advanceTo(nowNanos);
        if (exchange.ended() && !ended.isDone()) {
            ended.completeAsync(() -> null);
        }
        return nowNanos;
    }

    private long nextNanos() {
        return Math.min(exchange.nextEventNanos(), alarms.dueNanos());
    }

    /** Sets the alarm for the next event, unless it is set for that or an earlier one. */
    public void schedule() {
        long next = nextNanos();
        if (next >= wakeUpNanos) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeUpNanos = next;
        long delay = Math.max(0, next - clock.nowNanos());
        wakeUp = thread.schedule(this::wake, delay, TimeUnit.NANOSECONDS);
    }

    private void wake() {
        wakeUpNanos = Long.MAX_VALUE;
        if (!broken) {
            advance();
            schedule();
        }
    }

    /** Completes when every market's source has come to its end; exceptionally when the exchange broke. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public void close() {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        exchange.close();
    }
}
