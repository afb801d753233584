package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Messages under way, in order of arrival; of equal times in order of departure. */
final class Timeline {
    /** A message that arrives at a time; it belongs to the timeline alone. */
    record Arrival(long timeNanos, long departure, boolean atVenue, long sentNanos, Message message) {}

    private final PriorityQueue<Arrival> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::timeNanos).thenComparingLong(Arrival::departure));
    private long departures;

    private long lastArrivalNanos;

    void toEngine(Message event, long sentNanos, long arrivalNanos) {
        add(new Arrival(arrivalNanos, departures++, false, sentNanos, event));
    }

    void toVenue(Message command, long sentNanos, long arrivalNanos) {
        add(new Arrival(arrivalNanos, departures++, true, sentNanos, command));
    }

    private void add(Arrival arrival) {
        underWay.add(arrival);
        lastArrivalNanos = Math.max(lastArrivalNanos, arrival.timeNanos);
    }

    /** When the last of what has left so far arrives. */
    long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    long nextNanos() {
        Arrival next = underWay.peek();
        return next == null ? Long.MAX_VALUE : next.timeNanos;
    }

    @Nullable
    Arrival poll() {
        return underWay.poll();
    }
}
