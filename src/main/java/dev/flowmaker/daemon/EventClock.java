package dev.flowmaker.daemon;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Event time: monotonic time anchored to UTC, never decreasing, UTC nanoseconds. The system clock may be stepped under
 * us; when the two are too far apart event time is anchored anew. A step forward is taken at once. One backward is worked
 * off by letting event time run at half speed until the two meet, so that no event is older than the one before it.
 */
final class EventClock {
    private final LongSupplier utcNanos;
    private final LongSupplier monotonicNanos;
    private final long maxDriftNanos;
    private volatile Anchor anchor;
    private long last;

    /**
     * The two clocks at one moment.
     *
     * @param aheadNanos how far event time was ahead of UTC then
     */
    private record Anchor(long utc, long monotonic, long aheadNanos) {
        long at(long monotonicNow) {
            long elapsed = monotonicNow - monotonic;
            // While ahead: half speed, so that after twice as long as it is ahead the two have met.
            long workedOff = Math.min(aheadNanos, elapsed / 2);
            return utc + aheadNanos + elapsed - workedOff;
        }
    }

    EventClock(LongSupplier utcNanos, LongSupplier monotonicNanos, long maxDriftNanos) {
        this.utcNanos = utcNanos;
        this.monotonicNanos = monotonicNanos;
        this.maxDriftNanos = maxDriftNanos;
        anchor = new Anchor(utcNanos.getAsLong(), monotonicNanos.getAsLong(), 0);
    }

    static EventClock system(long maxDriftNanos) {
        Clock utc = Clock.systemUTC();
        return new EventClock(() -> nanos(utc.instant()), System::nanoTime, maxDriftNanos);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /** The time of the next event; never before the last one's. The loop's thread only. */
    long nowNanos() {
        last = Math.max(last, readNanos());
        return last;
    }

    /** The same time for stamps of any other thread. */
    long readNanos() {
        return anchor.at(monotonicNanos.getAsLong());
    }

    /**
     * Compares with the system clock; returns the step to be put on record, 0 when the two are near enough. The loop's
     * thread only.
     */
    long adjust() {
        long now = nowNanos();
        long monotonic = monotonicNanos.getAsLong();
        long utc = utcNanos.getAsLong();
        long step = utc - (anchor.utc() + monotonic - anchor.monotonic());
        if (Math.abs(step) <= maxDriftNanos) {
            return 0;
        }
        anchor = new Anchor(utc, monotonic, Math.max(0, now - utc));
        return step;
    }
}
