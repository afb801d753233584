package dev.flowmaker.exchange.synthetic;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.matching.Order;
import java.util.ArrayList;
import java.util.List;

/** One side's resting orders of some participants, each with the nerve of its owner, 0 to 1. */
final class Quotes {
    private record Quote(Order order, double nerve) {}

    private static final int SWEEP = 256;

    private final Street street;
    private final Side side;
    private final List<Quote> quotes = new ArrayList<>();
    private int bound = SWEEP;

    Quotes(Street street, Side side) {
        this.street = street;
        this.side = side;
    }

    void add(Order order, double nerve) {
        quotes.add(new Quote(order, nerve));
        if (quotes.size() > bound) {
            quotes.removeIf(quote -> !quote.order.resting());
            bound = 2 * quotes.size() + SWEEP;
        }
    }

    /** Withdraws those at this price or better whose owners have less nerve than that. */
    void pull(long priceTicks, double nerve) {
        quotes.removeIf(quote -> {
            boolean reached = !side.better(priceTicks, quote.order.limitTicks);
            if (reached && quote.nerve < nerve) {
                street.withdraw(quote.order);
            }
            return !quote.order.resting();
        });
    }

    /** Lets each leave some time from now, those of little nerve first. */
    void retreat(long nowNanos, double meanSeconds) {
        for (Quote quote : quotes) {
            if (quote.order.resting()) {
                double seconds = -meanSeconds * StrictMath.log(1 - quote.nerve);
                street.withdrawLater(nowNanos, seconds, quote.order);
            }
        }
    }
}
