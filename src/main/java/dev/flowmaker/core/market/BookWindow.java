package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * What is known of levels that a recording of some best levels does not show any more. Such a recording tells a level that
 * a better one pushed out as one that is gone; but a level worse than the worst of a full window is unknown, not gone. A
 * window is full with as many levels as it ever had since it began.
 */
public final class BookWindow {
    /** Hears of levels. */
    @FunctionalInterface
    public interface Listener {
        void level(Side side, long priceTicks);
    }

    private final Half bids = new Half(Side.BUY);
    private final Half asks = new Half(Side.SELL);

    private static final class Half {
        final Side side;
        int width;
        boolean full;
        /** Price of the worst level shown; of use only when full. */
        long worstTicks;
        /** Levels that left the window and are not known to be gone. */
        final TreeSet<Long> left = new TreeSet<>();

        Half(Side side) {
            this.side = side;
        }

        void look(OrderBook book) {
            int levels = book.levels(side);
            width = StrictMath.max(width, levels);
            full = levels > 0 && levels == width;
            worstTicks = full ? book.priceTicks(side, levels - 1) : Instrument.NO_PRICE;
        }

        boolean beyond(long priceTicks) {
            return full && side.better(worstTicks, priceTicks);
        }

        void drop(OrderBook book, Listener gone) {
            for (Iterator<Long> each = left.iterator(); each.hasNext(); ) {
                long price = each.next();
                boolean shown = book.lotsAt(side, price) > 0;
                if (shown || !beyond(price)) {
                    each.remove();
                }
                if (!shown && !beyond(price)) {
                    gone.level(side, price);
                }
            }
        }
    }

    private Half of(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** A whole book is about to be set: what left the window is gone. */
    public void restart(Listener gone) {
        for (Side side : Side.values()) {
            Half half = of(side);
            half.left.forEach(price -> gone.level(side, price));
            half.left.clear();
            half.width = 0;
        }
    }

    /** All of a frame was applied to this book. */
    public void look(OrderBook book) {
        bids.look(book);
        asks.look(book);
    }

    /**
     * The frame says of a level that nothing is there. Returns whether that is unknown instead: it is to be left as it
     * was, until the window holds its price again.
     */
    public boolean keeps(Side side, long priceTicks) {
        Half half = of(side);
        if (half.beyond(priceTicks)) {
            half.left.add(priceTicks);
            return true;
        }
        return false;
    }

    /** Tells the levels that were kept and are gone: the window holds their price again, and shows nothing there. */
    public void drop(OrderBook book, Listener gone) {
        bids.drop(book, gone);
        asks.drop(book, gone);
    }
}
