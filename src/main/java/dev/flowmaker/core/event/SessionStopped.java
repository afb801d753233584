package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Last record of a session that ended by itself. */
public final class SessionStopped extends Message {
    public StopReason reason = StopReason.REQUESTED;
    /** Orders not known to have ended. */
    public int openOrders;

    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.SESSION_STOPPED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("reason", reason);
        out.int64("openOrders", openOrders);
        out.text("text", text);
    }
}
