package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.TouchUpdate;

/** Puts what two feeds of one book tell on the venue's time line. */
final class TimeLine {
    /** Where the newest state of the book lies. */
    final FrameTime frame = new FrameTime();

    private long lastExchangeNanos;
    private boolean ordered = true;
    private long backwards;

    /** A depth frame made the newest state. */
    void place(BookUpdate update) {
        frame.index++;
        ordered = true;
        if (update.exchangeTimeNanos == 0) {
            frame.around(update.receiveTimeNanos);
        } else {
            ordered = advance(update.exchangeTimeNanos);
            frame.at(lastExchangeNanos);
        }
    }

    /** A touch made the newest state. Without a time of its own it lies between the last frame and a guess. */
    void place(TouchUpdate update) {
        frame.index++;
        ordered = true;
        if (update.exchangeTimeNanos == 0) {
            frame.after(update.receiveTimeNanos);
        } else {
            frame.at(StrictMath.max(frame.fromNanos, update.exchangeTimeNanos));
        }
    }

    /** A depth frame came that is older than the newest state; returns whether it told a time. */
    boolean placeUnder(BookUpdate update) {
        if (update.exchangeTimeNanos == 0) {
            return false;
        }
        advance(update.exchangeTimeNanos);
        frame.notBefore(lastExchangeNanos);
        return true;
    }

    private boolean advance(long exchangeNanos) {
        boolean forward = exchangeNanos >= lastExchangeNanos;
        backwards += forward ? 0 : 1;
        lastExchangeNanos = StrictMath.max(lastExchangeNanos, exchangeNanos);
        return forward;
    }

    /** The latest time a depth frame told, UTC nanoseconds. */
    long lastExchangeNanos() {
        return lastExchangeNanos;
    }

    /** Whether the newest state is not older by the venue's clock than the one before it. */
    boolean ordered() {
        return ordered;
    }

    long backwards() {
        return backwards;
    }

    void visitState(StateVisitor visitor) {
        frame.visitState(visitor);
        lastExchangeNanos = visitor.int64("lastExchangeNanos", lastExchangeNanos);
        ordered = visitor.flag("ordered", ordered);
        backwards = visitor.int64("backwards", backwards);
    }
}
