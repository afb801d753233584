package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;

/**
 * When something we did, or that was done to our order, took effect at the venue: not before one of its times and not
 * after another (equal when the venue said exactly), and not in a frame that was here before we had asked for it.
 */
final class OwnChange {
    /** Whether a frame shows a change. */
    enum Shown {
        NO,
        /** Their order cannot be known. */
        MAYBE,
        YES
    }

    static final long NEVER = Long.MAX_VALUE;

    private long fromNanos = NEVER;
    private long toNanos = NEVER;
    private long afterFrame;

    /** Nothing known of when: it can happen any time from now on. */
    void pending(long frame) {
        set(0, NEVER, frame);
    }

    void never() {
        set(NEVER, NEVER, 0);
    }

    void set(long earliest, long latest, long frame) {
        fromNanos = earliest;
        toNanos = latest;
        afterFrame = frame;
    }

    void set(OwnChange other) {
        set(other.fromNanos, other.toNanos, other.afterFrame);
    }

    /** It happened, at {@code latest} at last. */
    void notAfter(long latest) {
        toNanos = StrictMath.min(toNanos, latest);
    }

    /** Makes it cover another change as well. */
    void widen(OwnChange other) {
        fromNanos = StrictMath.min(fromNanos, other.fromNanos);
        toNanos = StrictMath.max(toNanos, other.toNanos);
        afterFrame = StrictMath.min(afterFrame, other.afterFrame);
    }

    /** Whether the venue said it happened. */
    boolean happened() {
        return toNanos != NEVER;
    }

    /** Whether it was asked for and the answer is awaited. */
    boolean isPending() {
        return fromNanos == 0 && !happened();
    }

    boolean exact() {
        return fromNanos == toNanos && happened();
    }

    long afterFrame() {
        return afterFrame;
    }

    Shown in(FrameTime frame) {
        if (frame.index <= afterFrame || frame.toNanos < fromNanos) {
            return Shown.NO;
        }
        return frame.fromNanos > toNanos ? Shown.YES : Shown.MAYBE;
    }

    void visitState(StateVisitor visitor) {
        fromNanos = visitor.int64("fromNanos", fromNanos);
        toNanos = visitor.int64("toNanos", toNanos);
        afterFrame = visitor.int64("afterFrame", afterFrame);
    }
}
