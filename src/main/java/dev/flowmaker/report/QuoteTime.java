package dev.flowmaker.report;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;

/** How our orders stood in the book, weighed by time: only those the venue confirmed count. */
final class QuoteTime {
    /** One side's best and farthest order on the book. */
    static final class Ladder {
        long bestTicks;
        long farTicks;
        long bestLots;
        int orders;

        private void clear() {
            bestTicks = Instrument.NO_PRICE;
            farTicks = Instrument.NO_PRICE;
            bestLots = 0;
            orders = 0;
        }

        private void add(Side side, long priceTicks, long lots) {
            orders++;
            if (orders == 1 || side.sign() * (priceTicks - bestTicks) > 0) {
                bestTicks = priceTicks;
                bestLots = lots;
            } else if (priceTicks == bestTicks) {
                bestLots += lots;
            }
            if (orders == 1 || side.sign() * (priceTicks - farTicks) < 0) {
                farTicks = priceTicks;
            }
        }
    }

    private final Ladder[] ladders = {new Ladder(), new Ladder()};
    private boolean good;
    private boolean begun;
    private long lastNanos;
    private long bookSpreadTicks;
    private final long[] touchLots = new long[2];
    private final boolean[] atTouch = new boolean[2];

    /** Nanoseconds, or nanoseconds times what their name says. */
    private double seconds;

    private double goodSeconds;
    private final double[] quoted = new double[2];
    private double quotedBoth;
    private final double[] touched = new double[2];
    private final double[] ourLotsAtTouch = new double[2];
    private final double[] bookLotsAtTouch = new double[2];
    private double spreadTicks;
    private double bookSpread;

    /** Counts the time since the last look as that one saw it, then looks. */
    void look(long timeNanos, MarketMaker market) {
        if (begun) {
            count((timeNanos - lastNanos) / 1e9);
        }
        begun = true;
        lastNanos = timeNanos;
        for (Ladder ladder : ladders) {
            ladder.clear();
        }
        for (int i = 0; i < market.orders().openCount(); i++) {
            Order order = market.orders().open(i);
            OrderState state = order.state();
            if (state == OrderState.WORKING
                    || state == OrderState.PARTIALLY_FILLED
                    || state == OrderState.PENDING_CANCEL) {
                ladders[order.side().ordinal()].add(order.side(), order.priceTicks(), order.openLots());
            }
        }
        BookStatus status = market.book().status();
        good = status == BookStatus.OK || status == BookStatus.WARMING_UP;
        long bid = market.book().bidTicks();
        long ask = market.book().askTicks();
        bookSpreadTicks = ask - bid;
        touchLots[Side.BUY.ordinal()] = market.book().bidLots();
        touchLots[Side.SELL.ordinal()] = market.book().askLots();
        Ladder bids = ladder(Side.BUY);
        Ladder asks = ladder(Side.SELL);
        atTouch[Side.BUY.ordinal()] = good && bids.orders > 0 && bids.bestTicks >= bid;
        atTouch[Side.SELL.ordinal()] = good && asks.orders > 0 && asks.bestTicks <= ask;
    }

    private void count(double passed) {
        seconds += passed;
        boolean both = true;
        for (int side = 0; side < 2; side++) {
            Ladder ladder = ladders[side];
            quoted[side] += ladder.orders > 0 ? passed : 0;
            both &= ladder.orders > 0;
            if (atTouch[side]) {
                touched[side] += passed;
                ourLotsAtTouch[side] += passed * ladder.bestLots;
            }
            if (good) {
                bookLotsAtTouch[side] += passed * touchLots[side];
            }
        }
        if (both) {
            quotedBoth += passed;
            spreadTicks += passed * (ladder(Side.SELL).bestTicks - ladder(Side.BUY).bestTicks);
        }
        if (good) {
            goodSeconds += passed;
            bookSpread += passed * bookSpreadTicks;
        }
    }

    Ladder ladder(Side side) {
        return ladders[side.ordinal()];
    }

    double seconds() {
        return seconds;
    }

    /** Share of the time with a book good enough to look at. */
    double goodShare() {
        return goodSeconds / seconds;
    }

    double uptime(Side side) {
        return quoted[side.ordinal()] / seconds;
    }

    double uptimeBoth() {
        return quotedBoth / seconds;
    }

    /** Share of the time with our best order at the touch or better than it. */
    double touchShare(Side side) {
        return touched[side.ordinal()] / seconds;
    }

    /** Our mean size there, while there, lots. */
    double ourLotsAtTouch(Side side) {
        return ourLotsAtTouch[side.ordinal()] / touched[side.ordinal()];
    }

    /** Others' mean size there, lots. */
    double bookLotsAtTouch(Side side) {
        return bookLotsAtTouch[side.ordinal()] / goodSeconds;
    }

    /** Between our two best quotes, while there are both, ticks. */
    double spreadTicks() {
        return spreadTicks / quotedBoth;
    }

    /** The market's without us, ticks. */
    double bookSpreadTicks() {
        return bookSpread / goodSeconds;
    }
}
