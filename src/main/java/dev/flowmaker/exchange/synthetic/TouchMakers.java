package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import org.jspecify.annotations.Nullable;

/** Who quotes the best prices: they join, leave after a life of their own, and come along when the prices move. */
final class TouchMakers implements Participant {
    private final FlowSettings.Touch settings;
    private final Street street;
    private final RandomStream random;
    private final Quotes bids;
    private final Quotes asks;
    private @Nullable Side pressed;
    private long nextNanos;
    private long nextWatchNanos;

    TouchMakers(FlowSettings.Touch settings, Street street, RandomStream random, long startNanos) {
        this.settings = settings;
        this.street = street;
        this.random = random;
        this.bids = new Quotes(street, Side.BUY);
        this.asks = new Quotes(street, Side.SELL);
        for (Side side : Side.values()) {
            join(side, startNanos);
            follow(side, settings.behind(), settings.behindSeconds(), startNanos);
        }
        this.nextNanos = startNanos + gap(2 * settings.rate());
        this.nextWatchNanos = startNanos + gap(settings.watchRate());
    }

    private long gap(double rate) {
        return 1 + (long) random.nextExponential(Street.NANOS_PER_SECOND / rate);
    }

    private Quotes quotes(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    @Override
    public long nextNanos() {
        return Math.min(nextNanos, nextWatchNanos);
    }

    @Override
    public void act() {
        if (nextWatchNanos < nextNanos) {
            watch();
            nextWatchNanos += gap(settings.watchRate());
            return;
        }
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        boolean leans = random.nextDouble() < settings.lean();
        join(side == pressed && leans ? side.opposite() : side, nextNanos);
        nextNanos += gap(2 * settings.rate());
    }

    private void join(Side side, long nowNanos) {
        Wish wish = wish(random);
        quotes(side).add(street.quote(side, street.touchTicks(side), wish.lots, nowNanos, wish.seconds), wish.nerve);
    }

    private record Wish(double lots, double seconds, double nerve) {}

    private Wish wish(RandomStream from) {
        double lots = from.nextLognormal(settings.lots(), settings.lotsSpread());
        boolean fleeting = from.nextDouble() < settings.fleetingShare();
        double seconds = from.nextExponential(fleeting ? settings.fleetingSeconds() : settings.patientSeconds());
        return new Wish(lots, seconds, from.nextDouble());
    }

    /** Leave the way free before somebody takes everything on that side up to a price. */
    void pull(Side side, long priceTicks, double share) {
        quotes(side).pull(priceTicks, share);
    }

    /** Pressure on a side, or on none: who quotes there begins to leave. */
    void press(@Nullable Side side, long nowNanos) {
        pressed = side;
        if (side != null) {
            quotes(side).retreat(nowNanos, settings.retreatSeconds());
        }
    }

    /** The best prices have moved: whoever is left behind leaves or comes along, and both new prices are quoted. */
    void moved(Side leftBehind, long oldTicks, long nowNanos) {
        quotes(leftBehind).pull(oldTicks, 1 - settings.left());
        join(Side.BUY, nowNanos);
        join(Side.SELL, nowNanos);
        follow(leftBehind, settings.behind(), settings.behindSeconds(), nowNanos);
        follow(leftBehind.opposite(), settings.ahead(), settings.aheadSeconds(), nowNanos);
    }

    /** Draws from a stream of this moment: whether anything is drawn depends on the book, the other streams do not. */
    private void watch() {
        for (Side side : Side.values()) {
            if (street.lotsAt(side, street.touchTicks(side)) == 0) {
                Wish wish = wish(new RandomStream(nextWatchNanos, side.ordinal()));
                quotes(side)
                        .add(
                                street.react(side, street.touchTicks(side), wish.lots, nextWatchNanos, wish.seconds),
                                wish.nerve);
            }
        }
    }

    private void follow(Side side, double orders, double withinSeconds, long nowNanos) {
        int count = (int) (2 * orders * random.nextDouble() + 0.5);
        for (int i = 0; i < count; i++) {
            long delay = (long) (random.nextExponential(withinSeconds) * Street.NANOS_PER_SECOND);
            long at = nowNanos + 1 + delay;
            street.agenda.at(at, () -> join(side, at));
        }
    }
}
