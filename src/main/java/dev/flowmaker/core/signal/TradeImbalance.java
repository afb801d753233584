package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * Who has been taking: traded quantity, buyer- minus seller-initiated, over all of it, both fading with time; from -1,
 * only sellers, to 1. Event time, UTC nanoseconds.
 */
public final class TradeImbalance {
    private static final double LN_2 = 0.6931471805599453;

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

    private double kept(long timeNanos) {
        long nanos = timeNanos - lastNanos;
        return nanos <= 0 ? 1 : StrictMath.exp(-LN_2 * nanos / halfLifeNanos);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("tradeImbalance");
        lastNanos = visitor.int64("lastNanos", lastNanos);
        signedLots = visitor.real("signedLots", signedLots);
        totalLots = visitor.real("totalLots", totalLots);
        visitor.end();
    }
}
