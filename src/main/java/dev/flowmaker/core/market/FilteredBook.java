package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;

/**
 * The book without our own orders, as of one frame. Where our size is uncertain the most it can be is taken out, so that
 * we never take our own order for somebody else's.
 */
final class FilteredBook {
    private final MergedBook shown;
    private final OwnOrders own;
    private final FrameTime frame;

    private long leastOwnLots;
    private long mostOwnLots;

    FilteredBook(MergedBook shown, OwnOrders own, FrameTime frame) {
        this.shown = shown;
        this.own = own;
        this.frame = frame;
    }

    /** Finds the best level that is not ours alone, and whether it is certain. */
    void findTouch(Side side, Touch touch) {
        touch.clear();
        touch.known = !own.blind();
        int levels = shown.levels(side);
        for (int rank = 0; rank < levels; rank++) {
            long price = shown.priceTicks(side, rank);
            long displayed = shown.lots(side, rank);
            findOwn(side, price);
            touch.known &= leastOwnLots == mostOwnLots && leastOwnLots <= displayed;
            if (mostOwnLots < displayed) {
                touch.priceTicks = price;
                touch.lots = displayed - mostOwnLots;
                // Behind the newest touch, others may have changed since the frame.
                touch.known &= rank == 0 || !shown.laid();
                break;
            }
        }
        touch.known &= touch.priceTicks != Instrument.NO_PRICE || levels == 0 || !shown.laid();
        touch.known = touch.known && !missesOwn(side, touch.priceTicks);
    }

    /** Whether a certain order of ours before the touch is not shown: it changed and we have not heard of it yet. */
    private boolean missesOwn(Side side, long touchTicks) {
        for (int i = 0; i < own.count(); i++) {
            OwnOrder order = own.get(i);
            if (order.side == side
                    && (touchTicks == Instrument.NO_PRICE || side.better(order.priceTicks, touchTicks))) {
                order.evaluate(frame);
                if (order.leastLots > 0 && shown.lotsAt(side, order.priceTicks) == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void findOwn(Side side, long priceTicks) {
        leastOwnLots = 0;
        mostOwnLots = 0;
        for (int i = 0; i < own.count(); i++) {
            OwnOrder order = own.get(i);
            if (order.priceTicks == priceTicks && order.side == side) {
                order.evaluate(frame);
                leastOwnLots += order.leastLots;
                mostOwnLots += order.mostLots;
            }
        }
    }

    /** Whether our own part of the level last asked for was certain. */
    boolean certain() {
        return leastOwnLots == mostOwnLots;
    }

    /** The least that is ours of the level last asked for, lots. */
    long leastOwnLots() {
        return leastOwnLots;
    }

    /** Others' lots at a price. */
    long lotsAt(Side side, long priceTicks) {
        return without(side, priceTicks, shown.lotsAt(side, priceTicks));
    }

    private long without(Side side, long priceTicks, long displayed) {
        findOwn(side, priceTicks);
        return StrictMath.max(0, displayed - mostOwnLots);
    }

    /** Price of the filtered level {@code rank} places behind the best; {@link Instrument#NO_PRICE} when there is none. */
    long priceTicks(Side side, int rank) {
        int wanted = rank;
        int levels = shown.levels(side);
        for (int i = 0; i < levels; i++) {
            if (without(side, shown.priceTicks(side, i), shown.lots(side, i)) > 0 && wanted-- == 0) {
                return shown.priceTicks(side, i);
            }
        }
        return Instrument.NO_PRICE;
    }
}
