package dev.flowmaker.exchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.capture.CaptureSource;
import dev.flowmaker.exchange.matching.Book;
import dev.flowmaker.exchange.matching.Order;
import dev.flowmaker.exchange.matching.Taking;
import dev.flowmaker.exchange.synthetic.FlowSource;
import dev.flowmaker.exchange.tape.LiveSource;
import dev.flowmaker.exchange.tape.TapeFindings;
import dev.flowmaker.exchange.tape.TapeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The exchange: markets, accounts and their orders. Single-threaded; time is an argument and never goes back. A request
 * at a time comes after every event of the market sources at or before it. What happens is told to the listener before
 * the call that caused it returns.
 *
 * <p>Money: a limit buy binds its value at its limit, a sell its base quantity; a market order binds nothing and is
 * refused when what it would trade now is not covered. Commission is taken from what is received, base of a buyer and
 * quote of a seller, or as the market's {@link FeeSchedule} says, at the rate of the maker or taker, rounded towards zero.
 * Of perpetuals nothing is bought and nothing bound: trades change positions, realise gains and losses in the wallet of
 * what they are settled in, and need margin, for which see {@link Clearing}. Participants of the market sources have
 * credit without limit.
 */
public final class Exchange implements AutoCloseable {
    private final ExchangeSettings settings;
    private final Ledger ledger;
    private final List<Market> markets = new ArrayList<>();
    private final List<PausableSource> sources = new ArrayList<>();
    private final VenueClock clock;
    private final ExchangeListener listener;
    private final Clearing clearing;

    /**
     * Opens the market sources and builds their first books; the listener hears nothing of that.
     *
     * @throws dev.flowmaker.exchange.capture.CaptureException when a capture cannot be played
     */
    public Exchange(ExchangeSettings settings, ExchangeListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.clock = new VenueClock(settings.startNanos());
        this.ledger = new Ledger(settings.assets(), settings.accounts());
        Fees.Volumes volumes = new Fees.Volumes(settings.assets().size(), settings.accounts(), settings.startNanos());
        for (MarketSetup setup : settings.markets()) {
            Fees fees = new Fees(setup.instrument(), setup.fees(), volumes, ledger, settings.assets(), markets);
            Market market = new Market(
                    setup.instrument(), setup.fills(), fees, ledger, clock, settings.historyLimit(), listener);
            markets.add(market);
            sources.add(new PausableSource(open(setup, market)));
            market.open();
        }
        markets.forEach(Market::mark);
        clearing = new Clearing(settings.markets(), markets, ledger, clock, listener);
    }

    private Source open(MarketSetup setup, MarketEvents market) {
        if (setup.source() instanceof MarketSource.Capture capture) {
            return new CaptureSource(capture, setup.instrument(), settings.startNanos(), market);
        }
        if (setup.source() instanceof MarketSource.Tape tape) {
            return new TapeSource(tape, setup.instrument(), settings.startNanos(), market);
        }
        if (setup.source() instanceof MarketSource.Live live) {
            return new LiveSource(live.feed(), market);
        }
        if (setup.source() instanceof MarketSource.Synthetic synthetic) {
            return new FlowSource(synthetic.settings(), setup.instrument(), settings.startNanos(), market);
        }
        if (setup.source() instanceof MarketSource.Made made) {
            return made.maker().open(setup.instrument(), settings.startNanos(), market);
        }
        return new QuietSource();
    }

    public ExchangeSettings settings() {
        return settings;
    }

    /** Orders, trades and changes of books from here on have numbers above this: for a market that goes on from another. */
    public void numberFrom(long last) {
        markets.forEach(market -> market.numberFrom(last));
    }

    /**
     * An account holds a position in a perpetual as it did elsewhere, marked as the market says now: for a market that goes on
     * from another.
     *
     * @param costQuanta what it cost, with a sign, quanta of the settlement
     */
    public void goOnWith(int account, int market, long quanta, long costQuanta) {
        markets.get(market).positions.goOnWith(account, quanta, costQuanta);
        markets.get(market).mark();
    }

    /** Pays funding of a perpetual now, at its mark and the rate that another venue paid at. */
    public void fund(int market, long ratePpb, long fundingNanos) {
        markets.get(market).mark();
        if (markets.get(market).mark2Ticks() != Instrument.NO_PRICE) {
            clearing.pay(markets.get(market), ratePpb, fundingNanos);
        }
    }

