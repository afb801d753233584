package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of integrated order-flow imbalance, w₁ᵀofi/‖w₁‖₁: w₁ is the direction in which the ranks' flow varied most in
 * bins of event time that are over, older ones counting less. Cont, Cucuringu and Zhang (2023). A bin in which the book
 * began anew does not count; what was learned stays.
 */
public final class IntegratedFlow {
    /** Bins before there is a direction. */
    static final int LEAST_BINS = 30;
    /** Steps of the power iteration after a bin; each begins where the last ended. */
    private static final int STEPS = 16;

    private final int ranks;
    private final boolean given;
    private final long binNanos;
    private final double kept;
    /** Whose sizes add up to 1 and whose sum is not negative; 0 while there are none. */
    private final double[] weights;
    /** Of unit length. */
    private final double[] direction;

    private final double[] next;
    /** Flow of the bin under way, average depths. */
    private final double[] bin;
    /** Weighted mean of the bins, and sum of products of deviations, row by row. */
    private final double[] mean;

    private final double[] products;
    private double weight;
    private long bins;
    /** Number of the bin under way; {@link Long#MIN_VALUE} before the first. */
    private long binNumber = Long.MIN_VALUE;
    /** Whether the bin under way began while the book was followed. */
    private boolean whole;

    public IntegratedFlow(SignalSettings.Integrated settings, int ranks) {
        if (ranks < 1 || settings.binNanos() <= 0 || settings.halfLifeNanos() <= 0) {
            throw new IllegalArgumentException(ranks + " ranks, " + settings.binNanos() + " ns");
        }
        this.ranks = ranks;
        given = !settings.weights().isEmpty();
        binNanos = settings.binNanos();
        kept = Fading.kept(binNanos, settings.halfLifeNanos());
        weights = new double[ranks];
        direction = new double[ranks];
        next = new double[ranks];
        bin = new double[ranks];
        mean = new double[ranks];
        products = new double[ranks * ranks];
        Arrays.fill(direction, 1 / StrictMath.sqrt(ranks));
        if (given) {
            take(settings.weights());
        }
    }

    private void take(List<Double> configured) {
        if (configured.size() != ranks) {
            throw new IllegalArgumentException(configured.size() + " weights for " + ranks + " ranks");
        }
        for (int rank = 0; rank < ranks; rank++) {
            next[rank] = configured.get(rank);
        }
        scale(next);
    }

    /** The chain of states broke: the bin under way does not count. */
    public void reset() {
        binNumber = Long.MIN_VALUE;
        whole = false;
        Arrays.fill(bin, 0);
    }

    /** Ends the bins that were over before this time. */
    public void advance(long timeNanos) {
        long number = StrictMath.floorDiv(timeNanos - 1, binNanos);
        if (given || number == binNumber) {
            return;
        }
        if (binNumber != Long.MIN_VALUE) {
            if (whole) {
                learn();
            }
            whole = true;
        }
        binNumber = number;
        Arrays.fill(bin, 0);
    }

    /** Takes what the last clean state emitted. */
    public void add(long timeNanos, MultiLevelFlow flow, LevelFlows flows) {
        advance(timeNanos);
        for (int rank = 0; rank < ranks; rank++) {
            bin[rank] += flows.depth().share(flows.cut(flow, rank));
        }
    }

    private void learn() {
        bins++;
        weight = weight * kept + 1;
        double share = 1 / weight;
        for (int i = 0; i < ranks; i++) {
            next[i] = bin[i] - mean[i];
            mean[i] += share * next[i];
        }
        for (int i = 0; i < ranks; i++) {
            for (int j = 0; j < ranks; j++) {
                products[i * ranks + j] = kept * products[i * ranks + j] + (1 - share) * next[i] * next[j];
            }
        }
        for (int step = 0; step < STEPS; step++) {
            turn();
        }
        if (bins >= LEAST_BINS) {
            scale(direction);
        }
    }

    /** One step of the power iteration. */
    private void turn() {
        double square = 0;
        for (int i = 0; i < ranks; i++) {
            double sum = 0;
            for (int j = 0; j < ranks; j++) {
                sum += products[i * ranks + j] * direction[j];
            }
            next[i] = sum;
            square += sum * sum;
        }
        if (square > 0) {
            double length = StrictMath.sqrt(square);
            for (int i = 0; i < ranks; i++) {
                direction[i] = next[i] / length;
            }
        }
    }

    private void scale(double[] from) {
        double sizes = 0;
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sizes += StrictMath.abs(from[rank]);
            sum += from[rank];
        }
        for (int rank = 0; rank < ranks; rank++) {
            weights[rank] = from[rank] / (sum < 0 ? -sizes : sizes);
        }
    }

    /** Bins learned from. */
    public long bins() {
        return bins;
    }

    /** Weight of a rank; 0 while there are too few bins. */
    public double weight(int rank) {
        return weights[rank];
    }

    /** The integrated imbalance now, dimensionless. */
    public double valueAt(long timeNanos, LevelFlows flows) {
        return flows.valueAt(weights, timeNanos);
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("integrated");
        binNumber = visitor.int64("binNumber", binNumber);
        whole = visitor.flag("whole", whole);
        bins = visitor.int64("bins", bins);
        weight = visitor.real("weight", weight);
        for (int i = 0; i < ranks; i++) {
            weights[i] = visitor.real("weights", weights[i]);
            direction[i] = visitor.real("direction", direction[i]);
            bin[i] = visitor.real("bin", bin[i]);
            mean[i] = visitor.real("mean", mean[i]);
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = visitor.real("products", products[i]);
        }
        visitor.end();
    }
}
