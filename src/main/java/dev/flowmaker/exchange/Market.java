package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.matching.Book;
import dev.flowmaker.exchange.matching.BookListener;
import dev.flowmaker.exchange.matching.Order;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One market: its book, its numbering, its clients' orders, and the settlement of every trade. */
final class Market implements BookListener, MarketEvents {
    static final int RECENT_TRADES = 1_000;

    final Instrument instrument;
    final Book book;
    /** Of a perpetual; of a spot market nobody ever has one. */
    final Positions positions;

    Rules rules;
    MarketState state = MarketState.OPEN;
    /** When it is to end, 0 when nobody said so. */
    long endsNanos;

    Fees fees;
    private final Ledger ledger;
    private final VenueClock clock;
    private final ExchangeListener listener;
    private List<AccountOrders> orders;
    private final ArrayDeque<TradeInfo> recentTrades = new ArrayDeque<>();

    private boolean listening;
    private long lastUpdateId;
    private long lastVenueOrderId;
    private long lastTradeId;

    private long mark2Ticks = Instrument.NO_PRICE;
    private long recordedMark2Ticks = Instrument.NO_PRICE;
    private long recordedIndex2Ticks = Instrument.NO_PRICE;
    private long recordedRatePpb;

    Market(
            Instrument instrument,
            FillModel fills,
            Fees fees,
            Ledger ledger,
            VenueClock clock,
            int historyLimit,
            ExchangeListener listener) {
        this.instrument = instrument;
        this.book = new Book(this, fills.queue(instrument));
        this.positions = new Positions(instrument, ledger.clients() + 1);
        this.fees = fees;
        rules = Rules.of(instrument);
        this.ledger = ledger;
        this.clock = clock;
        this.listener = listener;
        this.orders = nobodys(historyLimit);
    }

    private List<AccountOrders> nobodys(int historyLimit) {
        return IntStream.range(0, ledger.clients())
                .mapToObj(account -> new AccountOrders(historyLimit))
                .toList();
    }

    /** Clients' orders and all that is known of them are gone, without a word, and numbers begin anew. */
    void reset(int historyLimit) {
        for (AccountOrders account : orders) {
            for (ClientOrder order : account.open()) {
                if (order.resting()) {
                    book.remove(order);
                }
                ledger.unlock(order.account, lockAsset(order.side), order.lockedQuanta);
            }
        }
        orders = nobodys(historyLimit);
        recentTrades.clear();
        lastVenueOrderId = 0;
        lastTradeId = 0;
    }

    /** From here on the listener hears of everything. */
    void open() {
        listening = true;
    }

    void numberFrom(long last) {
        lastUpdateId = last;
        lastVenueOrderId = last;
        lastTradeId = last;
    }

    AccountOrders orders(int account) {
        return orders.get(account);
    }

    long lastUpdateId() {
        return lastUpdateId;
    }

    long lastTradeId() {
        return lastTradeId;
    }

    List<TradeInfo> recentTrades(int limit) {
        return recentTrades.stream()
                .skip(Math.max(0, recentTrades.size() - limit))
                .toList();
    }

    @Override
    public Book book() {
        return book;
    }

    @Override
    public long nextVenueOrderId() {
        return ++lastVenueOrderId;
    }

    @Override
    public void beginsAnew(ResetReason reason) {
        listener.onReset(instrument.market(), clock.nowNanos, reason);
    }

    @Override
    public void frameApplied() {
        listener.onFrame(instrument.market(), clock.nowNanos);
    }

    @Override
    public void touchApplied() {
        listener.onTouch(instrument.market(), clock.nowNanos);
    }

    @Override
    public void submit(Order order, boolean rest) {
        book.take(order);
        if (rest && order.remainingLots() > 0) {
            book.rest(order);
        }
    }

    /** Takes a checked order, trades what it can and rests or ends the rest. */
    void enter(ClientOrder order, long lockQuanta) {
        orders(order.account).add(order);
        ledger.lock(order.account, lockAsset(order.side), lockQuanta);
        order.lockedQuanta = lockQuanta;
        report(order, ExecutionType.NEW, null);
        reportBalance(order.account, lockAsset(order.side));
    }

    void match(ClientOrder order) {
        boolean prevented = book.take(order);
        if (order.status == OrderStatus.FILLED) {
            return;
        }
        if (prevented) {
            end(order, OrderStatus.EXPIRED_IN_MATCH);
        } else if (order.type == OrderType.MARKET || order.timeInForce != TimeInForce.GTC) {
            end(order, OrderStatus.EXPIRED);
        } else {
            book.rest(order);
        }
    }

