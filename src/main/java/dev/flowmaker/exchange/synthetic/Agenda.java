package dev.flowmaker.exchange.synthetic;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What participants have resolved to do later, in order of time; of equal times in the order they resolved it. */
final class Agenda implements Participant {
    private record Task(long timeNanos, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::timeNanos).thenComparingLong(Task::number));
    private long numbers;

    void at(long timeNanos, Runnable action) {
        tasks.add(new Task(timeNanos, numbers++, action));
    }

    @Override
    public long nextNanos() {
        Task next = tasks.peek();
        return next == null ? Long.MAX_VALUE : next.timeNanos;
    }

    @Override
    public void act() {
        tasks.remove().action.run();
    }
}
