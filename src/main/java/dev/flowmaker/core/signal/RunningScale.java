package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * The usual size of a number, its root mean square with older samples counting less, and the cut that follows from it. A
 * sample enters the mean square as it was cut, so one outlier cannot make room for the next.
 */
final class RunningScale {
    private final double kept;
    private final double cut;
    private double weight;
    private double squares;
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
        return weight > 0 ? StrictMath.sqrt(squares / weight) : 0;
    }

    /** Samples that were not 0. */
    long samples() {
        return samples;
    }

    /** The number within the cut; as it is while there is no scale. */
    double cut(double x) {
        double limit = cut * value();
        return limit == 0 ? x : x > limit ? limit : x < -limit ? -limit : x;
    }

    /** Takes a sample, cut already. */
    void add(double x) {
        weight = weight * kept + 1;
        squares = squares * kept + x * x;
        samples += x == 0 ? 0 : 1;
    }

    void visitState(StateVisitor visitor) {
        weight = visitor.real("weight", weight);
        squares = visitor.real("squares", squares);
        samples = visitor.int64("samples", samples);
    }
}