    /** Ends an order of which something is left, and frees what was bound for it. */
    void end(ClientOrder order, OrderStatus status) {
        if (order.resting()) {
            book.remove(order);
        }
        order.status = status;
        order.updatedNanos = clock.nowNanos;
        ledger.unlock(order.account, lockAsset(order.side), order.lockedQuanta);
        order.lockedQuanta = 0;
        orders(order.account).end(order);
        report(order, status == OrderStatus.CANCELED ? ExecutionType.CANCELED : ExecutionType.EXPIRED, null);
        reportBalance(order.account, lockAsset(order.side));
    }

    int lockAsset(Side side) {
        return side == Side.BUY ? instrument.quoteAsset() : instrument.baseAsset();
    }

    @Override
    public void onLevel(Side side, long priceTicks, long displayedLots) {
        lastUpdateId++;
        if (listening) {
            listener.onLevel(instrument.market(), clock.nowNanos, lastUpdateId, side, priceTicks, displayedLots);
        }
    }

    @Override
    public void onPrevented(Order maker) {
        if (maker instanceof ClientOrder order) {
            end(order, OrderStatus.EXPIRED_IN_MATCH);
        }
    }

    @Override
    public void onRecordedTrade(Side aggressor, long priceTicks, long lots) {
        print(aggressor, priceTicks, lots, 0, 0);
    }

    @Override
    public void onMatch(@Nullable Order maker, @Nullable Order taker, Side aggressor, long priceTicks, long lots) {
        long makerId = maker == null ? 0 : maker.venueOrderId;
        long takerId = taker == null ? 0 : taker.venueOrderId;
        boolean buyerTakes = aggressor == Side.BUY;
        long tradeId =
                print(aggressor, priceTicks, lots, buyerTakes ? takerId : makerId, buyerTakes ? makerId : takerId);
        ClientOrder makingClient = maker instanceof ClientOrder order ? order : null;
        ClientOrder takingClient = taker instanceof ClientOrder order ? order : null;
        if (makingClient == null && takingClient == null) {
            return;
        }
        release(makingClient, lots);
        release(takingClient, lots);
        exchangeAssets(
                buyerTakes ? takingClient : makingClient, buyerTakes ? makingClient : takingClient, priceTicks, lots);
        settle(makingClient, tradeId, priceTicks, lots, true);
        settle(takingClient, tradeId, priceTicks, lots, false);
    }

    private long print(Side aggressor, long priceTicks, long lots, long buyerId, long sellerId) {
        long tradeId = ++lastTradeId;
        boolean buyerIsMaker = aggressor == Side.SELL;
        int market = instrument.market();
        recentTrades.addLast(
                new TradeInfo(market, clock.nowNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerId, sellerId));
        if (recentTrades.size() > RECENT_TRADES) {
            recentTrades.removeFirst();
        }
        if (listening) {
            listener.onTrade(market, clock.nowNanos, tradeId, priceTicks, lots, buyerIsMaker, buyerId, sellerId);
        }
        return tradeId;
    }

    /** Frees what was bound for the lots that trade: of a buy, at its limit. */
    private void release(@Nullable ClientOrder order, long lots) {
        if (order == null || order.lockedQuanta == 0) {
            return;
        }
        long quanta = order.side == Side.BUY
                ? instrument.notionalQuanta(order.limitTicks, lots)
                : Math.multiplyExact(lots, instrument.baseQuantaPerLot());
        ledger.unlock(order.account, lockAsset(order.side), quanta);
        order.lockedQuanta -= quanta;
    }

    private void exchangeAssets(@Nullable ClientOrder buyer, @Nullable ClientOrder seller, long priceTicks, long lots) {
        int buying = buyer == null ? ledger.street() : buyer.account;
        int selling = seller == null ? ledger.street() : seller.account;
        if (instrument.isPerpetual()) {
            if (mark2Ticks == Instrument.NO_PRICE) {
                mark2Ticks = 2 * priceTicks;
            }
            realise(buying, Side.BUY, priceTicks, lots);
            realise(selling, Side.SELL, priceTicks, lots);
            return;
        }
        ledger.pay(buying, selling, instrument.quoteAsset(), instrument.notionalQuanta(priceTicks, lots));
        ledger.pay(selling, buying, instrument.baseAsset(), Math.multiplyExact(lots, instrument.baseQuantaPerLot()));
    }

