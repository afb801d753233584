package dev.flowmaker.research.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.research.study.TapeScan;

/**
 * Collects of a span of a tape what its facts are made of: on a grid of 100 ms the mid, the flow and the takers' orders;
 * the sizes of orders; and the book's shape, weighed by time. Trades of one side and one millisecond are one taker's order.
 */
final class MarketScan implements TapeScan.Listener {
    static final double STEP_SECONDS = 0.1;
    private static final long STEP_NANOS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long fromNanos;
    private final long untilNanos;
    private final ShapeMeter shape = new ShapeMeter();
    private final Doubles mid = new Doubles();
    private final Doubles flowLots = new Doubles();
    private final Doubles takers = new Doubles();
    private final Doubles takerLots = new Doubles();
    private final Doubles signs = new Doubles();
    private boolean begun;
    private long gridNanos;
    private long firstNanos;
    private long lastNanos;
    private double lastMid;
    private double openFlow;
    private int openTakers;
    private long takerNanos = Long.MIN_VALUE;
    private Side takerSide = Side.BUY;
    private double openLots;

    MarketScan(long fromNanos, long untilNanos) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    @Override
    public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
        if (timeNanos < fromNanos || timeNanos > untilNanos) {
            return;
        }
        if (begun) {
            closeSteps(timeNanos);
            shape.passed((timeNanos - lastNanos) / NANOS_PER_SECOND);
        } else {
            begun = true;
            firstNanos = timeNanos;
            gridNanos = (Math.floorDiv(timeNanos - 1, STEP_NANOS) + 1) * STEP_NANOS;
        }
        lastNanos = timeNanos;
        lastMid = (book.bestTicks(Side.BUY) + book.bestTicks(Side.SELL)) / 2.0;
        if (emitted && timeNanos > gridNanos - STEP_NANOS) {
            openFlow += flow.flowLots(0);
        }
        shape.state(book, emitted);
    }

    /** Ends all steps whose end lies before this time. */
    private void closeSteps(long timeNanos) {
        while (gridNanos < timeNanos) {
            mid.add(lastMid);
            flowLots.add(openFlow);
            takers.add(openTakers);
            openFlow = 0;
            openTakers = 0;
            gridNanos += STEP_NANOS;
        }
    }

    @Override
    public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
        if (!begun || timeNanos > untilNanos) {
            return;
        }
        if (timeNanos == takerNanos && aggressor == takerSide) {
            openLots += lots;
            return;
        }
        endTaker();
        closeSteps(timeNanos);
        takerNanos = timeNanos;
        takerSide = aggressor;
        openLots = lots;
        int behind = (int) Math.min(mid.size(), Math.max(0, (gridNanos - timeNanos) / STEP_NANOS));
        if (behind == 0) {
            openTakers++;
        } else {
            takers.addTo(mid.size() - behind, 1);
        }
    }

    private void endTaker() {
        if (openLots > 0) {
            takerLots.add(openLots);
            signs.add(takerSide.sign());
            openLots = 0;
        }
    }

    void finish() {
        endTaker();
    }

    ShapeMeter shape() {
        return shape;
    }

    /** The mid at each step's end, ticks. */
    Doubles mid() {
        return mid;
    }

    /** Best-level flow in each step, lots. */
    Doubles flowLots() {
        return flowLots;
    }

    /** Takers' orders in each step. */
    Doubles takers() {
        return takers;
    }

    Doubles takerLots() {
        return takerLots;
    }

    /** 1 of a buyer, −1 of a seller, order by order. */
    Doubles signs() {
        return signs;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    double seconds() {
        return (lastNanos - firstNanos) / NANOS_PER_SECOND;
    }
}
