package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where a market's life comes from while it happens elsewhere: each book update, touch or trade is offered here and the
 * exchange then advanced to its time, before the next is.
 */
public final class LiveFeed {
    private @Nullable Message next;
    private long nextNanos;

    /**
     * Gives the next event; it is read before the exchange's {@code advanceTo} that reaches its time returns.
     *
     * @param timeNanos venue time, UTC nanoseconds
     * @throws IllegalStateException when the one before has not happened yet
     */
    public void offer(Message event, long timeNanos) {
        if (next != null) {
            throw new IllegalStateException("the event before has not happened yet");
        }
        next = event;
        nextNanos = timeNanos;
    }

    long nextNanos() {
        return next == null ? Long.MAX_VALUE : nextNanos;
    }

    Message take() {
        Message taken = next;
        if (taken == null) {
            throw new IllegalStateException("nothing was offered");
        }
        next = null;
        return taken;
    }
}
