package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.WithdrawnFlow;

/**
 * Decaying order-flow imbalance: F ← F·2^(−Δt/half-life) + e_n of the best level, over the average depth at the touch,
 * dimensionless; 1 is flow of one average depth. One e_n counts as at most the settings' cap. Event time, UTC nanoseconds.
 * Cont, Kukanov and Stoikov (2014).
 */
public final class FlowImbalance implements WithdrawnFlow {
    private final FlowSettings settings;
    private final AverageDepth depth;
    private boolean started;
    private long lastNanos;
    /** Fading sum of flow as of {@code lastNanos}, lots. */
    private double flowLots;

    public FlowImbalance(FlowSettings settings) {
        this.settings = settings;
        depth = new AverageDepth(settings.depthHalfLifeNanos());
    }

    /** Begins anew: the signal is 0. */
    public void reset() {
        started = false;
        lastNanos = 0;
        flowLots = 0;
        depth.reset();
    }

    /** Adds a frame's flow, and the quantities at the touch it left. */
    public void add(long timeNanos, long newFlowLots, long bidLots, long askLots) {
        depth.add(timeNanos, (bidLots + askLots) / 2.0);
        if (started) {
            flowLots *= Fading.kept(timeNanos - lastNanos, settings.halfLifeNanos());
            lastNanos = StrictMath.max(lastNanos, timeNanos);
        } else {
            started = true;
            lastNanos = timeNanos;
        }
        flowLots += depth.cut(newFlowLots, settings.eventCap());
    }

    /** Takes back what is left of flow that was added at this time, cut as one event is. */
    @Override
    public void withdraw(long timeNanos, long lots) {
        flowLots -= depth.cut(lots, settings.eventCap()) * Fading.kept(lastNanos - timeNanos, settings.halfLifeNanos());
    }

    /** Imbalance now; 0 before the first frame. */
    public double valueAt(long timeNanos) {
        return depth.share(flowLots * Fading.kept(timeNanos - lastNanos, settings.halfLifeNanos()));
    }

    /** The average depth at the touch, lots. */
    AverageDepth depth() {
        return depth;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("flow");
        started = visitor.flag("started", started);
        lastNanos = visitor.int64("lastNanos", lastNanos);
        flowLots = visitor.real("flowLots", flowLots);
        depth.visitState(visitor);
        visitor.end();
    }
}
