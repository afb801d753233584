package dev.flowmaker.venue.xchange;

import java.util.concurrent.TimeUnit;

/**
 * Spaces out XChange's requests for book snapshots. While they fail it asks again at every frame, ten times a second,
 * which spends the venue's request limit within seconds and gets us banned. The first few are free; then one a second.
 */
final class SnapshotPacer implements Runnable {
    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long burstNanos;
    private long nextNanos;

    /** @param burst how many may follow each other at once */
    SnapshotPacer(int burst) {
        burstNanos = (burst - 1) * PACE_NANOS;
        nextNanos = System.nanoTime() - burstNanos;
    }

    /** Waits until the next request may be made: on the socket's thread, where XChange makes it. */
    @Override
    public void run() {
        long now = System.nanoTime();
        long wait = reserve(now);
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long the request of this moment must wait, nanoseconds. */
    synchronized long reserve(long nanoTime) {
        if (nextNanos - nanoTime < -burstNanos) {
            nextNanos = nanoTime - burstNanos;
        }
        long wait = nextNanos - nanoTime;
        nextNanos += PACE_NANOS;
        return wait;
    }
}
