package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.matching.Order;

/** What all participants share: the best prices as they think of them, their agenda, and the door to the book. */
final class Street {
    static final double NANOS_PER_SECOND = 1e9;

    /** What was resolved whatever is in the book. */
    final Agenda agenda = new Agenda();
    /** What was resolved because of what is in the book: done with the next thing that happens anyway. */
    private final Agenda reactions = new Agenda();

    private final Instrument instrument;
    private final MarketEvents market;
    private final long lowTicks;
    private final long highTicks;
    private long bidTicks;

    Street(FlowSettings settings, Instrument instrument, MarketEvents market) {
        this.instrument = instrument;
        this.market = market;
        this.bidTicks = settings.startPriceTicks();
        this.lowTicks = Math.max(bidTicks / 2, instrument.minPriceTicks());
        this.highTicks = Math.min(bidTicks * 2, instrument.maxPriceTicks() - 1);
    }

    /** The best price of a side, while all participants are where they want to be. */
    long touchTicks(Side side) {
        return side == Side.BUY ? bidTicks : bidTicks + 1;
    }

    /** Whether the best prices may move that far: half and twice the first price are the end of it. */
    boolean mayMove(long byTicks) {
        long moved = bidTicks + byTicks;
        return moved >= lowTicks && moved <= highTicks;
    }

    void move(long byTicks) {
        bidTicks += byTicks;
    }

    /** An order that rests where it does not trade; withdrawn after its life if it still stands. */
    Order quote(Side side, long priceTicks, double lots, long nowNanos, double lifeSeconds) {
        Order order = order(side, priceTicks, lots);
        market.submit(order, true);
        agenda.at(nowNanos + 1 + (long) (lifeSeconds * NANOS_PER_SECOND), () -> withdraw(order));
        return order;
    }

    /** An order that trades what it can at once, up to its limit. */
    Order take(Side side, long limitTicks, double lots) {
        Order order = order(side, limitTicks, lots);
        market.submit(order, false);
        return order;
    }

    private Order order(Side side, long priceTicks, double lots) {
        return new Order(
                Order.STREET,
                market.nextVenueOrderId(),
                side,
                Math.min(Math.max(priceTicks, instrument.minPriceTicks()), instrument.maxPriceTicks()),
                Math.min(Math.max((long) lots, instrument.minLots()), instrument.maxLots()),
                SelfTradePrevention.NONE);
    }

    /** The same of somebody who is there because of what was in the book. */
    Order react(Side side, long priceTicks, double lots, long nowNanos, double lifeSeconds) {
        Order order = order(side, priceTicks, lots);
        market.submit(order, true);
        withdrawLater(nowNanos, lifeSeconds, order);
        return order;
    }

    /** Takes an order away some time from now, for a reason that lies in the book. */
    void withdrawLater(long nowNanos, double afterSeconds, Order order) {
        reactions.at(nowNanos + 1 + (long) (afterSeconds * NANOS_PER_SECOND), () -> withdraw(order));
    }

    /** Does what is due by now because of what was in the book. */
    void reactUntil(long nowNanos) {
        while (reactions.nextNanos() <= nowNanos) {
            reactions.act();
        }
    }

    void withdraw(Order order) {
        if (order.resting()) {
            market.book().remove(order);
        }
    }

    /** Lots shown at a price. */
    long lotsAt(Side side, long priceTicks) {
        return market.book().lotsAt(side, priceTicks);
    }
}
