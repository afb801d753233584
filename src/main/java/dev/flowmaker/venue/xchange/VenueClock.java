package dev.flowmaker.venue.xchange;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Our clock, and how far the venue's is from it. */
final class VenueClock {
    private static final int MEASUREMENTS = 5;
    /** A venue that tells whole milliseconds is half of one later than it says, on average. */
    private static final long HALF_MILLI_NANOS = 500_000;

    /** Asks the venue for its time. */
    @FunctionalInterface
    interface Question {
        long millis() throws IOException;
    }

    private record Measurement(long offsetNanos, long roundTripNanos) implements Comparable<Measurement> {
        @Override
        public int compareTo(Measurement other) {
            int byOffset = Long.compare(offsetNanos, other.offsetNanos);
            return byOffset != 0 ? byOffset : Long.compare(roundTripNanos, other.roundTripNanos);
        }
    }

    private final LongSupplier utcNanos;
    private volatile Measurement measured = new Measurement(0, 0);

    /** @param utcNanos our clock, UTC nanoseconds */
    VenueClock(LongSupplier utcNanos) {
        this.utcNanos = utcNanos;
    }

    long nowNanos() {
        return utcNanos.getAsLong();
    }

    /** Asks a few times and keeps the median: the first answer waits for a connection, any may wait for a busy machine. */
    void measure(Question venue) throws IOException {
        Measurement[] all = new Measurement[MEASUREMENTS];
        for (int i = 0; i < MEASUREMENTS; i++) {
            long before = nowNanos();
            long venueNanos = TimeUnit.MILLISECONDS.toNanos(venue.millis()) + HALF_MILLI_NANOS;
            long roundTrip = nowNanos() - before;
            all[i] = new Measurement(venueNanos - before - roundTrip / 2, roundTrip);
        }
        Arrays.sort(all);
        measured = all[MEASUREMENTS / 2];
    }

    /** The venue's time now, for requests that must carry it. */
    long venueMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos() + measured.offsetNanos());
    }

    long offsetNanos() {
        return measured.offsetNanos();
    }

    long roundTripNanos() {
        return measured.roundTripNanos();
    }
}
