package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * Trade imbalance: who has been taking. Traded quantity, buyer- minus seller-initiated, fades with time; over what was
 * traded it goes from -1, only sellers, to 1, over the average depth it is in the unit of flow. Event time, UTC nanoseconds.
 * Cont, Kukanov and Stoikov (2014), section 3.4.
 */
public final class TradeImbalance {
    private final long halfLifeNanos;
    private long lastNanos;
    private double signedLots;
    private double totalLots;

    /**
     * Forgets by time.
     *
     * @param halfLifeNanos time after which a trade counts half
     */
    public TradeImbalance(long halfLifeNanos) {
        if (halfLifeNanos <= 0) {
            throw new IllegalArgumentException("half-life must be positive, was " + halfLifeNanos);
        }
        this.halfLifeNanos = halfLifeNanos;
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        lastNanos = 0;
        signedLots = 0;
        totalLots = 0;
    }

    /** Adds a trade; one from before the last counts as if it came with it. */
    public void add(long timeNanos, Side aggressor, long lots) {
        if (totalLots > 0) {
            double kept = kept(timeNanos);
            signedLots *= kept;
            totalLots *= kept;
        }
        lastNanos = StrictMath.max(lastNanos, timeNanos);
        signedLots += aggressor.sign() * (double) lots;
        totalLots += lots;
    }

    /** Imbalance of what was traded so far; 0 before the first trade. It does not fade by itself, both sums do alike. */
    public double value() {
        return totalLots > 0 ? signedLots / totalLots : 0;
    }

    /** Fading sum of signed quantity now, lots. */
    public double signedLotsAt(long timeNanos) {
        return signedLots * kept(timeNanos);
    }

    /** The same over the average depth at the touch. */
    public double valueAt(long timeNanos, AverageDepth depth) {
        return depth.share(signedLotsAt(timeNanos));
    }

    private double kept(long timeNanos) {
        return Fading.kept(timeNanos - lastNanos, halfLifeNanos);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("tradeImbalance");
        lastNanos = visitor.int64("lastNanos", lastNanos);
        signedLots = visitor.real("signedLots", signedLots);
        totalLots = visitor.real("totalLots", totalLots);
        visitor.end();
    }
}
