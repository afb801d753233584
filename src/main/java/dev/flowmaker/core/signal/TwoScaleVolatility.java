package dev.flowmaker.core.signal;

import dev.flowmaker.core.StateVisitor;

/**
 * Volatility on two scales, ticks per square root of a second: squared changes over K steps, averaged over all K ways to
 * lay them, less what noise adds to them as seen in changes over one step. With [Y,Y]avg = mean (Y_i+K − Y_i)²/K and
 * [Y,Y]all = mean (Y_i+1 − Y_i)², both exponentially weighted, σ² = ([Y,Y]avg − [Y,Y]all/K) / (1 − 1/K) per step. Zhang,
 * Mykland and Aït-Sahalia (2005), "A tale of two time scales", equations 55 and 64.
 */
public final class TwoScaleVolatility implements Volatility {
    private final MidGrid grid;
    private final double kept;
    private final int slowSteps;
    /** Mid at the last K + 1 steps, half ticks, by step modulo their number. */
    private final long[] mids2;
    /** Steps of this chain of states. */
    private long index;

    private long steps;
    private double fastWeight;
    private double fastSquares;
    private double slowWeight;
    private double slowSquares;

    /**
     * On a grid.
     *
     * @param halfLifeNanos time after which a squared change counts half
     * @param slowSteps K, at least 2
     */
    public TwoScaleVolatility(long stepNanos, long halfLifeNanos, int slowSteps) {
        if (slowSteps < 2) {
            throw new IllegalArgumentException("the slow scale needs at least 2 steps, was " + slowSteps);
        }
        grid = new MidGrid(stepNanos);
        kept = Fading.kept(stepNanos, halfLifeNanos);
        this.slowSteps = slowSteps;
        mids2 = new long[slowSteps + 1];
    }

    @Override
    public void reset() {
        grid.reset();
        index = 0;
    }

    @Override
    public void advance(long timeNanos) {
        long passed = grid.stepsBefore(timeNanos);
        grid.pass(passed);
        long moving = StrictMath.min(passed, slowSteps + 1L);
        for (int i = 0; i < moving; i++) {
            step(grid.mid2());
        }
        // Nothing moved in the others, on either scale.
        long still = passed - moving;
        if (still > 0) {
            double fade = StrictMath.pow(kept, (double) still);
            fastSquares *= fade;
            slowSquares *= fade;
            fastWeight = fastWeight * fade + (1 - fade) / (1 - kept);
            slowWeight = slowWeight * fade + (1 - fade) / (1 - kept);
            steps += still;
        }
    }

    private void step(long mid2) {
        int places = mids2.length;
        if (index > 0) {
            long fast = mid2 - mids2[(int) ((index - 1) % places)];
            fastSquares = fastSquares * kept + (double) fast * fast;
            fastWeight = fastWeight * kept + 1;
        }
        if (index >= slowSteps) {
            long slow = mid2 - mids2[(int) ((index - slowSteps) % places)];
            slowSquares = slowSquares * kept + (double) slow * slow / slowSteps;
            slowWeight = slowWeight * kept + 1;
            steps++;
        }
        mids2[(int) (index % places)] = mid2;
        index++;
    }

    @Override
    public void onMid(long timeNanos, long mid2Ticks) {
        advance(timeNanos);
        grid.set(timeNanos, mid2Ticks);
    }

    @Override
    public double value() {
        if (steps < EwmaVolatility.LEAST_STEPS) {
            return 0;
        }
        double share = 1.0 / slowSteps;
        double variance = (slowSquares / slowWeight - share * fastSquares / fastWeight) / (1 - share);
        return StrictMath.sqrt(StrictMath.max(0, variance) / 4 / grid.stepSeconds());
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.begin("volatility");
        grid.visitState(visitor);
        for (int i = 0; i < mids2.length; i++) {
            mids2[i] = visitor.int64("mids2", mids2[i]);
        }
        index = visitor.int64("index", index);
        steps = visitor.int64("steps", steps);
        fastWeight = visitor.real("fastWeight", fastWeight);
        fastSquares = visitor.real("fastSquares", fastSquares);
        slowWeight = visitor.real("slowWeight", slowWeight);
        slowSquares = visitor.real("slowSquares", slowSquares);
        visitor.end();
    }
}
