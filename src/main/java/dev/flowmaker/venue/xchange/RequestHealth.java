package dev.flowmaker.venue.xchange;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether requests are answered at all. A few in a row that are not close the channel; any answer opens it again. */
final class RequestHealth {
    private static final int DOWN_AFTER = 3;

    private final ChannelState channel;
    private final AtomicInteger unanswered = new AtomicInteger();

    RequestHealth(ChannelState channel) {
        this.channel = channel;
    }

    void answered() {
        unanswered.set(0);
        channel.up("requests are answered");
    }

    void unanswered(String text) {
        int inARow = unanswered.incrementAndGet();
        if (inARow >= DOWN_AFTER) {
            channel.down(inARow + " requests without an answer: " + text);
        }
    }

    /** Whether somebody must ask, because the engine will not send anything now. */
    boolean isDown() {
        return unanswered.get() >= DOWN_AFTER;
    }
}
