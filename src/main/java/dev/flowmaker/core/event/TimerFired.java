package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** The deadline the engine had named was reached. */
public final class TimerFired extends Message {
    public long deadlineNanos;

    @Override
    public MessageKind kind() {
        return MessageKind.TIMER_FIRED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("deadlineNanos", deadlineNanos);
    }
}
