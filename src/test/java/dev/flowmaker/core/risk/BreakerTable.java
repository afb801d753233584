package dev.flowmaker.core.risk;

import java.util.ArrayList;
import java.util.List;

/** Settings of breakers for tests: all off but those named. */
public final class BreakerTable {
    private final List<BreakerSettings> all = new ArrayList<>(BreakerSettings.NONE);

    public BreakerTable with(BreakerKind kind, BreakerSettings settings) {
        all.set(kind.ordinal(), settings);
        return this;
    }

    /** A measure that trips above its limit, {@code count} times in a row where that is how its kind counts. */
    public BreakerTable above(BreakerKind kind, long limit, int count, Reaction reaction, ResumeRule resume) {
        return with(kind, new BreakerSettings(reaction, resume, limit, count, 10_000_000_000L));
    }

    /** A count that trips when it is reached in ten seconds. */
    public BreakerTable times(BreakerKind kind, int count, Reaction reaction, ResumeRule resume) {
        return with(kind, new BreakerSettings(reaction, resume, 0, count, 10_000_000_000L));
    }

    public List<BreakerSettings> list() {
        return List.copyOf(all);
    }
}
