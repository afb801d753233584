package dev.flowmaker.simulation;

import dev.flowmaker.core.Message;
import java.util.PriorityQueue;

/** Virtual time, what is to happen in it, and the one place where things reach the daemon. */
abstract class World {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    private record Event(long timeNanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return timeNanos != other.timeNanos
                    ? Long.compare(timeNanos, other.timeNanos)
                    : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long number;
    private long nowNanos;
    final Chance chance;

    World(long startNanos, Chance chance) {
        this.nowNanos = startNanos;
        this.chance = chance;
    }

    /** True time, which is the venue's, UTC nanoseconds. */
    final long now() {
        return nowNanos;
    }

    final void in(long nanos, Runnable action) {
        events.add(new Event(nowNanos + nanos, number++, action));
    }

    final long nextNanos() {
        Event next = events.peek();
        return next == null ? Long.MAX_VALUE : next.timeNanos;
    }

    final void advanceTo(long timeNanos) {
        nowNanos = Math.max(nowNanos, timeNanos);
    }

    final void runNext() {
        events.remove().action.run();
    }

    /** Which life of the process this is; what belongs to an earlier one's sockets does not arrive. */
    abstract int life();

    /** Gives the daemon of that life an event, when it lives still. */
    abstract void deliver(int toLife, Message event);

    /** A placement that left will certainly not reach the book. */
    abstract void neverArrives(long orderId);

    /** The daemon's own clock. */
    abstract long daemonNanos();

    /** Milliseconds, as the venue tells times. */
    final long venueMillis() {
        return nowNanos / MILLI * MILLI;
    }

    static long venueMillis(long nanos) {
        return nanos / MILLI * MILLI;
    }
}
