package dev.flowmaker.core.signal;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.WithdrawnFlow;
import org.jspecify.annotations.Nullable;

/**
 * All signals of one market, fed with clean states of its book and with trades, in event time. After the chain of states
 * broke every signal is 0, the first state adds nothing, and they stay 0 until the book is good again; what was learned
 * from the past (volatility, intensity, the integrated flow's weights) stays as it was.
 */
public final class Signals implements SignalVector, WithdrawnFlow {
    /** Levels a side that may hold orders of ours before ranks are missing. */
    private static final int SPARE = 12;

    private final SignalKind[] kinds;
    private final int[] ranks;
    private final FlowImbalance flow;
    private final IntervalFlow interval;
    private final @Nullable MultiLevelFlow multiLevel;
    private final LevelFlows levels;
    private final IntegratedFlow integrated;
    private final TradeImbalance trades;
    private final QueueImbalance queue = new QueueImbalance();
    private final WeightedMid weightedMid = new WeightedMid();
    private final @Nullable MicroPrice microPrice;
    private final Volatility volatility;
    private final FillIntensity intensity;
    private final double eventCap;
    private boolean good;

    public Signals(SignalSettings settings) {
        eventCap = settings.flow().eventCap();
        int width = settings.width();
        kinds = new SignalKind[width];
        ranks = new int[width];
        int index = 0;
        for (SignalKind kind : settings.use()) {
            for (int rank = 0; rank < settings.width(kind); rank++) {
                kinds[index] = kind;
                ranks[index++] = rank;
            }
        }
        boolean deep =
                settings.use().contains(SignalKind.LEVEL_FLOW) || settings.use().contains(SignalKind.INTEGRATED_FLOW);
        flow = new FlowImbalance(settings.flow());
        interval = new IntervalFlow(settings.intervalNanos(), settings.flow().eventCap());
        multiLevel = deep ? new MultiLevelFlow(settings.ranks(), SPARE) : null;
        levels = new LevelFlows(settings.flow(), settings.ranks());
        integrated = new IntegratedFlow(settings.integrated(), settings.ranks());
        trades = new TradeImbalance(settings.flow().halfLifeNanos());
        microPrice = settings.microPrice().ticks().isEmpty() ? null : new MicroPrice(settings.microPrice());
        volatility = Volatility.of(settings.volatility());
        intensity = new FillIntensity(settings.intensity());
    }

    /** The chain of states broke. */
    public void restart() {
        good = false;
        flow.reset();
        interval.reset();
        if (multiLevel != null) {
            multiLevel.reset();
        }
        levels.reset();
        integrated.reset();
        trades.reset();
        queue.reset();
        weightedMid.reset();
        if (microPrice != null) {
            microPrice.reset();
        }
        volatility.reset();
        intensity.reset();
    }

    /**
     * Takes the next clean state that a depth frame made.
     *
     * @param isGood whether there were enough of them since the last break
     */
    public void onState(long timeNanos, MarketBook book, boolean isGood) {
        onTouch(timeNanos, book, isGood);
        if (multiLevel != null) {
            multiLevel.add(book.raw(), book);
            levels.add(timeNanos, multiLevel);
            integrated.add(timeNanos, multiLevel, levels);
        }
    }

    /**
     * Takes the next clean state of the touch alone: signals of many levels stay as the last frame left them. Depth and the
     * queues are what has stood for the book's minimum life; flow is all of it.
     */
    public void onTouch(long timeNanos, MarketBook book, boolean isGood) {
        good = isGood;
        long bids = book.standingLots(Side.BUY, timeNanos);
        long asks = book.standingLots(Side.SELL, timeNanos);
        flow.add(timeNanos, book.flowLots(), bids, asks);
        interval.add(timeNanos, book.flowLots(), flow.depth());
        if (book.touchKnown()) {
            setTouch(bids, asks, book.askTicks() - book.bidTicks());
        }
        volatility.onMid(timeNanos, book.mid2Ticks());
        intensity.onMid(timeNanos, book.mid2Ticks());
    }

    /** While our own size is in doubt these keep what they last knew: our order must not look like a queue that shrank. */
    private void setTouch(long bidLots, long askLots, long spreadTicks) {
        queue.set(bidLots, askLots);
        weightedMid.set(bidLots, askLots, spreadTicks);
        if (microPrice != null) {
            microPrice.set(bidLots, askLots, spreadTicks);
        }
    }

    /** Takes a trade. Before there is a depth to measure it by it says nothing. */
    public void onTrade(long timeNanos, Side aggressor, long priceTicks, long lots) {
        if (flow.depth().lots() > 0) {
            trades.add(timeNanos, aggressor, (long) flow.depth().cut(lots, eventCap));
        }
        intensity.onTrade(timeNanos, aggressor, priceTicks);
    }

    @Override
    public void withdraw(long timeNanos, long lots) {
        flow.withdraw(timeNanos, lots);
        interval.withdraw(timeNanos, lots, flow.depth());
    }

    @Override
    public int size() {
        return kinds.length;
    }

    public SignalKind kind(int index) {
        return kinds[index];
    }

    /** Rank of a signal that has one for each, 0 the best; 0 for the others. */
    public int rank(int index) {
        return ranks[index];
    }

    /** Whether signals say something: enough clean states since the last break. */
    public boolean good() {
        return good;
    }

    @Override
    public double valueAt(int index, long timeNanos) {
        if (!good) {
            return 0;
        }
        return switch (kinds[index]) {
            case ORDER_FLOW_IMBALANCE -> flow.valueAt(timeNanos);
            case BEST_LEVEL_FLOW -> interval.valueAt(timeNanos, flow.depth());
            case LEVEL_FLOW -> levels.valueAt(ranks[index], timeNanos);
            case INTEGRATED_FLOW -> integrated.valueAt(timeNanos, levels);
            case TRADE_IMBALANCE -> trades.valueAt(timeNanos, flow.depth());
            case QUEUE_IMBALANCE -> queue.value();
            case MICRO_PRICE -> microPrice == null ? weightedMid.valueTicks() : microPrice.valueTicks();
            case ALPHA_CAP -> throw new IllegalStateException("the cap is no signal");
        };
    }

    /** Decayed best-level imbalance, whatever enters the vector. */
    public double flowImbalanceAt(long timeNanos) {
        return good ? flow.valueAt(timeNanos) : 0;
    }

    /** Ticks per square root of a second; 0 while not known. */
    public double volatility() {
        return good ? volatility.value() : 0;
    }

    /** A of the fill intensity, per second; 0 while not known. */
    public double intensity() {
        return good ? intensity.a() : 0;
    }

    /** k of the fill intensity, per tick; 0 while not known. */
    public double intensityDecay() {
        return good ? intensity.k() : 0;
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("signals");
        good = visitor.flag("good", good);
        flow.visitState(visitor);
        interval.visitState(visitor);
        if (multiLevel != null) {
            multiLevel.visitState(visitor);
            levels.visitState(visitor);
            integrated.visitState(visitor);
        }
        trades.visitState(visitor);
        queue.visitState(visitor);
        weightedMid.visitState(visitor);
        if (microPrice != null) {
            microPrice.visitState(visitor);
        }
        volatility.visitState(visitor);
        intensity.visitState(visitor);
        visitor.end();
    }
}
