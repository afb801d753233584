package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.order.Reason;
import org.jspecify.annotations.Nullable;

/** For how long the venue kept a market from being quoted, told when it is over. */
final class Absence {
    /** Whether nothing kept the market from being quoted, ever. */
    private boolean quoted;
    /** Why it is not quoted, once the venue kept it from that. */
    private @Nullable Reason reason;

    private long sinceNanos;

    /** Looks at what keeps the market from being quoted now; returns whether an absence is over. */
    boolean look(@Nullable Reason obstacle, long nowNanos) {
        if (obstacle == null) {
            boolean over = reason != null;
            quoted = true;
            return over;
        }
        if (!quoted || reason != null) {
            return false;
        }
        switch (obstacle) {
            case NOT_CONNECTED, MARKET_HALTED, MAINTENANCE, RULES_CHANGED, DELISTED -> {
                reason = obstacle;
                sinceNanos = nowNanos;
            }
            default -> {
                // Nothing that a venue does.
            }
        }
        return false;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** Why, and forgets it. */
    Reason take() {
        Reason was = reason;
        if (was == null) {
            throw new IllegalStateException("nothing is over");
        }
        reason = null;
        return was;
    }

    void visitState(StateVisitor v) {
        v.begin("absence");
        quoted = v.flag("quoted", quoted);
        int code = v.int32("reason", reason == null ? -1 : reason.ordinal());
        reason = code < 0 ? null : Reason.values()[code];
        sinceNanos = v.int64("sinceNanos", sinceNanos);
        v.end();
    }
}
