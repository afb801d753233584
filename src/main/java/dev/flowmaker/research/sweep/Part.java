package dev.flowmaker.research.sweep;

import java.util.ArrayList;
import java.util.List;

/** A part of the tapes' time, UTC nanoseconds; its end is not in it. */
public record Part(int index, long fromNanos, long untilNanos) {
    /** So many of equal length, one after the other. */
    static List<Part> equal(long fromNanos, long untilNanos, int count) {
        List<Part> parts = new ArrayList<>();
        long length = (untilNanos - fromNanos) / count;
        for (int i = 0; i < count; i++) {
            long from = fromNanos + i * length;
            parts.add(new Part(i, from, i == count - 1 ? untilNanos : from + length));
        }
        return parts;
    }

    /** Two: that share for judging, and before it what is left for choosing. */
    static List<Part> split(long fromNanos, long untilNanos, double testShare) {
        long at = untilNanos - (long) ((untilNanos - fromNanos) * testShare);
        return List.of(new Part(0, fromNanos, at), new Part(1, at, untilNanos));
    }
}
