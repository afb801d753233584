package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * The mid at each step of a fixed grid of event time: that of the last state at or before. A step counts when it began
 * and ended on one chain of states.
 */
final class MidGrid {
    /** No mid. */
    static final long NONE = Long.MIN_VALUE;

    private final long stepNanos;
    /** The next multiple of the step to be passed. */
    private long nextNanos;

    private long mid2 = NONE;

    MidGrid(long stepNanos) {
        if (stepNanos <= 0) {
            throw new IllegalArgumentException("step must be positive, was " + stepNanos);
        }
        this.stepNanos = stepNanos;
    }

    /** The chain of states broke. */
    void reset() {
        mid2 = NONE;
    }

    /** Takes the mid from now on. The caller has taken all steps before. */
    void set(long timeNanos, long newMid2) {
        if (mid2 == NONE) {
            nextNanos = (StrictMath.floorDiv(timeNanos - 1, stepNanos) + 1) * stepNanos;
        }
        mid2 = newMid2;
    }

    /** How many steps end before this time. */
    long stepsBefore(long timeNanos) {
        return mid2 == NONE || timeNanos <= nextNanos
                ? 0
                : StrictMath.floorDiv(timeNanos - 1 - nextNanos, stepNanos) + 1;
    }

    /** Passes so many; the mid at all of them is {@link #mid2}. */
    void pass(long steps) {
        nextNanos += steps * stepNanos;
    }

    long mid2() {
        return mid2;
    }

    double stepSeconds() {
        return stepNanos / 1e9;
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("grid");
        nextNanos = visitor.int64("nextNanos", nextNanos);
        mid2 = visitor.int64("mid2", mid2);
        visitor.end();
    }
}
