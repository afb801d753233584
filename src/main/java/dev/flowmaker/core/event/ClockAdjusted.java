package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** Event time was anchored anew to UTC; later times include the step. */
public final class ClockAdjusted extends Message {
    /** New minus old event time. */
    public long stepNanos;

    @Override
    public MessageKind kind() {
        return MessageKind.CLOCK_ADJUSTED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("stepNanos", stepNanos);
    }
}
