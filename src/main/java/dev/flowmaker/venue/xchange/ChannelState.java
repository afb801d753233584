package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.venue.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether one way to the venue is open, and the events that say so: one for each change. */
final class ChannelState {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelState.class);

    private final Channel channel;
    private final Inbox inbox;
    private boolean up;

    ChannelState(Channel channel, Inbox inbox) {
        this.channel = channel;
        this.inbox = inbox;
    }

    synchronized void up(String text) {
        if (!up) {
            tell(true, text);
        }
    }

    synchronized void down(String text) {
        if (up) {
            tell(false, text);
        }
    }

    /** Something that leaves the state as it is but must be on record. */
    synchronized void remark(String text) {
        tell(up, text);
    }

    private void tell(boolean isUp, String text) {
        up = isUp;
        LOG.info("{} {}: {}", channel, isUp ? "up" : "down", text);
        ConnectionChanged event = new ConnectionChanged();
        event.channel = channel;
        event.up = isUp;
        event.text = text;
        inbox.offer(event);
    }
}
