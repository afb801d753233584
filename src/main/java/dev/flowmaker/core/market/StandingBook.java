package dev.flowmaker.core.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.TouchUpdate;
import java.util.Arrays;

/**
 * The book without our orders and without what came less than a minimum life ago. Where our own part of a level is
 * uncertain before or after a change, nothing of it is called young.
 */
final class StandingBook {
    /** Levels looked at for one that stands, before the touch itself has to do. */
    private static final int LEVELS = 10;

    private static final long UNCERTAIN = -1;

    private final FilteredBook filtered;
    private final MergedBook shown;
    private final YoungDepth young;
    /** Lots of an update's levels before it. */
    private long[] before = new long[64];

    private long beforeBidLots;
    private long beforeAskLots;
    private long bidTicks;
    private long askTicks;

    StandingBook(FilteredBook filtered, MergedBook shown, long minLifeNanos) {
        this.filtered = filtered;
        this.shown = shown;
        young = new YoungDepth(minLifeNanos);
    }

    void clear() {
        young.clear();
    }

    /** An update is about to be applied. */
    void before(BookUpdate update) {
        if (young.off()) {
            return;
        }
        if (before.length < update.levels.count()) {
            before = Arrays.copyOf(before, update.levels.count() * 2);
        }
        for (int i = 0; i < update.levels.count(); i++) {
            before[i] = lots(update.levels.side(i), update.levels.priceTicks(i));
        }
        remember(shown.bestTicks(Side.BUY), shown.bestTicks(Side.SELL));
    }

    /** It was. */
    void after(BookUpdate update, long nowNanos) {
        if (young.off()) {
            return;
        }
        boolean bidNamed = false;
        boolean askNamed = false;
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            long price = update.levels.priceTicks(i);
            bidNamed |= side == Side.BUY && price == bidTicks;
            askNamed |= side == Side.SELL && price == askTicks;
            change(side, price, before[i], nowNanos);
        }
        // A touch between two frames is in neither of them.
        if (!bidNamed) {
            change(Side.BUY, bidTicks, beforeBidLots, nowNanos);
        }
        if (!askNamed) {
            change(Side.SELL, askTicks, beforeAskLots, nowNanos);
        }
    }

    /** A touch is about to be laid over. */
    void before(TouchUpdate update) {
        if (!young.off()) {
            remember(update.bidTicks, update.askTicks);
        }
    }

    /** It was. */
    void after(TouchUpdate update, long nowNanos) {
        if (!young.off()) {
            change(Side.BUY, bidTicks, beforeBidLots, nowNanos);
            change(Side.SELL, askTicks, beforeAskLots, nowNanos);
            young.dropBetter(Side.BUY, update.bidTicks);
            young.dropBetter(Side.SELL, update.askTicks);
        }
    }

    private void remember(long bid, long ask) {
        bidTicks = bid;
        askTicks = ask;
        beforeBidLots = lots(Side.BUY, bid);
        beforeAskLots = lots(Side.SELL, ask);
    }

    private long lots(Side side, long priceTicks) {
        long others = filtered.lotsAt(side, priceTicks);
        return filtered.certain() ? others : UNCERTAIN;
    }

    private void change(Side side, long priceTicks, long beforeLots, long nowNanos) {
        long afterLots = lots(side, priceTicks);
        if (beforeLots != UNCERTAIN && afterLots != UNCERTAIN && beforeLots != afterLots) {
            young.change(side, priceTicks, beforeLots, afterLots, nowNanos);
        }
    }

    /** What of a level has stood for the minimum life, lots. */
    long lotsAt(Side side, long priceTicks, long nowNanos) {
        long others = filtered.lotsAt(side, priceTicks);
        return young.off() ? others : StrictMath.max(0, others - young.lots(side, priceTicks, nowNanos));
    }

    /** The best price at which anything has stood; the given touch where that is behind too many levels. */
    long bestTicks(Side side, long touchTicks, long nowNanos) {
        if (young.off() || touchTicks == Instrument.NO_PRICE || lotsAt(side, touchTicks, nowNanos) > 0) {
            return touchTicks;
        }
        for (int rank = 1; rank < LEVELS; rank++) {
            long price = filtered.priceTicks(side, rank);
            if (price == Instrument.NO_PRICE) {
                return touchTicks;
            }
            if (lotsAt(side, price, nowNanos) > 0) {
                return price;
            }
        }
        return touchTicks;
    }

    void visitState(StateVisitor visitor) {
        young.visitState(visitor);
    }
}
