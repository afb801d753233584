package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;

/**
 * All who take. Some of their orders move the best prices: those in the way mostly leave, what is left is taken, and
 * everybody gathers around the new prices. Whether and how far is drawn, and does not depend on what is in the book.
 */
final class TakerFlow implements Participant {
    /** No single move is longer than that many of the median. */
    private static final double MOST_MEDIANS = 20;

    private final FlowSettings settings;
    private final Street street;
    private final TouchMakers touch;
    private final LadderMakers ladder;
    private final RandomStream random;
    private final Excitement arrivals;
    private final Signs signs;
    private int pressure;
    private boolean cascading;
    private long nextNanos;

    TakerFlow(
            FlowSettings settings, Street street, TouchMakers touch, LadderMakers ladder, long startNanos, int stream) {
        this.settings = settings;
        this.street = street;
        this.touch = touch;
        this.ladder = ladder;
        this.random = new RandomStream(settings.seed(), stream);
        this.arrivals = new Excitement(settings.takers(), new RandomStream(settings.seed(), stream + 1));
        this.signs = new Signs(settings.takers(), new RandomStream(settings.seed(), stream + 2));
        this.nextNanos = startNanos + arrivals.gapNanos();
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act() {
        FlowSettings.Moves moves = settings.moves();
        int sign = signs.next();
        double chance = random.nextDouble();
        double lots =
                random.nextLognormal(settings.takers().lots(), settings.takers().lotsSpread());
        boolean oneTick = random.nextDouble() < moves.tickShare();
        double ticks = random.nextLognormal(moves.ticks(), moves.ticksSpread());
        int nextPressure = random.nextBoolean() ? 1 : -1;
        boolean goesOn = random.nextDouble() < moves.momentum();

        Side side = sign > 0 ? Side.BUY : Side.SELL;
        boolean moving = sign == pressure && chance < (cascading ? moves.cascadeChance() : moves.moveChance());
        if (moving) {
            move(side, oneTick ? 1 : 1 + (long) Math.min(ticks, mostTicks()));
            press(goesOn ? pressure : 0);
            cascading = goesOn;
        } else {
            street.take(side, street.touchTicks(side.opposite()), lots);
            if (pressure == 0 && chance < moves.pressureChance()) {
                press(nextPressure);
            }
        }
        arrivals.arrived(moving ? moves.excitement() : 1);
        nextNanos += arrivals.gapNanos();
    }

    private double mostTicks() {
        return MOST_MEDIANS * settings.moves().ticks();
    }

    private void press(int direction) {
        pressure = street.mayMove((long) (direction * mostTicks())) ? direction : -direction;
        touch.press(pressure == 0 ? null : pressure > 0 ? Side.SELL : Side.BUY, nextNanos);
    }

    private void move(Side side, long ticks) {
        FlowSettings.Moves moves = settings.moves();
        long from = street.touchTicks(side);
        long to = from + side.sign() * ticks;
        touch.pull(side.opposite(), to, moves.pulled());
        ladder.pull(side.opposite(), to, moves.pulled());
        street.take(side, to, moves.sweepLots());
        street.move(side.sign() * ticks);
        touch.moved(side, from, nextNanos);
        ladder.moved(side, from, to, nextNanos);
    }
}
