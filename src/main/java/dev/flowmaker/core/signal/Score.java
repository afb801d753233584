package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Rolling out-of-sample R²: 1 − Σ(y − p)²/Σ(y − q)², p foretold before y was known, q the same without what is judged,
 * older samples counting less.
 */
final class Score {
    private final double kept;
    private double errors;
    private double errorsWithout;
    private long samples;

    /** @param kept share of an older sample's weight that each new one leaves */
    Score(double kept) {
        this.kept = kept;
    }

    void add(double y, double foretold, double foretoldWithout) {
        errors = errors * kept + (y - foretold) * (y - foretold);
        errorsWithout = errorsWithout * kept + (y - foretoldWithout) * (y - foretoldWithout);
        samples++;
    }

    long samples() {
        return samples;
    }

    /** 0 where there was nothing to foretell. */
    double r2() {
        return errorsWithout > 0 ? 1 - errors / errorsWithout : 0;
    }

    void visitState(StateVisitor visitor) {
        errors = visitor.real("errors", errors);
        errorsWithout = visitor.real("errorsWithout", errorsWithout);
        samples = visitor.int64("samples", samples);
    }
}