    /** Venue time reached, UTC nanoseconds. */
    public long nowNanos() {
        return clock.nowNanos;
    }

    /**
     * Runs the events of the market sources with time at or before {@code timeNanos}, in time order; of equal times the
     * lower market's first, and after them the marking of perpetuals.
     *
     * @throws dev.flowmaker.exchange.capture.CaptureException when a capture turns out to be broken
     */
    public void advanceTo(long timeNanos) {
        if (timeNanos < clock.nowNanos) {
            throw new IllegalArgumentException("time goes back from " + clock.nowNanos + " to " + timeNanos);
        }
        for (long next = nextEventNanos(); next <= timeNanos; next = nextEventNanos()) {
            clock.nowNanos = next;
            int source = earliest();
            if (source >= 0 && sources.get(source).nextEventNanos() == next) {
                sources.get(source).runNext();
            } else {
                clearing.run();
            }
        }
        clock.nowNanos = timeNanos;
    }

    private int earliest() {
        int earliest = -1;
        long earliestNanos = Long.MAX_VALUE;
        for (int i = 0; i < sources.size(); i++) {
            long nanos = sources.get(i).nextEventNanos();
            if (nanos < earliestNanos) {
                earliestNanos = nanos;
                earliest = i;
            }
        }
        return earliest;
    }

    /** Time of the next event of a market source or marking of perpetuals, Long.MAX_VALUE when there is none. */
    public long nextEventNanos() {
        int next = earliest();
        long source = next < 0 ? Long.MAX_VALUE : sources.get(next).nextEventNanos();
        return Math.min(source, clearing.nextNanos());
    }

    /** Whether every market source has come to its end: true after the last line of the captures, never for others. */
    public boolean ended() {
        // Asked at every step of a session.
        for (Source source : sources) {
            if (!source.ended()) {
                return false;
            }
        }
        return true;
    }

    /** Places an order for an account. */
    public PlaceResult place(int account, NewOrder order, long timeNanos) {
        return place(account, order, false, timeNanos);
    }

    /**
     * The same at a venue that takes a LIMIT_MAKER in before it looks whether it would take: such an order is entered and
     * ends at once as {@link OrderStatus#POST_ONLY}.
     */
    public PlaceResult placeOrEnd(int account, NewOrder order, long timeNanos) {
        return place(account, order, true, timeNanos);
    }

    private PlaceResult place(int account, NewOrder order, boolean takesIn, long timeNanos) {
        advanceTo(timeNanos);
        Market market = at(order.market());
        Entry prepared = prepare(market, account, order);
        boolean ends = takesIn && prepared.reject == Reject.WOULD_TAKE;
        Entry entry = ends ? new Entry(null, order.lots(), 0, false) : prepared;
        if (entry.reject != null) {
            return PlaceResult.refused(entry.reject);
        }
        ClientOrder entered = newOrder(account, order, entry.lots, market.nextVenueOrderId());
        long firstTrade = market.lastTradeId() + 1;
        market.enter(entered, entry.lockQuanta);
        if (entry.fillable) {
            market.match(entered);
        } else {
            market.end(entered, ends ? OrderStatus.POST_ONLY : OrderStatus.EXPIRED);
        }
        List<FillInfo> fills = market.orders(account).fillsFrom(firstTrade, Integer.MAX_VALUE).stream()
                .filter(fill -> fill.venueOrderId() == entered.venueOrderId)
                .toList();
        return new PlaceResult(null, entered.info(), fills);
    }

    /** Whether {@link #place} would refuse this now, and why; changes nothing. */
    public @Nullable Reject check(int account, NewOrder order) {
        return prepare(at(order.market()), account, order).reject;
    }

    /** What becomes of an order at the door. */
    private record Entry(@Nullable Reject reject, long lots, long lockQuanta, boolean fillable) {
        static Entry refused(Reject reject) {
            return new Entry(reject, 0, 0, false);
        }
    }

