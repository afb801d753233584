package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.VenueMessage;

/** The venue told us to slow down, or banned us, until a time. */
public final class RateLimited extends VenueMessage {
    /** No request before this time, UTC nanoseconds. */
    public long retryAtNanos;

    public boolean banned;

    @Override
    public MessageKind kind() {
        return MessageKind.RATE_LIMITED;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("venue", venue);
        out.int64("retryAtNanos", retryAtNanos);
        out.flag("banned", banned);
    }
}
