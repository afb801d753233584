package dev.flowmaker.core.risk;

import dev.flowmaker.core.StateVisitor;

/** Counts events, such as requests or fills, in a sliding window of event time. Remembers as many as the limit, no more. */
public final class EventRate {
    private final long windowNanos;
    private final long[] timesNanos;
    private int next;
    private int used;

    public EventRate(int limit, long windowNanos) {
        this.windowNanos = windowNanos;
        this.timesNanos = new long[limit];
    }

    public void add(long nowNanos) {
        timesNanos[next] = nowNanos;
        next = (next + 1) % timesNanos.length;
        used = StrictMath.min(used + 1, timesNanos.length);
    }

    /** Events in the window that ends now, at most the limit. */
    public int count(long nowNanos) {
        int count = 0;
        for (int i = 0; i < used; i++) {
            if (nowNanos - timesNanos[i] < windowNanos) {
                count++;
            }
        }
        return count;
    }

    /** Whether the window that ends now holds as many as the limit. */
    public boolean full(long nowNanos) {
        return used == timesNanos.length && nowNanos - timesNanos[next] < windowNanos;
    }

    public int limit() {
        return timesNanos.length;
    }

    /** Begins to count anew. */
    public void clear() {
        next = 0;
        used = 0;
    }

    public void visitState(StateVisitor v) {
        v.begin("eventRate");
        next = v.int32("next", next);
        used = v.length("used", used, timesNanos.length);
        for (int i = 0; i < used; i++) {
            timesNanos[i] = v.int64("timeNanos", timesNanos[i]);
        }
        v.end();
    }
}