    private void settle(@Nullable ClientOrder order, long tradeId, long priceTicks, long lots, boolean maker) {
        if (order == null) {
            return;
        }
        long quoteQuanta = instrument.notionalQuanta(priceTicks, lots);
        Fees.Charge charge = fees.charge(order.account, order.side, quoteQuanta, lots, maker, clock.nowNanos);
        ledger.take(order.account, charge.asset(), charge.quanta());
        order.executedQuoteQuanta += quoteQuanta;
        order.updatedNanos = clock.nowNanos;
        order.status = order.remainingLots() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        FillInfo fill = new FillInfo(
                order.account,
                instrument.market(),
                tradeId,
                order.venueOrderId,
                order.clientId,
                order.side,
                priceTicks,
                lots,
                quoteQuanta,
                charge.quanta(),
                charge.asset(),
                maker,
                clock.nowNanos);
        orders(order.account).addFill(fill);
        if (order.status == OrderStatus.FILLED) {
            orders(order.account).end(order);
        }
        report(order, ExecutionType.TRADE, fill);
        reportBalance(order.account, instrument.baseAsset());
        reportBalance(order.account, instrument.quoteAsset());
        if (charge.asset() != instrument.baseAsset() && charge.asset() != instrument.quoteAsset()) {
            reportBalance(order.account, charge.asset());
        }
    }

    private void realise(int account, Side side, long priceTicks, long lots) {
        ledger.settle(account, instrument.quoteAsset(), positions.trade(account, side, priceTicks, lots));
    }

    /** The price at which positions are marked, half ticks, or {@link Instrument#NO_PRICE}. */
    long mark2Ticks() {
        return mark2Ticks;
    }

    /** Marks at what the recording says, else at the mid, else as before; before the first mid at the first trade. */
    void mark() {
        long mid2Ticks = recordedMark2Ticks == Instrument.NO_PRICE ? book.mid2Ticks() : recordedMark2Ticks;
        if (mid2Ticks != Instrument.NO_PRICE) {
            mark2Ticks = mid2Ticks;
        }
    }

    long recordedIndex2Ticks() {
        return recordedIndex2Ticks;
    }

    long recordedRatePpb() {
        return recordedRatePpb;
    }

    @Override
    public void marked(long newMark2Ticks, long newIndex2Ticks, long newRatePpb) {
        recordedMark2Ticks = newMark2Ticks;
        recordedIndex2Ticks = newIndex2Ticks;
        recordedRatePpb = newRatePpb;
    }

    /** Open lots of an account on one side. */
    long openLots(int account, Side side) {
        long sum = 0;
        for (ClientOrder order : orders(account).open()) {
            sum += order.side == side ? order.remainingLots() : 0;
        }
        return sum;
    }

    /** Closes a position by force, as far as the book goes. */
    void close(int account, long heldLots, long number) {
        Side side = heldLots > 0 ? Side.SELL : Side.BUY;
        NewOrder request = NewOrder.market(instrument.market(), FillInfo.FORCED + number, side, Math.abs(heldLots));
        long limit = side == Side.BUY ? Order.ANY_HIGHER : Order.ANY_LOWER;
        ClientOrder order = new ClientOrder(
                account,
                nextVenueOrderId(),
                request,
                limit,
                Math.abs(heldLots),
                SelfTradePrevention.NONE,
                clock.nowNanos);
        enter(order, 0);
        match(order);
    }

    /** Funding of an account was paid. */
    void funded(FundingInfo funding) {
        orders(funding.account()).addFunding(funding);
        listener.onFunding(funding);
        reportBalance(funding.account(), instrument.quoteAsset());
    }

    private void report(ClientOrder order, ExecutionType type, @Nullable FillInfo fill) {
        listener.onExecution(new ExecutionReport(clock.nowNanos, type, order.info(), fill));
    }

    private void reportBalance(int account, int asset) {
        if (instrument.isPerpetual() && asset == instrument.baseAsset()) {
            listener.onPosition(account, clock.nowNanos, asset, positions.held(account), positions.cost(account));
            return;
        }
        listener.onBalance(account, clock.nowNanos, asset, ledger.free(account, asset), ledger.locked(account, asset));
    }
}
