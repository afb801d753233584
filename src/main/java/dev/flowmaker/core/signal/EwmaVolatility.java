package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Volatility as the root of an exponentially weighted mean of squared changes of the mid over fixed steps of event time,
 * ticks per square root of a second. The weights of the steps seen add up to 1, so it is unbiased from the first.
 * RiskMetrics (1996).
 */
public final class EwmaVolatility implements Volatility {
    /** Steps before it is told. */
    static final int LEAST_STEPS = 20;

    private final MidGrid grid;
    private final double kept;
    /** Mid at the last step, half ticks. */
    private long last2 = MidGrid.NONE;

    private long steps;
    private double weight;
    /** Weighted sum of squared changes, half ticks squared. */
    private double squares;

    /**
     * On a grid.
     *
     * @param halfLifeNanos time after which a squared change counts half
     */
    public EwmaVolatility(long stepNanos, long halfLifeNanos) {
        grid = new MidGrid(stepNanos);
        kept = Fading.kept(stepNanos, halfLifeNanos);
    }

    @Override
    public void reset() {
        grid.reset();
        last2 = MidGrid.NONE;
    }

    @Override
    public void advance(long timeNanos) {
        long passed = grid.stepsBefore(timeNanos);
        if (passed == 0) {
            return;
        }
        grid.pass(passed);
        if (last2 != MidGrid.NONE) {
            step(grid.mid2() - last2);
        } else {
            last2 = grid.mid2();
        }
        // Nothing moved in the others.
        long still = passed - 1;
        if (still > 0) {
            double fade = StrictMath.pow(kept, (double) still);
            squares *= fade;
            weight = weight * fade + (1 - fade) / (1 - kept);
            steps += still;
        }
        last2 = grid.mid2();
    }

    private void step(long change2) {
        squares = squares * kept + (double) change2 * change2;
        weight = weight * kept + 1;
        steps++;
    }

    @Override
    public void onMid(long timeNanos, long mid2Ticks) {
        advance(timeNanos);
        grid.set(timeNanos, mid2Ticks);
    }

    @Override
    public double value() {
        return steps < LEAST_STEPS ? 0 : StrictMath.sqrt(squares / 4 / weight / grid.stepSeconds());
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.begin("volatility");
        grid.visitState(visitor);
        last2 = visitor.int64("last2", last2);
        steps = visitor.int64("steps", steps);
        weight = visitor.real("weight", weight);
        squares = visitor.real("squares", squares);
        visitor.end();
    }
}
