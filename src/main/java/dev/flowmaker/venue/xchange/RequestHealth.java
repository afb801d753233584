package dev.flowmaker.venue.xchange;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether requests are answered at all. A few in a row that are not close the channel; any answer opens it again. */
final class RequestHealth {
    private static final int DOWN_AFTER = 3;

    private final ChannelState channel;
    private final Maintenance maintenance;
    private final AtomicInteger unanswered = new AtomicInteger();

    RequestHealth(ChannelState channel, Maintenance maintenance) {
        this.channel = channel;
        this.maintenance = maintenance;
    }

    void answered() {
        unanswered.set(0);
        channel.up("requests are answered");
        maintenance.over();
    }

    void unanswered(String text) {
        if (Maintenance.says(text)) {
            maintenance.begun(text);
        }
        int inARow = unanswered.incrementAndGet();
        if (inARow >= DOWN_AFTER) {
            channel.down(inARow + " requests without an answer: " + text);
        }
    }

    /** The venue serves nobody. */
    void unavailable(String text) {
        maintenance.begun(text);
    }

    /** Whether somebody must ask, because the engine will not send anything now. */
    boolean isDown() {
        return unanswered.get() >= DOWN_AFTER;
    }
}
