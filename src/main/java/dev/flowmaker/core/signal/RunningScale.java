package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * The usual size of a number: the root mean square of its samples other than 0, older ones counting less, and the cut that
 * follows from it. An outlier raises the mean square by a bounded factor, so it cannot make much room for the next; were it
 * taken as cut, the size of a number that is seldom large would shrink to nothing.
 */
final class RunningScale {
    /** How much farther than it is cut a sample is taken in. */
    private static final double GROWTH = 16;

    private final double kept;
    private final double cut;
    private double weight;
    private double squares;
    private double size;
    private long samples;

    /**
     * Forgets by sample.
     *
     * @param kept share of an older sample's weight that each new one leaves
     * @param cut where numbers are cut, root mean squares
     */
    RunningScale(double kept, double cut) {
        this.kept = kept;
        this.cut = cut;
    }

    /** Root mean square so far; 0 before anything but 0 was seen. */
    double value() {
        return size;
    }

    /** Samples that were not 0. */
    long samples() {
        return samples;
    }

    /** The number within the cut; as it is while there is no scale. */
    double cut(double x) {
        return within(cut * value(), x);
    }

    private static double within(double limit, double x) {
        return limit == 0 ? x : StrictMath.max(-limit, StrictMath.min(limit, x));
    }

    /** Takes a sample in; returns it within the cut as it was before. */
    double take(double x) {
        double cutX = cut(x);
        if (x != 0) {
            double limited = within(GROWTH * cut * value(), x);
            weight = weight * kept + 1;
            squares = squares * kept + limited * limited;
            size = StrictMath.sqrt(squares / weight);
            samples++;
        }
        return cutX;
    }

    void visitState(StateVisitor visitor) {
        weight = visitor.real("weight", weight);
        squares = visitor.real("squares", squares);
        size = visitor.real("size", size);
        samples = visitor.int64("samples", samples);
    }
}
