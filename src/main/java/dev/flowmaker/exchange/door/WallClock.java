package dev.flowmaker.exchange.door;

import java.time.Instant;

/** The venue's time: UTC when the venue opened, and from there on the machine's monotonic clock. */
public final class WallClock {
    private final long openedUtcNanos;
    private final long openedNanos = System.nanoTime();

    /** @param openedUtcNanos what the clock says now, nanoseconds since the epoch */
    public WallClock(long openedUtcNanos) {
        this.openedUtcNanos = openedUtcNanos;
    }

    /** A clock that shows UTC and a bit. */
    public static WallClock utc(long offsetNanos) {
        Instant now = Instant.now();
        return new WallClock(now.getEpochSecond() * 1_000_000_000L + now.getNano() + offsetNanos);
    }

    /** Nanoseconds since the epoch; never goes back. */
    public long nowNanos() {
        return openedUtcNanos + (System.nanoTime() - openedNanos);
    }
}
