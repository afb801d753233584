package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.BestLevelFlow;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.market.OwnPrices;
import java.util.Arrays;

/**
 * Order flow at each of the best ranks between two consecutive clean states of a book, lots: e_n of Cont, Kukanov and
 * Stoikov (2014) at rank m as in Xu, Gould and Howison (2019). A rank is the m-th best distinct price; a level that is
 * missing before or after adds nothing. The first state after a reset emits no flow.
 *
 * <p>A price where an order of ours may be in either of the two states is no rank in both, so that our orders add exactly
 * nothing, whenever we hear of what became of them.
 */
public final class MultiLevelFlow {
    private final int ranks;
    private final Levels bids;
    private final Levels asks;
    private final long[] flowLots;
    private boolean started;

    /**
     * Follows the best {@code ranks} levels of each side.
     *
     * @param ranks at least 1
     */
    public MultiLevelFlow(int ranks) {
        this(ranks, 0);
    }

    /**
     * The same where orders of ours are in the book.
     *
     * @param spare levels a side that may be ours and are replaced by those behind them
     */
    public MultiLevelFlow(int ranks, int spare) {
        if (ranks < 1 || spare < 0) {
            throw new IllegalArgumentException("ranks must be at least 1, was " + ranks);
        }
        this.ranks = ranks;
        bids = new Levels(Side.BUY, ranks, spare);
        asks = new Levels(Side.SELL, ranks, spare);
        flowLots = new long[ranks];
    }

    /** Begins anew: the next state emits no flow. */
    public void reset() {
        started = false;
        bids.clear();
        asks.clear();
        Arrays.fill(flowLots, 0);
    }

    /** Takes the next clean state, neither crossed nor locked; returns whether it emitted flow. */
    public boolean add(OrderBook book) {
        return add(book, OwnPrices.NONE);
    }

    /** The same with orders of ours in it. */
    public boolean add(OrderBook book, OwnPrices own) {
        boolean emitted = started;
        Arrays.fill(flowLots, 0);
        bids.add(book, own, flowLots, emitted);
        asks.add(book, own, flowLots, emitted);
        started = true;
        return emitted;
    }

    public int ranks() {
        return ranks;
    }

    /** What the last state emitted at a rank, 0 being the best; lots, positive for buying. */
    public long flowLots(int rank) {
        return flowLots[rank];
    }

    /** Quantity of both sides at a rank of the last state, lots. */
    public long depthLots(int rank) {
        return bids.depthLots[rank] + asks.depthLots[rank];
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("multiLevelFlow");
        started = visitor.flag("started", started);
        bids.visitState(visitor);
        asks.visitState(visitor);
        for (int rank = 0; rank < ranks; rank++) {
            flowLots[rank] = visitor.int64("flowLots", flowLots[rank]);
        }
        visitor.end();
    }

    /** The best levels of one side as they last were. */
    private static final class Levels {
        private final Side side;
        private final long[] ticks;
        private final long[] lots;
        /** Of the last state by rank; 0 where there is none. */
        private final long[] depthLots;
        /** Prices among them that might have been ours. */
        private final long[] ownTicks;

        private int count;
        private int ownCount;

        Levels(Side side, int ranks, int spare) {
            this.side = side;
            ticks = new long[ranks + spare];
            lots = new long[ranks + spare];
            ownTicks = new long[ranks + spare];
            depthLots = new long[ranks];
        }

        void clear() {
            count = 0;
            ownCount = 0;
            Arrays.fill(depthLots, 0);
        }

        void add(OrderBook book, OwnPrices own, long[] flow, boolean emits) {
            int shown = book.levels(side);
            int before = 0;
            int now = 0;
            for (int rank = 0; rank < flow.length; rank++) {
                while (before < count && (wasOurs(ticks[before]) || own.mayBeOurs(side, ticks[before]))) {
                    before++;
                }
                while (now < shown && (own.mayBeOurs(side, book.priceTicks(side, now)) || wasOurs(book, now))) {
                    now++;
                }
                boolean present = now < shown;
                long newTicks = present ? book.priceTicks(side, now) : Instrument.NO_PRICE;
                long newLots = present ? book.lots(side, now) : 0;
                if (emits && before < count) {
                    flow[rank] += BestLevelFlow.of(side, ticks[before], lots[before], newTicks, newLots);
                }
                depthLots[rank] = newLots;
                before++;
                now++;
            }
            keep(book, own);
        }

        private boolean wasOurs(OrderBook book, int rank) {
            return ownCount > 0 && wasOurs(book.priceTicks(side, rank));
        }

        private boolean wasOurs(long priceTicks) {
            for (int i = 0; i < ownCount; i++) {
                if (ownTicks[i] == priceTicks) {
                    return true;
                }
            }
            return false;
        }

        private void keep(OrderBook book, OwnPrices own) {
            count = StrictMath.min(ticks.length, book.levels(side));
            ownCount = 0;
            for (int i = 0; i < count; i++) {
                ticks[i] = book.priceTicks(side, i);
                lots[i] = book.lots(side, i);
                if (own.mayBeOurs(side, ticks[i])) {
                    ownTicks[ownCount++] = ticks[i];
                }
            }
        }

        void visitState(StateVisitor visitor) {
            count = visitor.length("levels", count, ticks.length);
            for (int i = 0; i < count; i++) {
                ticks[i] = visitor.int64("ticks", ticks[i]);
                lots[i] = visitor.int64("lots", lots[i]);
            }
            ownCount = visitor.length("ours", ownCount, ownTicks.length);
            for (int i = 0; i < ownCount; i++) {
                ownTicks[i] = visitor.int64("ownTicks", ownTicks[i]);
            }
            for (int rank = 0; rank < depthLots.length; rank++) {
                depthLots[rank] = visitor.int64("depthLots", depthLots[rank]);
            }
        }
    }
}
