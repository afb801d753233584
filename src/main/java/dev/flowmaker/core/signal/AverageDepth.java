package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Depth normalisation: the quantity shown, averaged over event time with a half-life, lots. Flow over it is free of the
 * market's size: the price impact of flow goes as one over depth, Cont, Kukanov and Stoikov (2014), section 3.3.
 */
public final class AverageDepth {
    private final long halfLifeNanos;
    private boolean started;
    private long lastNanos;
    /** Averaged up to {@code lastNanos}. */
    private double averageLots;
    /** Shown since then. */
    private double shownLots;

    /** @param halfLifeNanos time after which what was shown counts half */
    public AverageDepth(long halfLifeNanos) {
        if (halfLifeNanos <= 0) {
            throw new IllegalArgumentException("half-life must be positive, was " + halfLifeNanos);
        }
        this.halfLifeNanos = halfLifeNanos;
    }

    /** Begins anew: there is no depth yet. */
    public void reset() {
        started = false;
        lastNanos = 0;
        averageLots = 0;
        shownLots = 0;
    }

    /** Takes the depth shown from now on. The first is the average at once. */
    public void add(long timeNanos, double lots) {
        if (started) {
            double kept = Fading.kept(timeNanos - lastNanos, halfLifeNanos);
            averageLots = shownLots + (averageLots - shownLots) * kept;
            lastNanos = StrictMath.max(lastNanos, timeNanos);
        } else {
            started = true;
            lastNanos = timeNanos;
            averageLots = lots;
        }
        shownLots = lots;
    }

    /** The average up to the last change, lots; 0 before the first. */
    public double lots() {
        return averageLots;
    }

    /** Flow in average depths; 0 where no depth is known. */
    double share(double flowLots) {
        return averageLots > 0 ? flowLots / averageLots : 0;
    }

    /** Flow cut to so many average depths. */
    double cut(long flowLots, double cap) {
        double limit = cap * averageLots;
        return StrictMath.max(-limit, StrictMath.min(limit, (double) flowLots));
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("depth");
        started = visitor.flag("started", started);
        lastNanos = visitor.int64("lastNanos", lastNanos);
        averageLots = visitor.real("averageLots", averageLots);
        shownLots = visitor.real("shownLots", shownLots);
        visitor.end();
    }
}
