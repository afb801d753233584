package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;

/** Where a book frame lies on the venue's time line. */
final class FrameTime {
    /** How far a time that had to be guessed from an arrival may be off, at most. */
    static final long GUESS_NANOS = 2_000_000_000L;

    /** Frames of this book so far, this one included. */
    long index;
    /** The venue's time, UTC nanoseconds; the arrival where the venue gave none. */
    long nanos;
    /** How far {@code nanos} may be off: 0, or {@link #GUESS_NANOS} when it is an arrival. */
    long slackNanos;

    void set(FrameTime other) {
        index = other.index;
        nanos = other.nanos;
        slackNanos = other.slackNanos;
    }

    void visitState(StateVisitor visitor) {
        index = visitor.int64("frame", index);
        nanos = visitor.int64("frameNanos", nanos);
        slackNanos = visitor.int64("frameSlackNanos", slackNanos);
    }
}
