package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.BestLevelFlow;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import java.util.Arrays;

/**
 * Order flow at each of the best ranks between two consecutive clean states of a book, lots: e_n of Cont, Kukanov and
 * Stoikov (2014) at rank m as in Xu, Gould and Howison (2019). A rank is the m-th best distinct price; a level that is
 * missing before or after adds nothing. The first state after a reset emits no flow.
 */
public final class MultiLevelFlow {
    private final int ranks;
    private final long[] bidTicks;
    private final long[] bidLots;
    private final long[] askTicks;
    private final long[] askLots;
    private final long[] flowLots;
    private boolean started;

    /**
     * Follows the best {@code ranks} levels of each side.
     *
     * @param ranks at least 1
     */
    public MultiLevelFlow(int ranks) {
        if (ranks < 1) {
            throw new IllegalArgumentException("ranks must be at least 1, was " + ranks);
        }
        this.ranks = ranks;
        bidTicks = new long[ranks];
        bidLots = new long[ranks];
        askTicks = new long[ranks];
        askLots = new long[ranks];
        flowLots = new long[ranks];
        reset();
    }

    /** Begins anew: the next state emits no flow. */
    public void reset() {
        started = false;
        Arrays.fill(bidTicks, Instrument.NO_PRICE);
        Arrays.fill(askTicks, Instrument.NO_PRICE);
        Arrays.fill(bidLots, 0);
        Arrays.fill(askLots, 0);
        Arrays.fill(flowLots, 0);
    }

    /** Takes the next clean state, neither crossed nor locked; returns whether it emitted flow. */
    public boolean add(OrderBook book) {
        boolean emitted = started;
        for (int rank = 0; rank < ranks; rank++) {
            long flow = side(book, Side.BUY, rank, bidTicks, bidLots) + side(book, Side.SELL, rank, askTicks, askLots);
            flowLots[rank] = emitted ? flow : 0;
        }
        started = true;
        return emitted;
    }

    private static long side(OrderBook book, Side side, int rank, long[] ticks, long[] lots) {
        boolean present = rank < book.levels(side);
        long newTicks = present ? book.priceTicks(side, rank) : Instrument.NO_PRICE;
        long newLots = present ? book.lots(side, rank) : 0;
        long flow = BestLevelFlow.of(side, ticks[rank], lots[rank], newTicks, newLots);
        ticks[rank] = newTicks;
        lots[rank] = newLots;
        return flow;
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
        return bidLots[rank] + askLots[rank];
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("multiLevelFlow");
        started = visitor.flag("started", started);
        for (int rank = 0; rank < ranks; rank++) {
            bidTicks[rank] = visitor.int64("bidTicks", bidTicks[rank]);
            bidLots[rank] = visitor.int64("bidLots", bidLots[rank]);
            askTicks[rank] = visitor.int64("askTicks", askTicks[rank]);
            askLots[rank] = visitor.int64("askLots", askLots[rank]);
            flowLots[rank] = visitor.int64("flowLots", flowLots[rank]);
        }
        visitor.end();
    }
}