    private Entry prepare(Market market, int account, NewOrder order) {
        AccountOrders orders = market.orders(account);
        if (market.state != MarketState.OPEN) {
            return Entry.refused(Reject.MARKET_CLOSED);
        }
        if (orders.findOpen(OrderRef.clientId(order.clientId())) != null) {
            return Entry.refused(Reject.DUPLICATE_CLIENT_ID);
        }
        if (order.clientId().startsWith(FillInfo.FORCED)) {
            return Entry.refused(Reject.RESERVED_CLIENT_ID);
        }
        if (order.type() == OrderType.MARKET) {
            return prepareMarket(market, account, order);
        }
        Reject broken = OrderFilters.check(market.instrument, order);
        broken = broken == null ? market.rules.check(market.instrument, order) : broken;
        if (broken != null) {
            return Entry.refused(broken);
        }
        if (orders.openCount() >= settings.maxOpenOrders()) {
            return Entry.refused(Reject.MAX_NUM_ORDERS);
        }
        boolean perpetual = market.instrument.isPerpetual();
        if (perpetual && !clearing.allows(account, market, order.side(), order.lots(), order.priceTicks())) {
            return Entry.refused(Reject.INSUFFICIENT_MARGIN);
        }
        long lockQuanta = perpetual
                ? 0
                : order.side() == Side.BUY
                        ? market.instrument.notionalQuanta(order.priceTicks(), order.lots())
                        : Math.multiplyExact(order.lots(), market.instrument.baseQuantaPerLot());
        if (!perpetual && lockQuanta > ledger.free(account, market.lockAsset(order.side()))) {
            return Entry.refused(Reject.INSUFFICIENT_BALANCE);
        }
        if (order.type() == OrderType.LIMIT_MAKER && market.book.crosses(order.side(), order.priceTicks())) {
            return Entry.refused(Reject.WOULD_TAKE);
        }
        boolean fillable = order.timeInForce() != TimeInForce.FOK
                || taking(market, account, order, order.lots(), Long.MAX_VALUE).lots() == order.lots();
        return new Entry(null, order.lots(), lockQuanta, fillable);
    }

    private Entry prepareMarket(Market market, int account, NewOrder order) {
        Instrument instrument = market.instrument;
        if (!OrderFilters.countable(instrument, order.lots()) || !market.rules.takes(order.lots())) {
            return Entry.refused(Reject.MARKET_LOT_SIZE);
        }
        boolean byQuote = order.quoteQuanta() > 0;
        if (instrument.isPerpetual()) {
            return preparePerpetual(market, account, order, byQuote);
        }
        long wanted = byQuote ? instrument.maxLots() : order.lots();
        Taking taking = taking(market, account, order, wanted, byQuote ? order.quoteQuanta() : Long.MAX_VALUE);
        long lots = byQuote ? taking.lots() : wanted;
        boolean nothingThere = market.book.levels(order.side().opposite()) == 0;
        Reject broken = nothingThere ? null : OrderFilters.checkMarket(instrument, lots, taking.quanta());
        if (broken != null) {
            return Entry.refused(broken);
        }
        boolean covered = order.side() == Side.BUY
                ? taking.quanta() <= ledger.free(account, instrument.quoteAsset())
                : Math.multiplyExact(lots, instrument.baseQuantaPerLot())
                        <= ledger.free(account, instrument.baseAsset());
        return covered ? new Entry(null, lots, 0, true) : Entry.refused(Reject.INSUFFICIENT_BALANCE);
    }

    /** A market order in a perpetual is in contracts. */
    private Entry preparePerpetual(Market market, int account, NewOrder order, boolean byQuote) {
        long best = market.book.bestTicks(order.side().opposite());
        if (byQuote || order.lots() < market.instrument.minLots() || order.lots() > market.instrument.maxLots()) {
            return Entry.refused(Reject.MARKET_LOT_SIZE);
        }
        boolean allowed =
                best == Instrument.NO_PRICE || clearing.allows(account, market, order.side(), order.lots(), best);
        return allowed ? new Entry(null, order.lots(), 0, true) : Entry.refused(Reject.INSUFFICIENT_MARGIN);
    }

    private Taking taking(Market market, int account, NewOrder order, long lots, long maxQuanta) {
        ClientOrder wouldBe = newOrder(account, order, lots, 0);
        // Only lots are asked for of an inverse perpetual, the value of which is no multiple of its price.
        boolean inverse = market.instrument.contract().isInverse();
        return market.book.preview(wouldBe, inverse ? 1 : market.instrument.quoteQuantaPerLotTick(), maxQuanta);
    }

    private ClientOrder newOrder(int account, NewOrder order, long lots, long venueOrderId) {
        SelfTradePrevention asked = order.selfTradePrevention();
        long limit = order.type() != OrderType.MARKET
                ? order.priceTicks()
                : order.side() == Side.BUY ? Order.ANY_HIGHER : Order.ANY_LOWER;
        return new ClientOrder(
                account,
                venueOrderId,
                order,
                limit,
                lots,
                asked == null ? settings.selfTradePrevention() : asked,
                clock.nowNanos);
    }

