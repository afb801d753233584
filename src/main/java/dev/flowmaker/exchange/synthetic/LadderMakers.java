package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;

/**
 * Who quotes behind the best prices: orders at random distances, closely as far as the reach and then farther and farther
 * apart, each for a life of its own.
 */
final class LadderMakers implements Participant {
    /** Orders beyond the reach a side, mean. */
    private static final double OUTER_ORDERS = 60;
    /** How far the outermost are, in reaches. */
    private static final double OUTER_REACHES = 200;
    /** Of an outer order, in lives of an inner one for each reach. */
    private static final double OUTER_LIVES = 5;

    private final FlowSettings.Ladder settings;
    private final Street street;
    private final RandomStream random;
    private final Quotes bids;
    private final Quotes asks;
    private final double innerRate;
    private long nextNanos;
    private long nextOuterNanos;

    LadderMakers(FlowSettings.Ladder settings, Street street, RandomStream random, long startNanos) {
        this.settings = settings;
        this.street = street;
        this.random = random;
        this.bids = new Quotes(street, Side.BUY);
        this.asks = new Quotes(street, Side.SELL);
        double inner = settings.reachTicks() / settings.spacingTicks();
        this.innerRate = 2 * inner / settings.seconds();
        for (int i = 0; i < 2 * inner; i++) {
            inner(i % 2 == 0 ? Side.BUY : Side.SELL, startNanos);
        }
        for (int i = 0; i < 2 * OUTER_ORDERS; i++) {
            outer(i % 2 == 0 ? Side.BUY : Side.SELL, startNanos);
        }
        this.nextNanos = startNanos + gap(innerRate);
        this.nextOuterNanos = startNanos + gap(outerRate());
    }

    private double outerRate() {
        return 2 * OUTER_ORDERS / (settings.seconds() * OUTER_LIVES);
    }

    private long gap(double rate) {
        return 1 + (long) random.nextExponential(Street.NANOS_PER_SECOND / rate);
    }

    private Quotes quotes(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    @Override
    public long nextNanos() {
        return Math.min(nextNanos, nextOuterNanos);
    }

    @Override
    public void act() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        if (nextNanos <= nextOuterNanos) {
            inner(side, nextNanos);
            nextNanos += gap(innerRate);
        } else {
            outer(side, nextOuterNanos);
            nextOuterNanos += gap(outerRate());
        }
    }

    private void inner(Side side, long nowNanos) {
        double distance = 1 + random.nextDouble() * settings.reachTicks();
        place(side, street.touchTicks(side) - side.sign() * (long) distance, nowNanos, settings.seconds());
    }

    /** Log-uniform, so that each further order is farther from the one before. */
    private void outer(Side side, long nowNanos) {
        double reaches = StrictMath.pow(OUTER_REACHES, random.nextDouble());
        long distance = (long) (settings.reachTicks() * reaches);
        place(side, street.touchTicks(side) - side.sign() * distance, nowNanos, settings.seconds() * OUTER_LIVES);
    }

    private void place(Side side, long priceTicks, long nowNanos, double meanSeconds) {
        double lots = random.nextLognormal(settings.lots(), settings.lotsSpread());
        double seconds = random.nextExponential(meanSeconds);
        double nerve = random.nextDouble();
        quotes(side).add(street.quote(side, priceTicks, lots, nowNanos, seconds), nerve);
    }

    /** Leave the way free before somebody takes everything on that side up to a price. */
    void pull(Side side, long priceTicks, double share) {
        quotes(side).pull(priceTicks, share);
    }

    /** The best prices have moved: between the old and the new one of this side there is room for orders. */
    void moved(Side side, long fromTicks, long toTicks, long nowNanos) {
        double room = Math.abs(toTicks - fromTicks);
        for (double at = random.nextExponential(settings.spacingTicks());
                at < room;
                at += 1 + random.nextExponential(settings.spacingTicks())) {
            place(side, toTicks - side.sign() * (1 + (long) at), nowNanos, settings.seconds());
        }
    }
}
