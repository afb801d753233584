package dev.flowmaker.core.quote;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;

/**
 * Quotes at the touch, for books whose spread is mostly a tick or two. The half-spread is the distance of the touch from
 * the fair value, so that alpha, inventory and the floors decide whether the touch is near enough: where the edge there
 * is less than the floor, the floor takes the quote back from it.
 *
 * <p>The touch is the best price at which others' orders have stood for {@code book.min-life}: what flickers is not joined
 * and weighs nothing.
 *
 * <p>A quote goes one tick nearer when the spread leaves room, the queue to be joined is long, it is heavier than the
 * other side's, and the edge is still no less than the floor. It goes one tick farther when its own side's queue is thin.
 * What was begun ends when the imbalance is back at half of what began it.
 */
final class JoinModel implements QuoteModel {
    private static final int IMPROVE = 0;
    private static final int STAND_BACK = 1;

    private final JoinSettings settings;
    private final long priceSkewMicroTicks;
    private final long orderLots;
    /** By side: whether it is improved, whether it stands back. */
    private final boolean[][] doing = new boolean[2][2];

    private long inventory;
    private final long[] half = new long[2];
    private final long[] queue = new long[2];

    JoinModel(QuoteSettings settings) {
        this.settings = settings.model().join();
        priceSkewMicroTicks = settings.priceSkewMicroTicks();
        orderLots = settings.levelLots().get(0);
    }

    @Override
    public Readiness prepare(ModelInput in) {
        QuoteInput market = in.market;
        inventory = FixedSpread.inventoryShift(priceSkewMicroTicks, market.inventoryPpm);
        long fair = market.mid2Ticks * (PriceParts.MICRO / 2) + market.alphaMicroTicks + inventory;
        long bids = market.standingBidLots;
        long asks = market.standingAskLots;
        double both = (double) bids + asks;
        double imbalance = both > 0 ? (bids - asks) / both : 0;
        side(Side.BUY, fair - market.standingBidTicks * PriceParts.MICRO, bids, imbalance, in);
        side(Side.SELL, market.standingAskTicks * PriceParts.MICRO - fair, asks, -imbalance, in);
        return Readiness.READY;
    }

    private void side(Side side, long toTouch, long ahead, double imbalance, ModelInput in) {
        boolean[] now = doing[side.ordinal()];
        now[STAND_BACK] = imbalance <= -settings.standBackImbalance() * (now[STAND_BACK] ? 0.5 : 1);
        boolean room = settings.improveSpreadTicks() > 0
                && in.market.bestAskTicks - in.market.bestBidTicks >= settings.improveSpreadTicks();
        boolean edge = toTouch - PriceParts.MICRO >= in.leastHalf[side.ordinal()];
        now[IMPROVE] = room
                && edge
                && ahead >= settings.improveAhead() * orderLots
                && imbalance >= settings.improveImbalance() * (now[IMPROVE] ? 0.5 : 1);
        half[side.ordinal()] = toTouch;
        queue[side.ordinal()] = now[STAND_BACK] ? PriceParts.MICRO : now[IMPROVE] ? -PriceParts.MICRO : 0;
    }

    @Override
    public long inventoryMicroTicks(Side side) {
        return inventory;
    }

    @Override
    public long halfSpreadMicroTicks(Side side) {
        return half[side.ordinal()];
    }

    @Override
    public long queueMicroTicks(Side side) {
        return queue[side.ordinal()];
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.begin("join");
        for (boolean[] side : doing) {
            side[IMPROVE] = visitor.flag("improve", side[IMPROVE]);
            side[STAND_BACK] = visitor.flag("standBack", side[STAND_BACK]);
        }
        visitor.end();
    }
}
