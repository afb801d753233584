package dev.flowmaker.exchange.kraken;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is told first of a feed that begins with all there is. It comes a moment after the subscription was confirmed, as over
 * any longer line: clients that register for a feed only after they have asked for it, as XChange does, would miss it otherwise.
 */
final class FirstWords {
    private static final long DELAY_NANOS = 25_000_000L;

    private record Waiting(long dueNanos, Runnable task) {}

    /** In the order of their times. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    void add(Runnable task, long nowNanos) {
        waiting.addLast(new Waiting(nowNanos + DELAY_NANOS, task));
    }

    /** When the next is due; Long.MAX_VALUE when none waits. */
    long dueNanos() {
        Waiting next = waiting.peekFirst();
        return next == null ? Long.MAX_VALUE : next.dueNanos;
    }

    void onTime(long nowNanos) {
        while (dueNanos() <= nowNanos) {
            waiting.removeFirst().task.run();
        }
    }
}
