package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.WithdrawnFlow;

/**
 * Order-flow imbalance: best-level flow that fades with time, divided by the average depth at the touch, dimensionless.
 * F ← F·2^(−Δt/half-life) + e_n; the depth is averaged over time with its own half-life. Event time, UTC nanoseconds.
 */
public final class FlowImbalance implements WithdrawnFlow {
    private static final double LN_2 = 0.6931471805599453;

    private final FlowSettings settings;
    private boolean started;
    private long lastNanos;
    /** Fading sum of flow as of {@code lastNanos}, lots. */
    private double flowLots;
    /** Depth averaged up to {@code lastNanos}, lots. */
    private double averageLots;
    /** Depth since then, lots. */
    private double depthLots;

    public FlowImbalance(FlowSettings settings) {
        if (settings.halfLifeNanos() <= 0 || settings.depthHalfLifeNanos() <= 0 || settings.capMicroTicks() < 0) {
            throw new IllegalArgumentException(settings.toString());
        }
        this.settings = settings;
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        started = false;
        lastNanos = 0;
        flowLots = 0;
        averageLots = 0;
        depthLots = 0;
    }

    /** Adds a frame's flow, and the quantities at the touch it left. */
    public void add(long timeNanos, long newFlowLots, long bidLots, long askLots) {
        double depth = (bidLots + askLots) / 2.0;
        if (started) {
            double kept = fade(timeNanos - lastNanos, settings.depthHalfLifeNanos());
            averageLots = depthLots + (averageLots - depthLots) * kept;
            flowLots *= fade(timeNanos - lastNanos, settings.halfLifeNanos());
            lastNanos = StrictMath.max(lastNanos, timeNanos);
        } else {
            started = true;
            lastNanos = timeNanos;
            averageLots = depth;
        }
        depthLots = depth;
        flowLots += newFlowLots;
    }

    /** Takes back what is left of flow that was added at this time. */
    @Override
    public void withdraw(long timeNanos, long lots) {
        flowLots -= lots * fade(lastNanos - timeNanos, settings.halfLifeNanos());
    }

    /** Imbalance now; 0 before the first frame. */
    public double valueAt(long timeNanos) {
        if (!started || averageLots == 0) {
            return 0;
        }
        return flowLots * fade(timeNanos - lastNanos, settings.halfLifeNanos()) / averageLots;
    }

    /** Shift of the fair value per unit of imbalance, millionths of a tick. */
    public double weight() {
        return settings.microTicksPerUnit();
    }

    /** Shift of the fair value now, whole millionths of a tick within the cap. */
    public long contributionMicroTicks(long timeNanos) {
        double shift = StrictMath.rint(valueAt(timeNanos) * weight());
        double cap = settings.capMicroTicks();
        return (long) StrictMath.max(-cap, StrictMath.min(cap, shift));
    }

    private static double fade(long nanos, long halfLifeNanos) {
        return nanos <= 0 ? 1 : StrictMath.exp(-LN_2 * nanos / halfLifeNanos);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("flow");
        started = visitor.flag("started", started);
        lastNanos = visitor.int64("lastNanos", lastNanos);
        flowLots = visitor.real("flowLots", flowLots);
        averageLots = visitor.real("averageLots", averageLots);
        depthLots = visitor.real("depthLots", depthLots);
        visitor.end();
    }
}
