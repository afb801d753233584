package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.market.Instrument;

/**
 * The price participants think in: a random walk on a fixed grid of time, pushed further by each taker, and turned back
 * at half and at twice the starting price.
 */
final class EasyReference implements Participant {
    private static final long STEP_NANOS = 100_000_000;
    private static final double STEP_SECONDS = 0.1;

    private final RandomStream random;
    private final double stepTicks;
    private final double lowTicks;
    private final double highTicks;
    private double ticks;
    private long nextNanos;

    EasyReference(EasySettings settings, Instrument instrument, RandomStream random, long startNanos) {
        this.random = random;
        this.stepTicks = settings.volatilityTicks() * StrictMath.sqrt(STEP_SECONDS);
        this.ticks = settings.startPriceTicks();
        this.lowTicks = Math.max(ticks / 2, (double) instrument.minPriceTicks());
        this.highTicks = Math.min(ticks * 2, (double) instrument.maxPriceTicks());
        this.nextNanos = startNanos + STEP_NANOS;
    }

    double ticks() {
        return ticks;
    }

    void push(double byTicks) {
        double moved = ticks + byTicks;
        ticks = moved < lowTicks || moved > highTicks ? ticks - byTicks : moved;
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act() {
        nextNanos += STEP_NANOS;
        push(stepTicks * random.nextGaussian());
    }
}
