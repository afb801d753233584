package dev.flowmaker.daemon;

import dev.flowmaker.core.engine.RiskMemory;
import dev.flowmaker.replay.Recovery.Recovered;
import org.jspecify.annotations.Nullable;

/**
 * What there is of the session before: all of it; or, when that cannot be had again, what risk must not forget of it; or
 * nothing.
 *
 * @param before its state as it was
 * @param risk halts, breakers and losses, from its last snapshot that can be read
 * @param forgotten why nothing can be read of a session that there was; empty when that is not so
 */
record Past(@Nullable Recovered before, @Nullable RiskMemory risk, String forgotten) {
    static final Past NONE = new Past(null, null, "");

    static Past of(@Nullable Recovered before) {
        return before == null ? NONE : new Past(before, null, "");
    }
}
