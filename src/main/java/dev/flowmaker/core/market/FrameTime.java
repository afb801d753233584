package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;

/** Where a state of a book lies on the venue's time line, as far as is known. */
final class FrameTime {
    /** How far a time that had to be guessed from an arrival may be off, at most. */
    static final long GUESS_NANOS = 2_000_000_000L;

    /** States of this book so far, this one included, in the order they arrived. */
    long index;
    /** The venue's time, UTC nanoseconds; the arrival where the venue gave none. */
    long nanos;
    /** The venue's time is not before this, */
    long fromNanos;
    /** and not after this. */
    long toNanos;

    /** The venue said when. */
    void at(long venueNanos) {
        nanos = venueNanos;
        fromNanos = venueNanos;
        toNanos = venueNanos;
    }

    /** The venue gave no time. */
    void around(long arrivalNanos) {
        nanos = arrivalNanos;
        fromNanos = arrivalNanos - GUESS_NANOS;
        toNanos = arrivalNanos + GUESS_NANOS;
    }

    /** The venue gave no time, but it is later in its order than what was before. */
    void after(long arrivalNanos) {
        nanos = StrictMath.max(fromNanos, arrivalNanos);
        toNanos = nanos + GUESS_NANOS;
    }

    void notBefore(long venueNanos) {
        fromNanos = StrictMath.max(fromNanos, venueNanos);
    }

    void notAfter(long venueNanos) {
        toNanos = StrictMath.min(toNanos, venueNanos);
    }

    void set(FrameTime other) {
        index = other.index;
        nanos = other.nanos;
        fromNanos = other.fromNanos;
        toNanos = other.toNanos;
    }

    void visitState(StateVisitor visitor) {
        index = visitor.int64("frame", index);
        nanos = visitor.int64("frameNanos", nanos);
        fromNanos = visitor.int64("frameFromNanos", fromNanos);
        toNanos = visitor.int64("frameToNanos", toNanos);
    }
}
