package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.matching.Order;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one order in each of its slots, the slots lying further and further from the reference price. Each time it acts it
 * takes one slot, the near ones more often, and places its order anew at the distance it draws. An order that crosses
 * trades: that is how a stale price gets picked off.
 */
final class EasyMaker implements Participant {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NEAR_SLOTS = 0.25;

    private final EasySettings settings;
    private final Instrument instrument;
    private final EasyReference reference;
    private final MarketEvents market;
    private final RandomStream random;
    private final double meanGapNanos;
    private final @Nullable Order[] bids;
    private final @Nullable Order[] asks;
    private long nextNanos;

    EasyMaker(
            EasySettings settings,
            int makers,
            Instrument instrument,
            EasyReference reference,
            MarketEvents market,
            RandomStream random,
            long startNanos) {
        this.settings = settings;
        this.instrument = instrument;
        this.reference = reference;
        this.market = market;
        this.random = random;
        this.meanGapNanos = makers / settings.updatesPerSecond() * NANOS_PER_SECOND;
        this.bids = new Order[settings.levels()];
        this.asks = new Order[settings.levels()];
        for (int slot = 0; slot < settings.levels(); slot++) {
            renew(Side.BUY, slot);
            renew(Side.SELL, slot);
        }
        this.nextNanos = startNanos + gap();
    }

    private long gap() {
        return 1 + (long) random.nextExponential(meanGapNanos);
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int slot = (int) Math.min(random.nextExponential(settings.levels() * NEAR_SLOTS), settings.levels() - 1.0);
        renew(side, slot);
        nextNanos += gap();
    }

    private void renew(Side side, int slot) {
        double distance =
                settings.halfSpreadTicks() + (slot + random.nextDouble() - 0.5) * settings.levelSpacingTicks();
        double size = 0.5 + random.nextExponential(0.5);
        @Nullable Order[] orders = side == Side.BUY ? bids : asks;
        Order old = orders[slot];
        if (old != null && old.resting()) {
            market.book().remove(old);
        }
        double price = reference.ticks() - side.sign() * Math.max(distance, 0.5);
        long priceTicks = (long) (side == Side.BUY ? StrictMath.floor(price) : StrictMath.ceil(price));
        Order order = new Order(
                Order.STREET,
                market.nextVenueOrderId(),
                side,
                Math.min(Math.max(priceTicks, instrument.minPriceTicks()), instrument.maxPriceTicks()),
                Math.max((long) (size * settings.levelLots()), instrument.minLots()),
                SelfTradePrevention.NONE);
        orders[slot] = order;
        market.submit(order, true);
    }
}
