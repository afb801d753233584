package dev.flowmaker.core.engine;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/** Until when a slot is not quoted anew: after a fill its whole side, after a refusal the slot alone. */
final class Pauses {
    private final int levels;
    private final long[] fillUntilNanos = new long[2];
    private final long[] rejectUntilNanos;

    Pauses(int levels) {
        this.levels = levels;
        this.rejectUntilNanos = new long[2 * levels];
        Arrays.fill(fillUntilNanos, Long.MIN_VALUE);
        Arrays.fill(rejectUntilNanos, Long.MIN_VALUE);
    }

    int levels() {
        return levels;
    }

    void afterFill(Side side, long untilNanos) {
        fillUntilNanos[side.ordinal()] = untilNanos;
    }

    void afterReject(Side side, int level, long untilNanos) {
        rejectUntilNanos[side.ordinal() * levels + level] = untilNanos;
    }

    boolean filledLately(Side side, long nowNanos) {
        return nowNanos < fillUntilNanos[side.ordinal()];
    }

    boolean rejectedLately(Side side, int level, long nowNanos) {
        return nowNanos < rejectUntilNanos[side.ordinal() * levels + level];
    }

    /** The first pause that ends after {@code nowNanos}; Long.MAX_VALUE when none does. */
    long nextAfter(long nowNanos) {
        return StrictMath.min(nextAfter(fillUntilNanos, nowNanos), nextAfter(rejectUntilNanos, nowNanos));
    }

    private static long nextAfter(long[] times, long nowNanos) {
        long next = Long.MAX_VALUE;
        for (long time : times) {
            if (time > nowNanos && time < next) {
                next = time;
            }
        }
        return next;
    }

    void visitState(StateVisitor v) {
        v.begin("pauses");
        for (int i = 0; i < fillUntilNanos.length; i++) {
            fillUntilNanos[i] = v.int64("fillUntilNanos", fillUntilNanos[i]);
        }
        for (int i = 0; i < rejectUntilNanos.length; i++) {
            rejectUntilNanos[i] = v.int64("rejectUntilNanos", rejectUntilNanos[i]);
        }
        v.end();
    }
}
