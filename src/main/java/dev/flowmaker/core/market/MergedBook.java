package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.TouchUpdate;

/**
 * The book as the venue shows it now: the levels of the last depth frame and, while that is newer, the touch laid over
 * them. Then nothing is better than the touch, the touch has its own quantity, and what is behind it is as old as the
 * frame. The levels themselves stay as the depth frames made them, so that the next frame finds what it changes.
 */
final class MergedBook {
    private final OrderBook depth;
    private final Lid bid = new Lid(Side.BUY);
    private final Lid ask = new Lid(Side.SELL);
    private boolean laid;

    MergedBook(OrderBook depth) {
        this.depth = depth;
    }

    private final class Lid {
        private final Side side;
        private long priceTicks = Instrument.NO_PRICE;
        private long lots;
        /** Rank of the first level of the frame that is worse. */
        private int behind;

        private Lid(Side side) {
            this.side = side;
        }

        private void set(long price, long quantity) {
            priceTicks = quantity > 0 ? price : Instrument.NO_PRICE;
            lots = quantity;
            fit();
        }

        private void fit() {
            int levels = depth.levels(side);
            behind = priceTicks == Instrument.NO_PRICE ? levels : 0;
            while (behind < levels && !side.better(priceTicks, depth.priceTicks(side, behind))) {
                behind++;
            }
        }

        private int levels() {
            return priceTicks == Instrument.NO_PRICE ? 0 : 1 + depth.levels(side) - behind;
        }

        private long lotsAt(long price) {
            if (price == priceTicks) {
                return lots;
            }
            boolean gone = priceTicks == Instrument.NO_PRICE || side.better(price, priceTicks);
            return gone ? 0 : depth.lotsAt(side, price);
        }

        private void visitState(StateVisitor visitor) {
            priceTicks = visitor.int64("priceTicks", priceTicks);
            lots = visitor.int64("lots", lots);
            behind = visitor.int32("behind", behind);
        }
    }

    private Lid of(Side side) {
        return side == Side.BUY ? bid : ask;
    }

    /** Lays a touch over the levels. */
    void lay(TouchUpdate touch) {
        bid.set(touch.bidTicks, touch.bidLots);
        ask.set(touch.askTicks, touch.askLots);
        laid = true;
    }

    /** The levels changed, and the touch is newer still. */
    void fit() {
        bid.fit();
        ask.fit();
    }

    /** The levels are the newest there is. */
    void lift() {
        laid = false;
    }

    /** Whether a newer touch lies over the levels. */
    boolean laid() {
        return laid;
    }

    int levels(Side side) {
        return laid ? of(side).levels() : depth.levels(side);
    }

    long priceTicks(Side side, int rank) {
        if (!laid) {
            return depth.priceTicks(side, rank);
        }
        return rank == 0 ? of(side).priceTicks : depth.priceTicks(side, of(side).behind + rank - 1);
    }

    long lots(Side side, int rank) {
        if (!laid) {
            return depth.lots(side, rank);
        }
        return rank == 0 ? of(side).lots : depth.lots(side, of(side).behind + rank - 1);
    }

    long lotsAt(Side side, long priceTicks) {
        return laid ? of(side).lotsAt(priceTicks) : depth.lotsAt(side, priceTicks);
    }

    /** Best price, or {@link Instrument#NO_PRICE} when the side is empty. */
    long bestTicks(Side side) {
        return laid ? of(side).priceTicks : depth.bestTicks(side);
    }

    /** Quantity at the best price; 0 when the side is empty. */
    long bestLots(Side side) {
        return laid ? of(side).lots : depth.bestLots(side);
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("touch");
        laid = visitor.flag("laid", laid);
        bid.visitState(visitor);
        ask.visitState(visitor);
        visitor.end();
    }
}
