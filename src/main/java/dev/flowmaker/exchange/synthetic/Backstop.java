package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.matching.Order;

/** Two orders far outside, so large that no client's money empties a side; made whole again once a second. */
final class Backstop implements Participant {
    private static final long PERIOD_NANOS = 1_000_000_000;
    private final MarketEvents market;
    private final long lots;
    private Order bid;
    private Order ask;
    private long nextNanos;

    Backstop(long startPriceTicks, long lots, Instrument instrument, MarketEvents market, long startNanos) {
        this.market = market;
        this.lots = lots;
        this.nextNanos = startNanos + PERIOD_NANOS;
        this.bid = place(Side.BUY, Math.max(startPriceTicks / 4, instrument.minPriceTicks()));
        this.ask = place(Side.SELL, Math.min(startPriceTicks * 4, instrument.maxPriceTicks()));
    }

    private Order place(Side side, long priceTicks) {
        Order order =
                new Order(Order.STREET, market.nextVenueOrderId(), side, priceTicks, lots, SelfTradePrevention.NONE);
        market.submit(order, true);
        return order;
    }

    @Override
    public long nextNanos() {
        return nextNanos;
    }

    @Override
    public void act() {
        nextNanos += PERIOD_NANOS;
        bid = whole(bid);
        ask = whole(ask);
    }

    private Order whole(Order order) {
        if (order.executedLots() == 0) {
            return order;
        }
        if (order.resting()) {
            market.book().remove(order);
        }
        return place(order.side, order.limitTicks);
    }
}
