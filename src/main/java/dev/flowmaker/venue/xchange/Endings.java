package dev.flowmaker.venue.xchange;

import io.netty.util.concurrent.Future;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Thread groups that were told to end and have not ended yet. */
final class Endings {
    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();

    void add(Future<?> ending) {
        pending.add(ending);
        ending.addListener(ended -> pending.remove(ended));
    }

    /** Waits until all have ended; false when they had not within the bound. */
    boolean await(long boundNanos) throws InterruptedException {
        long start = System.nanoTime();
        for (Future<?> ending : pending) {
            long left = boundNanos - (System.nanoTime() - start);
            if (!ending.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
