package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Cancel every order of the market: dedicated accounts only. */
public final class CancelAll extends Message {
    public CancelCause cause = CancelCause.HALT;

    @Override
    public MessageKind kind() {
        return MessageKind.CANCEL_ALL;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("cause", cause);
    }
}
