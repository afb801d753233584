package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/** Samples whose return is not known yet, oldest first, a bounded number. */
final class PendingSamples {
    static final class Sample {
        long timeNanos;
        long mid2Ticks;
        /** The signals as they were cut. */
        final double[] x;
        /** What each signal by itself foretold, ticks; not a number where nothing. */
        final double[] parts;
        /** What alpha foretold, with the signals it trusted then, ticks; not a number where nothing. */
        double foretold;

        Sample(int size, int signals) {
            x = new double[size];
            parts = new double[signals];
        }

        void visitState(StateVisitor visitor) {
            timeNanos = visitor.int64("timeNanos", timeNanos);
            mid2Ticks = visitor.int64("mid2Ticks", mid2Ticks);
            for (int i = 0; i < x.length; i++) {
                x[i] = visitor.real("x", x[i]);
            }
            for (int i = 0; i < parts.length; i++) {
                parts[i] = visitor.real("parts", parts[i]);
            }
            foretold = visitor.real("foretold", foretold);
        }
    }

    private final Sample[] ring;
    private int first;
    private int count;

    PendingSamples(int capacity, int size, int signals) {
        ring = new Sample[capacity];
        for (int i = 0; i < capacity; i++) {
            ring[i] = new Sample(size, signals);
        }
    }

    void clear() {
        first = 0;
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Sample oldest() {
        return ring[first];
    }

    void removeOldest() {
        first = (first + 1) % ring.length;
        count--;
    }

    /** A place for the newest. */
    Sample add() {
        if (count == ring.length) {
            throw new IllegalStateException("more samples pending than the horizon has steps");
        }
        return ring[(first + count++) % ring.length];
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("pending");
        count = visitor.length("samples", count, ring.length);
        if (visitor.restoring()) {
            first = 0;
        }
        for (int i = 0; i < count; i++) {
            ring[(first + i) % ring.length].visitState(visitor);
        }
        visitor.end();
    }
}
