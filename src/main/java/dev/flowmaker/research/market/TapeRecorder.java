package dev.flowmaker.research.market;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.exchange.Depth;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import dev.flowmaker.journal.Journal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what an outsider sees of the first market of an exchange: a frame of changed levels when asked for, each trade, and
 * the best prices between frames. The accounts' own orders are taken out of the levels; their trades stay.
 */
public final class TapeRecorder implements ExchangeListener {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Journal journal;
    private final boolean touches;
    private final OrderBook told = new OrderBook();
    private final TreeSet<Long> changedBids = new TreeSet<>();
    private final TreeSet<Long> changedAsks = new TreeSet<>();
    private final Map<Long, OrderInfo> ownOrders = new HashMap<>();
    private final BookUpdate update = new BookUpdate();
    private final TouchUpdate touch = new TouchUpdate();
    private final Trade trade = new Trade();
    private @Nullable Exchange exchange;

    /**
     * Writes nothing yet.
     *
     * @param touches whether best prices between the frames are written too
     */
    public TapeRecorder(Journal journal, boolean touches) {
        this.journal = journal;
        this.touches = touches;
    }

    /** Writes the first book. */
    public void begin(Exchange observed, long timeNanos) {
        exchange = observed;
        Depth depth = observed.depth(0);
        for (Side side : Side.values()) {
            for (int rank = 0; rank < depth.levels(side); rank++) {
                changed(side).add(depth.priceTicks(side, rank));
            }
        }
        frame(timeNanos, ResetReason.SNAPSHOT);
    }

    /** Writes what has changed since the last frame. */
    public void frame(long timeNanos) {
        if (!changedBids.isEmpty() || !changedAsks.isEmpty()) {
            frame(timeNanos, ResetReason.NONE);
        }
    }

    private Set<Long> changed(Side side) {
        return side == Side.BUY ? changedBids : changedAsks;
    }

    private void frame(long timeNanos, ResetReason reset) {
        update.market = 0;
        update.timeNanos = timeNanos;
        update.exchangeTimeNanos = millis(timeNanos);
        update.receiveTimeNanos = timeNanos;
        update.updateId = market().lastUpdateId(0);
        update.reset = reset;
        update.levels.clear();
        for (Side side : Side.values()) {
            for (long ticks : changed(side)) {
                long lots = others(side, ticks);
                if (lots != told.lotsAt(side, ticks)) {
                    told.set(side, ticks, lots);
                    update.levels.add(side, ticks, lots);
                }
            }
            changed(side).clear();
        }
        if (update.levels.count() > 0) {
            journal.append(update);
            rememberTouch();
        }
    }

    private Exchange market() {
        Exchange observed = exchange;
        if (observed == null) {
            throw new IllegalStateException("nothing is observed yet");
        }
        return observed;
    }

    /** What is shown at a price without our own orders. */
    private long others(Side side, long ticks) {
        long lots = market().depth(0).lotsAt(side, ticks);
        for (OrderInfo own : ownOrders.values()) {
            if (own.side() == side && own.priceTicks() == ticks) {
                lots -= own.lots() - own.executedLots();
            }
        }
        return lots;
    }

    /** Writes the best prices when they have changed; to be called between two events of the exchange. */
    public void settle(long timeNanos) {
        if (!touches || (changedBids.isEmpty() && changedAsks.isEmpty())) {
            return;
        }
        long bidTicks = touch.bidTicks;
        long bidLots = touch.bidLots;
        long askTicks = touch.askTicks;
        long askLots = touch.askLots;
        rememberTouch();
        if (bidTicks != touch.bidTicks
                || bidLots != touch.bidLots
                || askTicks != touch.askTicks
                || askLots != touch.askLots) {
            touch.market = 0;
            touch.timeNanos = timeNanos;
            touch.exchangeTimeNanos = 0;
            touch.receiveTimeNanos = timeNanos;
            touch.updateId = market().lastUpdateId(0);
            journal.append(touch);
        }
    }

    private void rememberTouch() {
        touch.bidTicks = bestTicks(Side.BUY);
        touch.askTicks = bestTicks(Side.SELL);
        touch.bidLots = touch.bidTicks == Instrument.NO_PRICE ? 0 : others(Side.BUY, touch.bidTicks);
        touch.askLots = touch.askTicks == Instrument.NO_PRICE ? 0 : others(Side.SELL, touch.askTicks);
    }

    private long bestTicks(Side side) {
        return ticks(side, 0);
    }

    /** The price of that rank among the others' orders, 0 the best; NO_PRICE when there is none. */
    public long ticks(Side side, int rank) {
        Depth depth = market().depth(0);
        int left = rank;
        for (int each = 0; each < depth.levels(side); each++) {
            long ticks = depth.priceTicks(side, each);
            if ((ownOrders.isEmpty() || others(side, ticks) > 0) && left-- == 0) {
                return ticks;
            }
        }
        return Instrument.NO_PRICE;
    }

    /** Between the others' best prices, ticks. */
    public double mid() {
        return (ticks(Side.BUY, 0) + ticks(Side.SELL, 0)) / 2.0;
    }

    private static long millis(long nanos) {
        return nanos - nanos % NANOS_PER_MILLI;
    }

    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        changed(side).add(priceTicks);
    }

    @Override
    public void onTrade(
            int market,
            long timeNanos,
            long tradeId,
            long priceTicks,
            long lots,
            boolean buyerIsMaker,
            long buyerVenueOrderId,
            long sellerVenueOrderId) {
        trade.market = 0;
        trade.timeNanos = timeNanos;
        trade.exchangeTimeNanos = millis(timeNanos);
        trade.receiveTimeNanos = timeNanos;
        trade.tradeId = tradeId;
        trade.priceTicks = priceTicks;
        trade.lots = lots;
        trade.aggressor = buyerIsMaker ? Side.SELL : Side.BUY;
        journal.append(trade);
    }

    @Override
    public void onExecution(ExecutionReport report) {
        OrderInfo order = report.order();
        boolean open = order.status() == OrderStatus.NEW || order.status() == OrderStatus.PARTIALLY_FILLED;
        if (open) {
            ownOrders.put(order.venueOrderId(), order);
        } else {
            ownOrders.remove(order.venueOrderId());
        }
        changed(order.side()).add(order.priceTicks());
    }

    @Override
    public void onBalance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {}

    @Override
    public void onFrame(int market, long timeNanos) {}
}
