package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.venue.ClientOrderIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the exchange does into the engine's events and sends them on their way. The venue's times are whole
 * milliseconds, as Binance tells them.
 */
final class VenueEvents implements ExchangeListener {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Timeline timeline;
    private final Lines lines;
    private final RequestGate gate;
    private final ClientOrderIds ids;
    private final int account;
    private final ExchangeListener observer;
    /** By market; empty until {@link #follow}. */
    private final List<TopLevels> books = new ArrayList<>();
    /** Why the next frame is a new beginning. */
    private final List<ResetReason> resets = new ArrayList<>();

    /** By market; null where the touch is not followed. */
    private final List<@Nullable ToldTouch> touches = new ArrayList<>();

    private @Nullable Exchange exchange;

    VenueEvents(
            Timeline timeline,
            Lines lines,
            RequestGate gate,
            ClientOrderIds ids,
            int account,
            ExchangeListener observer) {
        this.timeline = timeline;
        this.lines = lines;
        this.gate = gate;
        this.ids = ids;
        this.account = account;
        this.observer = observer;
    }

    /**
     * Follows the market's best levels from now on; their first update is the whole of them.
     *
     * @param touch whether its best prices are followed too, between those updates
     */
    void follow(Exchange followed, int market, int levels, boolean touch) {
        exchange = followed;
        books.add(new TopLevels(followed.depth(market), levels));
        resets.add(ResetReason.NONE);
        touches.add(touch ? new ToldTouch(followed.depth(market)) : null);
    }

    /** The exchange is between two events: tells the best prices where they moved and no frame told them. */
    void settle(long timeNanos) {
        for (int market = 0; market < touches.size(); market++) {
            ToldTouch touch = touches.get(market);
            if (touch != null && touch.moved()) {
                TouchUpdate update = new TouchUpdate();
                update.market = market;
                update.receiveTimeNanos = lines.marketData.arrivalNanos(timeNanos);
                update.updateId = Objects.requireNonNull(exchange).lastUpdateId(market);
                touch.fill(update);
                timeline.toEngine(update, timeNanos, update.receiveTimeNanos);
            }
        }
    }

    /** Sends what changed in a market's best levels since the last time. */
    void sendBook(int market, long timeNanos, ResetReason reset) {
        BookUpdate update = new BookUpdate();
        update.market = market;
        update.exchangeTimeNanos = millis(timeNanos);
        update.receiveTimeNanos = lines.marketData.arrivalNanos(timeNanos);
        update.updateId = Objects.requireNonNull(exchange).lastUpdateId(market);
        update.reset = reset;
        books.get(market).changes(update.levels);
        ToldTouch touch = touches.get(market);
        if (touch != null) {
            touch.moved();
        }
        timeline.toEngine(update, timeNanos, update.receiveTimeNanos);
    }

    static long millis(long nanos) {
        return nanos - nanos % NANOS_PER_MILLI;
    }

