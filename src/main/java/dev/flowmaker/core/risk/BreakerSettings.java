package dev.flowmaker.core.risk;

import java.util.Collections;
import java.util.List;

/**
 * How one breaker is set. Which of the numbers count depends on its kind.
 *
 * @param reaction what it does; {@link Reaction#OFF} is not watched
 * @param resume when it arms itself again
 * @param limit the measure's limit in the kind's unit
 * @param count how many, or how many in a row, trip it
 * @param windowNanos the window in which they are counted or measured
 */
public record BreakerSettings(Reaction reaction, ResumeRule resume, long limit, int count, long windowNanos) {
    /** Not watched. */
    public static final BreakerSettings OFF = new BreakerSettings(Reaction.OFF, ResumeRule.OPERATOR, 0, 1, 1);

    /** Every breaker off, by kind. */
    public static final List<BreakerSettings> NONE = Collections.nCopies(BreakerKind.count(), OFF);

    boolean off() {
        return reaction == Reaction.OFF;
    }
}
