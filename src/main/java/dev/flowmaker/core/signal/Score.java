package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Rolling out-of-sample R²: 1 − Σ(y − p)²/Σy², p foretold before y was known, older samples counting less. It is held
 * against 0 and not against the mean of y: without alpha the mid is quoted around, which foretells 0.
 */
final class Score {
    private final double kept;
    private double errors;
    private double squares;
    private long samples;

    /** @param kept share of an older sample's weight that each new one leaves */
    Score(double kept) {
        this.kept = kept;
    }

    /** Takes a sample of which something was foretold; not a number is nothing. */
    void add(double y, double foretold) {
        if (Double.isNaN(foretold)) {
            return;
        }
        errors = errors * kept + (y - foretold) * (y - foretold);
        squares = squares * kept + y * y;
        samples++;
    }

    long samples() {
        return samples;
    }

    /** 0 where nothing moved. */
    double r2() {
        return squares > 0 ? 1 - errors / squares : 0;
    }

    void visitState(StateVisitor visitor) {
        errors = visitor.real("errors", errors);
        squares = visitor.real("squares", squares);
        samples = visitor.int64("samples", samples);
    }
}