    @Override
    public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
        observer.onLevel(market, timeNanos, updateId, side, priceTicks, displayedLots);
    }

    @Override
    public void onReset(int market, long timeNanos, ResetReason reason) {
        observer.onReset(market, timeNanos, reason);
        resets.set(market, reason);
    }

    @Override
    public void onFrame(int market, long timeNanos) {
        observer.onFrame(market, timeNanos);
        ResetReason reset = resets.set(market, ResetReason.NONE);
        if (reset != ResetReason.NONE) {
            books.get(market).forget();
        }
        sendBook(market, timeNanos, reset);
    }

    @Override
    public void onTouch(int market, long timeNanos) {
        observer.onTouch(market, timeNanos);
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
        observer.onTrade(
                market, timeNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerVenueOrderId, sellerVenueOrderId);
        Trade trade = new Trade();
        trade.market = market;
        trade.exchangeTimeNanos = millis(timeNanos);
        trade.receiveTimeNanos = lines.marketData.arrivalNanos(timeNanos);
        trade.tradeId = tradeId;
        trade.priceTicks = priceTicks;
        trade.lots = lots;
        trade.aggressor = buyerIsMaker ? Side.SELL : Side.BUY;
        Objects.requireNonNull(exchange).tellRecorded(trade);
        timeline.toEngine(trade, timeNanos, trade.receiveTimeNanos);
    }

    @Override
    public void onExecution(ExecutionReport report) {
        observer.onExecution(report);
        OrderInfo order = report.order();
        boolean forced = order.clientId().startsWith(FillInfo.FORCED);
        if (order.account() != account || (forced && report.type() != ExecutionType.TRADE)) {
            return;
        }
        FillInfo first = report.fill();
        if (first != null && first.lots() == order.executedLots()) {
            gate.returned(report.timeNanos());
        }
        Message event = switch (report.type()) {
            case NEW -> accepted(order);
            case TRADE -> fill(Objects.requireNonNull(report.fill()), Source.STREAM);
            case CANCELED -> ended(order, CancelReason.REQUESTED);
            case EXPIRED -> ended(order, CancelReason.EXPIRED);
        };
        timeline.toEngine(event, report.timeNanos(), lines.execution.arrivalNanos(report.timeNanos()));
    }

    private OrderAccepted accepted(OrderInfo order) {
        OrderAccepted event = new OrderAccepted();
        event.market = order.market();
        event.orderId = ids.orderId(order.clientId());
        event.exchangeTimeNanos = millis(order.updatedNanos());
        event.venueOrderId = order.venueOrderId();
        return event;
    }

    Fill fill(FillInfo fill, Source source) {
        Fill event = new Fill();
        event.market = fill.market();
        event.orderId = ids.orderId(fill.clientId());
        event.exchangeTimeNanos = millis(fill.timeNanos());
        event.tradeId = fill.tradeId();
        event.side = fill.side();
        event.priceTicks = fill.priceTicks();
        event.lots = fill.lots();
        event.liquidity = fill.isForced() ? Liquidity.LIQUIDATION : fill.maker() ? Liquidity.MAKER : Liquidity.TAKER;
        event.feeAsset = fill.commissionAsset();
        event.feeQuanta = fill.commissionQuanta();
        event.source = source;
        return event;
    }

    private OrderCanceled ended(OrderInfo order, CancelReason reason) {
        OrderCanceled event = new OrderCanceled();
        event.market = order.market();
        event.orderId = ids.orderId(order.clientId());
        event.exchangeTimeNanos = millis(order.updatedNanos());
        event.reason = reason;
        event.filledLots = order.executedLots();
        return event;
    }

    @Override
    public void onBalance(int changedAccount, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
        observer.onBalance(changedAccount, timeNanos, asset, freeQuanta, lockedQuanta);
        if (changedAccount == account) {
            Balance event = balance(timeNanos, asset, freeQuanta, lockedQuanta, Source.STREAM);
            timeline.toEngine(event, timeNanos, lines.execution.arrivalNanos(timeNanos));
        }
    }

    static Balance balance(long timeNanos, int asset, long freeQuanta, long lockedQuanta, Source source) {
        Balance event = new Balance();
        event.exchangeTimeNanos = millis(timeNanos);
        event.asset = asset;
        event.freeQuanta = freeQuanta;
        event.lockedQuanta = lockedQuanta;
        event.source = source;
        return event;
    }

    @Override
    public void onPosition(int changedAccount, long timeNanos, int asset, long quanta, long costQuanta) {
        observer.onPosition(changedAccount, timeNanos, asset, quanta, costQuanta);
        if (changedAccount == account) {
            Balance event = balance(timeNanos, asset, quanta, 0, Source.STREAM);
            event.costQuanta = costQuanta;
            timeline.toEngine(event, timeNanos, lines.execution.arrivalNanos(timeNanos));
        }
    }

    @Override
    public void onFunding(FundingInfo funding) {
        observer.onFunding(funding);
        if (funding.account() == account) {
            long timeNanos = funding.timeNanos();
            timeline.toEngine(funding(funding, Source.STREAM), timeNanos, lines.execution.arrivalNanos(timeNanos));
        }
    }

    static Funding funding(FundingInfo funding, Source source) {
        Funding event = new Funding();
        event.market = funding.market();
        event.exchangeTimeNanos = millis(funding.timeNanos());
        event.fundingTimeNanos = funding.timeNanos();
        event.ratePpb = funding.ratePpb();
        event.mark2Ticks = funding.mark2Ticks();
        event.quanta = funding.quanta();
        event.source = source;
        return event;
    }

    @Override
    public void onMark(int market, long timeNanos, long mark2Ticks, long index2Ticks, long ratePpb, long fundingNanos) {
        observer.onMark(market, timeNanos, mark2Ticks, index2Ticks, ratePpb, fundingNanos);
        MarkPrice event = new MarkPrice();
        event.market = market;
        event.exchangeTimeNanos = millis(timeNanos);
        event.receiveTimeNanos = lines.marketData.arrivalNanos(timeNanos);
        event.mark2Ticks = mark2Ticks;
        event.index2Ticks = index2Ticks;
        event.ratePpb = ratePpb;
        event.fundingTimeNanos = fundingNanos;
        timeline.toEngine(event, timeNanos, event.receiveTimeNanos);
    }
}