    /** Cancels one open order of an account. */
    public CancelResult cancel(int account, int market, OrderRef ref, long timeNanos) {
        advanceTo(timeNanos);
        ClientOrder order = at(market).orders(account).findOpen(ref);
        if (order == null) {
            return CancelResult.refused(Reject.UNKNOWN_ORDER);
        }
        cancel(order);
        return new CancelResult(null, order.info());
    }

    private void cancel(ClientOrder order) {
        at(order.market).end(order, OrderStatus.CANCELED);
    }

    /** Cancels every open order of an account in a market, the oldest first; returns them as they ended. */
    public List<OrderInfo> cancelAll(int account, int market, long timeNanos) {
        advanceTo(timeNanos);
        List<ClientOrder> open = at(market).orders(account).open();
        open.forEach(this::cancel);
        return open.stream().map(ClientOrder::info).toList();
    }

    /**
     * Gives an account something from outside, or takes it away when {@code quanta} is negative.
     *
     * @throws IllegalStateException when more is taken than is free
     */
    public void transfer(int account, int asset, long quanta, long timeNanos) {
        advanceTo(timeNanos);
        if (quanta >= 0) {
            ledger.pay(ledger.street(), account, asset, quanta);
        } else {
            ledger.pay(account, ledger.street(), asset, -quanta);
        }
        listener.onBalance(account, clock.nowNanos, asset, ledger.free(account, asset), ledger.locked(account, asset));
    }

    /** Whether a market takes orders. */
    public MarketState state(int market) {
        return at(market).state;
    }

    /** What a market demands of orders and charges now. */
    public Rules rules(int market) {
        return at(market).rules;
    }

    /** When a market is to end, UTC nanoseconds; 0 when nothing was announced. */
    public long endsNanos(int market) {
        return at(market).endsNanos;
    }

    /** No order is taken and nothing trades in a market, until {@link #resume}. */
    public void halt(int market, long timeNanos) {
        advanceTo(timeNanos);
        if (at(market).state == MarketState.OPEN) {
            at(market).state = MarketState.HALTED;
            sources.get(market).pause(clock.nowNanos);
        }
    }

    /** A halted market goes on where it stood. */
    public void resume(int market, long timeNanos) {
        advanceTo(timeNanos);
        if (at(market).state == MarketState.HALTED) {
            at(market).state = MarketState.OPEN;
            sources.get(market).goOn(clock.nowNanos);
        }
    }

    /** Announces a market's end, which {@link #delist} brings. */
    public void announceEnd(int market, long endsNanos) {
        at(market).endsNanos = endsNanos;
    }

    /** A market ends for good: every order is canceled. */
    public void delist(int market, long timeNanos) {
        advanceTo(timeNanos);
        Market ending = at(market);
        for (int account = 0; account < ledger.clients(); account++) {
            ending.orders(account).open().forEach(this::cancel);
        }
        ending.state = MarketState.GONE;
        sources.get(market).pause(clock.nowNanos);
    }

    /** Other rules from here on; orders on the book stay as they are. */
    public void change(int market, Rules rules, long timeNanos) {
        advanceTo(timeNanos);
        Market changed = at(market);
        changed.rules = rules;
        changed.fees = changed.fees.at(rules.makerFeePpb(), rules.takerFeePpb());
    }

    /**
     * Begins anew, as test networks do: every account's orders are gone without a word, balances are as they were at the
     * opening, and orders and trades are numbered from the beginning. The market itself goes on.
     *
     * @throws IllegalStateException where there are perpetuals
     */
    public void reset(long timeNanos) {
        advanceTo(timeNanos);
        for (Market market : markets) {
            if (market.instrument.isPerpetual()) {
                throw new IllegalStateException(market.instrument.symbol() + " is a perpetual: its positions stay");
            }
            market.reset(settings.historyLimit());
        }
        for (int account = 0; account < ledger.clients(); account++) {
            for (int asset = 0; asset < settings.assets().size(); asset++) {
                long opening = settings.accounts().get(account).openingQuanta().get(asset);
                ledger.settle(account, asset, opening - ledger.free(account, asset));
            }
        }
    }

