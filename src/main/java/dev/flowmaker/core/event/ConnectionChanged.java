package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** A way to the venue opened or was lost. */
public final class ConnectionChanged extends VenueMessage {
    public Channel channel = Channel.MARKET_DATA;
    public boolean up;
    /** What was seen, without secrets. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.CONNECTION_CHANGED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.symbol("channel", channel);
        out.flag("up", up);
        out.text("text", text);
    }
}
