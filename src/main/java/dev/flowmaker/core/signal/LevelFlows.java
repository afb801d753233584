package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;

/**
 * Multi-level order-flow imbalance: at each rank F ← F·2^(−Δt/half-life) + e_n, over Q, the quantity shown at a rank and
 * side averaged over ranks and event time; dimensionless. Xu, Gould and Howison (2019); Q as in Cont, Cucuringu and Zhang
 * (2023). One e_n counts as at most the settings' cap.
 */
public final class LevelFlows {
    private final FlowSettings settings;
    private final AverageDepth depth;
    private final double[] flowLots;
    private boolean started;
    private long lastNanos;
    /** The last time that was faded over, and what it leaves: all ranks ask for the same. */
    private long fadedNanos;

    private double faded = 1;

    /**
     * For so many ranks.
     *
     * @param ranks at least 1
     */
    public LevelFlows(FlowSettings settings, int ranks) {
        this.settings = settings;
        depth = new AverageDepth(settings.depthHalfLifeNanos());
        flowLots = new double[ranks];
    }

    /** Begins anew: the signals are 0. */
    public void reset() {
        started = false;
        lastNanos = 0;
        depth.reset();
        Arrays.fill(flowLots, 0);
    }

    /** Takes what the last clean state emitted, and its depth. */
    public void add(long timeNanos, MultiLevelFlow flow) {
        double shown = 0;
        for (int rank = 0; rank < flowLots.length; rank++) {
            shown += flow.depthLots(rank);
        }
        depth.add(timeNanos, shown / (2.0 * flowLots.length));
        double kept = started ? Fading.kept(timeNanos - lastNanos, settings.halfLifeNanos()) : 0;
        lastNanos = started ? StrictMath.max(lastNanos, timeNanos) : timeNanos;
        started = true;
        for (int rank = 0; rank < flowLots.length; rank++) {
            flowLots[rank] = flowLots[rank] * kept + cut(flow, rank);
        }
    }

    /** What the last state emitted at a rank, cut as one event is, lots. */
    double cut(MultiLevelFlow flow, int rank) {
        return depth.cut(flow.flowLots(rank), settings.eventCap());
    }

    /** Imbalance at a rank now, 0 being the best. */
    public double valueAt(int rank, long timeNanos) {
        return depth.share(flowLots[rank] * kept(timeNanos));
    }

    /** Weighted sum of all ranks now. */
    double valueAt(double[] weights, long timeNanos) {
        double sum = 0;
        for (int rank = 0; rank < flowLots.length; rank++) {
            sum += weights[rank] * flowLots[rank];
        }
        return depth.share(sum * kept(timeNanos));
    }

    private double kept(long timeNanos) {
        long nanos = StrictMath.max(0, timeNanos - lastNanos);
        if (nanos != fadedNanos) {
            fadedNanos = nanos;
            faded = Fading.kept(nanos, settings.halfLifeNanos());
        }
        return faded;
    }

    /** Q, the average quantity at a rank and side, lots. */
    public double depthLots() {
        return depth.lots();
    }

    AverageDepth depth() {
        return depth;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("levelFlows");
        started = visitor.flag("started", started);
        lastNanos = visitor.int64("lastNanos", lastNanos);
        depth.visitState(visitor);
        for (int rank = 0; rank < flowLots.length; rank++) {
            flowLots[rank] = visitor.real("flowLots", flowLots[rank]);
        }
        visitor.end();
    }
}
