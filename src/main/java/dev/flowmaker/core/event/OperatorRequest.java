package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** An operator asked for something. */
public final class OperatorRequest extends Message {
    public OperatorAction action = OperatorAction.HALT;
    /** Who and why. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.OPERATOR_REQUEST;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("action", action);
        out.text("text", text);
    }
}