    /** The latest order of that name, open or ended; null when it is unknown or longer ago than the history goes. */
    public @Nullable OrderInfo order(int account, int market, OrderRef ref) {
        ClientOrder order = at(market).orders(account).find(ref);
        return order == null ? null : order.info();
    }

    /** Open orders of an account in a market, the oldest first. */
    public List<OrderInfo> openOrders(int account, int market) {
        return at(market).orders(account).open().stream().map(ClientOrder::info).toList();
    }

    /** Open and ended orders with at least this venue id, the oldest first, at most {@code limit}. */
    public List<OrderInfo> allOrders(int account, int market, long fromVenueOrderId, int limit) {
        return at(market).orders(account).from(fromVenueOrderId, limit);
    }

    /** Fills with at least this trade id, the oldest first, at most {@code limit}. */
    public List<FillInfo> fills(int account, int market, long fromTradeId, int limit) {
        return at(market).orders(account).fillsFrom(fromTradeId, limit);
    }

    /** Balances of an account, one for each asset in index order. */
    public List<BalanceInfo> balances(int account) {
        return IntStream.range(0, settings.assets().size())
                .mapToObj(asset -> balance(account, asset))
                .toList();
    }

    private BalanceInfo balance(int account, int asset) {
        for (Market market : markets) {
            if (market.instrument.isPerpetual() && market.instrument.baseAsset() == asset) {
                return new BalanceInfo(asset, market.positions.held(account), 0, market.positions.cost(account));
            }
        }
        return new BalanceInfo(asset, ledger.free(account, asset), ledger.locked(account, asset));
    }

    /** Funding of an account's position in a market, the oldest first. */
    public List<FundingInfo> fundings(int account, int market) {
        return at(market).orders(account).fundings();
    }

    /** What the margin of an account in an asset is measured against: its wallet and what its positions gained and lost. */
    public long equityQuanta(int account, int asset) {
        return clearing.equity(account, asset);
    }

    /** Margin that an account's positions and open orders settled in an asset bind. */
    public long initialMarginQuanta(int account, int asset) {
        return clearing.initialMargin(account, asset);
    }

    /** Equity below which an account's positions settled in an asset are closed by force. */
    public long maintenanceMarginQuanta(int account, int asset) {
        return clearing.maintenanceMargin(account, asset);
    }

    /** The price at which a perpetual is marked, half ticks, or {@link Instrument#NO_PRICE}. */
    public long mark2Ticks(int market) {
        return at(market).mark2Ticks();
    }

    /** What everybody holds of a perpetual together, the street too: nothing. */
    long totalHeld(int market) {
        Positions positions = at(market).positions;
        return IntStream.range(0, positions.accounts())
                .mapToLong(positions::held)
                .sum();
    }

    /** The displayed book of a market: a live view. */
    public Depth depth(int market) {
        return at(market).book;
    }

    /** Id of the last change of a market's displayed book. */
    public long lastUpdateId(int market) {
        return at(market).lastUpdateId();
    }

    /** The latest public trades of a market, the oldest first, at most {@code limit} and at most 1,000. */
    public List<TradeInfo> recentTrades(int market, int limit) {
        return at(market).recentTrades(limit);
    }

    /** Commissions taken so far less rebates given, quanta of the asset. */
    public long feesTaken(int asset) {
        return ledger.feesTaken(asset);
    }

    /**
     * Lots that clients were filled in full for because a price passed their order, beyond the recorded trades their fills
     * were carved from: the only volume printed that the capture has not. 0 in a synthetic market.
     */
    public long unrecordedLots(int market) {
        return at(market).book.unrecordedLots();
    }

    /**
     * Asked once while a trade is told: says of it what the recording had, if the market plays one.
     *
     * @param trade gets the recorded price and lots
     */
    public void tellRecorded(Trade trade) {
        Book book = at(trade.market).book;
        trade.recordedLots = book.plays() ? book.takePlayedLots() : Trade.AS_SEEN;
        trade.recordedTicks = trade.recordedLots > 0 ? book.playedTicks() : 0;
    }

    /** What is wrong with the tapes that a market plays, as far as they were read. */
    public List<TapeFindings.Finding> findings(int market) {
        return sources.get(market).findings().list();
    }

    /** Everything of an asset that clients, street and fee account hold together: constant. */
    long totalQuanta(int asset) {
        return ledger.total(asset);
    }

    private Market at(int market) {
        return markets.get(market);
    }

    /** Closes the files of captures. */
    @Override
    public void close() {
        sources.forEach(Source::close);
    }
}
