package dev.flowmaker.report;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.MarketMaker;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One market's part of the report, gathered record by record. */
final class MarketStory {
    /**
     * Columns of the track, in this order: prices in ticks, inventory and money in quanta, flow in ten-thousandths, alpha in
     * millionths of a tick.
     */
    enum Column {
        BID,
        ASK,
        OUR_BID,
        OUR_BID_FAR,
        OUR_ASK,
        OUR_ASK_FAR,
        INVENTORY,
        FLOW,
        ALPHA,
        PROFIT,
        SPREAD,
        HOLDING,
        FEES,
        FUNDING
    }

    /** Rows of the fills' table that can be opened. */
    static final int MOST_FILLS = 20_000;

    private static final int MOST_PLACED = 8_192;

    /** A fill, with what is known of why its order was there; {@code placed} is null when that was not in the journal. */
    record FillRow(
            long sequence,
            long timeNanos,
            long orderId,
            long tradeId,
            Side side,
            long priceTicks,
            long lots,
            Liquidity liquidity,
            int feeAsset,
            long feeQuanta,
            long mid2,
            double flow,
            long inventoryQuanta,
            long ageNanos,
            @Nullable Placed placed) {}

    private final Instrument instrument;
    private final Track track;
    private final Earned earned = new Earned();
    private final Equity equity = new Equity();
    private final Markouts markouts = new Markouts();
    private final QuoteTime quoteTime = new QuoteTime();
    private final OrderCounts orders = new OrderCounts();
    private final Map<String, Histogram> feeds = new LinkedHashMap<>();
    private final List<FillRow> fills = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private final Map<ResetReason, Long> resets = new EnumMap<>(ResetReason.class);
    private final Map<Long, Placed> placedById = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Placed> eldest) {
            return size() > MOST_PLACED;
        }
    };
    private final Map<Integer, Long> otherFees = new LinkedHashMap<>();
    private final long[] row = new long[Column.values().length];
    private final long[] lots = new long[2];
    private final long[] notional = new long[2];
    private final int[] counts = new int[2];
    private int makers;
    private int foreign;
    private long books;
    private long touches;
    private long trades;
    private long decisions;
    private long inventoryQuanta;
    private long leastInventory;
    private long mostInventory;
    private double flow;

    MarketStory(Instrument instrument, int buckets) {
        this.instrument = instrument;
        track = new Track(Column.values().length, buckets);
    }

    void begin(MarketMaker market) {
        earned.begin(market.profitAndLoss());
    }

    /** Sees one of this market's records, and the engine's market after it. */
    void onRecord(Records journal, MarketMaker market) {
        ProfitAndLoss profit = market.profitAndLoss();
        earned.observe(profit);
        equity.observe(journal.timeNanos(), earned.totalQuanta());
        if (journal.kind().family() == MessageKind.Family.INPUT) {
            quoteTime.look(journal.timeNanos(), market);
            inventoryQuanta = market.inventoryQuanta();
            leastInventory = Math.min(leastInventory, inventoryQuanta);
            mostInventory = Math.max(mostInventory, inventoryQuanta);
        }
        switch (journal.kind()) {
            case BOOK_UPDATE -> onBook((BookUpdate) journal.message());
            case TOUCH_UPDATE -> onTouch((TouchUpdate) journal.message());
            case TRADE -> onTrade((Trade) journal.message());
            case FILL -> onFill((Fill) journal.message(), profit);
            case DECISION -> onDecision((Decision) journal.message(), market);
            case PLACE_ORDER -> orders.onPlace((PlaceOrder) journal.message());
            case CANCEL_ORDER -> orders.onCancel(((CancelOrder) journal.message()).orderId, journal.timeNanos());
            case ORDER_ACCEPTED -> orders.onAccepted(((OrderAccepted) journal.message()).orderId, journal.timeNanos());
            case ORDER_CANCELED -> orders.onCanceled(((OrderCanceled) journal.message()).orderId, journal.timeNanos());
            case ORDER_REJECTED -> orders.onRejected(((OrderRejected) journal.message()).orderId);
            default -> {
                // Counted elsewhere.
            }
        }
    }

    private void onBook(BookUpdate update) {
        books++;
        if (update.reset != ResetReason.NONE) {
            resets.merge(update.reset, 1L, Long::sum);
        }
        feed("depth", update.exchangeTimeNanos, update.receiveTimeNanos, update.timeNanos);
    }

    private void onTouch(TouchUpdate update) {
        touches++;
        feed("best prices", update.exchangeTimeNanos, update.receiveTimeNanos, update.timeNanos);
    }

    private void onTrade(Trade trade) {
        trades++;
        feed("trades", trade.exchangeTimeNanos, trade.receiveTimeNanos, trade.timeNanos);
    }

    private void feed(String name, long exchangeNanos, long receiveNanos, long timeNanos) {
        if (exchangeNanos != 0 && receiveNanos != 0) {
            feeds.computeIfAbsent(name + ", venue to process", key -> new Histogram())
                    .add(receiveNanos - exchangeNanos);
        }
        if (receiveNanos != 0) {
            feeds.computeIfAbsent("market data, process to engine", key -> new Histogram())
                    .add(timeNanos - receiveNanos);
        }
    }

    private void onFill(Fill fill, ProfitAndLoss profit) {
        if (fill.orderId == 0) {
            foreign++;
            return;
        }
        // A trade between two of our own orders is two fills with one number.
        if (!seen.add(fill.tradeId * 2 + fill.side.ordinal())) {
            return;
        }
        int side = fill.side.ordinal();
        counts[side]++;
        lots[side] += fill.lots;
        notional[side] += instrument.notionalQuanta(fill.priceTicks, fill.lots);
        makers += fill.liquidity == Liquidity.MAKER ? 1 : 0;
        if (fill.feeAsset != instrument.baseAsset() && fill.feeAsset != instrument.quoteAsset()) {
            otherFees.merge(fill.feeAsset, fill.feeQuanta, Long::sum);
        }
        long age = orders.onFill(fill);
        markouts.onFill(fill);
        if (fills.size() >= MOST_FILLS) {
            // Figures count all of them; the first ones only lose what opens below their row.
            int old = fills.size() - MOST_FILLS;
            fills.set(old, without(fills.get(old)));
        }
        fills.add(new FillRow(
                fill.sequence,
                fill.timeNanos,
                fill.orderId,
                fill.tradeId,
                fill.side,
                fill.priceTicks,
                fill.lots,
                fill.liquidity,
                fill.feeAsset,
                fill.feeQuanta,
                Earned.mid2(profit),
                flow,
                inventoryQuanta,
                age,
                placedById.get(fill.orderId)));
    }

    private static FillRow without(FillRow row) {
        return new FillRow(
                row.sequence,
                row.timeNanos,
                row.orderId,
                row.tradeId,
                row.side,
                row.priceTicks,
                row.lots,
                row.liquidity,
                row.feeAsset,
                row.feeQuanta,
                row.mid2,
                row.flow,
                row.inventoryQuanta,
                row.ageNanos,
                null);
    }

    private void onDecision(Decision decision, MarketMaker market) {
        decisions++;
        if (decision.bidTicks != Instrument.NO_PRICE && decision.askTicks != Instrument.NO_PRICE) {
            markouts.onMid(decision.timeNanos, decision.bidTicks + decision.askTicks);
        }
        for (int i = 0; i < decision.quotes(); i++) {
            QuoteLine quote = decision.quote(i);
            actions.merge(quote.action, 1L, Long::sum);
            if (quote.action == Action.SUPPRESS || quote.action == Action.CANCEL) {
                reasons.merge(quote.reason, 1L, Long::sum);
            }
            if (quote.action == Action.PLACE && quote.orderId != 0) {
                placedById.put(quote.orderId, Placed.of(decision, quote));
            }
        }
        flow = market.flowImbalance();
        sample(decision);
    }

    private void sample(Decision decision) {
        long alpha = 0;
        for (int i = 0; i < decision.signals(); i++) {
            alpha += decision.signal(i).microTicks;
        }
        set(Column.BID, decision.bidTicks);
        set(Column.ASK, decision.askTicks);
        QuoteTime.Ladder bids = quoteTime.ladder(Side.BUY);
        QuoteTime.Ladder asks = quoteTime.ladder(Side.SELL);
        set(Column.OUR_BID, bids.bestTicks);
        set(Column.OUR_BID_FAR, bids.farTicks);
        set(Column.OUR_ASK, asks.bestTicks);
        set(Column.OUR_ASK_FAR, asks.farTicks);
        set(Column.INVENTORY, inventoryQuanta);
        set(Column.FLOW, Math.round(flow * 1e4));
        set(Column.ALPHA, alpha);
        set(Column.PROFIT, earned.totalQuanta());
        set(Column.SPREAD, earned.spreadQuanta());
        set(Column.HOLDING, earned.inventoryQuanta());
        set(Column.FEES, -earned.feesQuanta());
        set(Column.FUNDING, earned.fundingQuanta());
        track.add(decision.timeNanos, row);
    }

    /** No price and no value are the same number. */
    private void set(Column column, long value) {
        row[column.ordinal()] = value;
    }

    void end() {
        markouts.end();
    }

    Instrument instrument() {
        return instrument;
    }

    Track track() {
        return track;
    }

    Earned earned() {
        return earned;
    }

    Equity equity() {
        return equity;
    }

    Markouts markouts() {
        return markouts;
    }

    QuoteTime quoteTime() {
        return quoteTime;
    }

    OrderCounts orders() {
        return orders;
    }

    /** Ages of market data, by what is measured. */
    Map<String, Histogram> feeds() {
        return feeds;
    }

    /** In the order of the journal. */
    List<FillRow> fills() {
        return fills;
    }

    Map<Action, Long> actions() {
        return actions;
    }

    /** Why a quote was not there or was taken away, by decisions. */
    Map<Reason, Long> reasons() {
        return reasons;
    }

    Map<ResetReason, Long> resets() {
        return resets;
    }

    /** Commission in neither base nor quote, by asset, quanta. */
    Map<Integer, Long> otherFees() {
        return otherFees;
    }

    int fills(Side side) {
        return counts[side.ordinal()];
    }

    long lots(Side side) {
        return lots[side.ordinal()];
    }

    long notionalQuanta(Side side) {
        return notional[side.ordinal()];
    }

    long volumeQuanta() {
        return notional[0] + notional[1];
    }

    int makers() {
        return makers;
    }

    /** Trades of others on the account. */
    int foreign() {
        return foreign;
    }

    long books() {
        return books;
    }

    long touches() {
        return touches;
    }

    long trades() {
        return trades;
    }

    long decisions() {
        return decisions;
    }

    long inventoryQuanta() {
        return inventoryQuanta;
    }

    long leastInventory() {
        return leastInventory;
    }

    long mostInventory() {
        return mostInventory;
    }
}
