package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The venue cancels every order of the market when it hears nothing like this again in time. */
public final class RefreshDeadMansSwitch extends Message {
    /** From the venue's taking it until it cancels; 0 calls it off. */
    public long countdownNanos;

    @Override
    public MessageKind kind() {
        return MessageKind.REFRESH_DEAD_MANS_SWITCH;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("countdownNanos", countdownNanos);
    }
}
