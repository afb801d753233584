package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.ClockAdjusted;
import dev.flowmaker.core.event.ConnectionChanged;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.risk.Breakers;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.core.risk.SharedGuard;
import dev.flowmaker.core.risk.VenueGuard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in, decisions and commands out. Single-threaded and deterministic: the same settings and the same inputs give
 * the same outputs, bit for bit, in any process.
 */
public final class Engine {
    private final Desk desk;
    private final List<MarketMaker> markets = new ArrayList<>();
    private final List<OrderEvents> orderEvents = new ArrayList<>();
    private final List<Quoter> quoters = new ArrayList<>();
    private final Account account;
    private final Changes changes;
    /** Whether an operator wants to know that no order is left, of a halt. */
    private boolean haltAsked;
    /** The session whose state was taken over, until that was told; else 0. */
    private int inheritedEpoch;

    /** An engine whose settings never change. */
    public Engine(EngineSettings settings, Sink out) {
        this(settings, out, Changes.NONE);
    }

    /** @param changes how an operator's settings become the engine's */
    public Engine(EngineSettings settings, Sink out, Changes changes) {
        this(settings, out, changes, null);
    }

    /** @param checks hears of each risk check, for explanations; null for nobody */
    public Engine(EngineSettings settings, Sink out, Changes changes, @Nullable CheckListener checks) {
        this.changes = changes;
        desk = new Desk(settings, out, checks);
        account = new Account(desk, markets);
        build();
    }

    private void build() {
        desk.forgetMarkets();
        markets.clear();
        orderEvents.clear();
        quoters.clear();
        for (MarketSettings each : desk.settings.markets()) {
            MarketMaker market = new MarketMaker(each, desk, account);
            markets.add(market);
            orderEvents.add(new OrderEvents(market, desk));
            quoters.add(new Quoter(market, desk, account));
        }
    }

    /** Goes on with other settings and the same state. */
    private void reconfigure(EngineSettings settings) {
        StateCopy copy = new StateCopy();
        visitState(copy);
        EngineSettings before = desk.settings;
        try {
            desk.settings = settings;
            build();
            visitState(copy.restore());
        } catch (IllegalArgumentException ofAnotherShape) {
            desk.settings = before;
            build();
            visitState(copy.restore());
            throw ofAnotherShape;
        }
    }

    /**
     * Takes over what outlives a session from the engine of the one before, once its inputs were played again: what is
     * owned and gained, orders, and a halt. Everything that may be open is unknown until the venue was asked. To be
     * called before the first input. Of a market, what is found by its symbol when its units are the same.
     *
     * @param neverSent orders decided on, and not journaled before the process died: they never left
     * @throws IllegalArgumentException when the assets or venues are not the same
     */
    public void inherit(Engine before, List<Long> neverSent, long nowNanos) {
        if (!desk.settings.assets().equals(before.desk.settings.assets()) || venues() != before.venues()) {
            throw new IllegalArgumentException("the session before had other assets or venues");
        }
        desk.nowNanos = nowNanos;
        takeOver(before);
        desk.inherit(before.desk);
        account.inherit(before.account);
        for (int i = 0; i < markets.size(); i++) {
            MarketMaker same = before.sameMarket(markets.get(i).instrument);
            if (same != null) {
                markets.get(i).inherit(same);
                for (long orderId : neverSent) {
                    orderEvents.get(i).neverSent(orderId);
                }
            } else {
                takeGains(before, markets.get(i));
            }
        }
        inheritedEpoch = before.desk.settings.epoch();
    }

    /** Of a market whose tick or lot changed while no order was open in it, what was traded and gained goes on. */
    private static void takeGains(Engine before, MarketMaker to) {
        for (MarketMaker market : before.markets) {
            Instrument has = market.instrument;
            if (has.symbol().equals(to.instrument.symbol())
                    && has.contract().kind() == to.instrument.contract().kind()
                    && has.contract().size().equals(to.instrument.contract().size())
                    && has.baseAsset() == to.instrument.baseAsset()
                    && has.quoteAsset() == to.instrument.quoteAsset()
                    && market.orders.openCount() == 0) {
                to.inheritGains(market);
            }
        }
    }

    /** The market of that symbol with the same units, or null. */
    private @Nullable MarketMaker sameMarket(Instrument wanted) {
        for (MarketMaker market : markets) {
            Instrument has = market.instrument;
            if (has.symbol().equals(wanted.symbol())
                    && has.tick().equals(wanted.tick())
                    && has.lot().equals(wanted.lot())
                    && has.contract().equals(wanted.contract())
                    && has.baseAsset() == wanted.baseAsset()
                    && has.quoteAsset() == wanted.quoteAsset()) {
                return market;
            }
        }
        return null;
    }

    /**
     * Orders of a session whose journal has them no more may still arrive at the venue: quoting waits until they have.
     *
     * @param nowNanos when this session begins
     */
    public void distrust(long nowNanos) {
        for (VenueState venue : desk.venues) {
            long longest = 0;
            for (MarketMaker market : venue.markets) {
                longest = StrictMath.max(longest, market.settings.order().settledAfterNanos());
            }
            venue.reconciler.settleUntil(nowNanos + longest);
        }
    }

    public List<Asset> assets() {
        return desk.settings.assets();
    }

    /** Symbols of the markets in which orders may be open. */
    public List<String> marketsWithOrders() {
        List<String> symbols = new ArrayList<>();
        for (MarketMaker market : markets) {
            if (market.orders.openCount() > 0) {
                symbols.add(market.instrument.symbol());
            }
        }
        return symbols;
    }

    /**
     * Handles one input; its outputs have reached the sink, stamped with the input's time and sequence, when this
     * returns.
     *
     * @throws IllegalArgumentException for a message that is no input, or names a market or asset that is not there
     */
    public void onInput(Message input) {
        desk.nowNanos = StrictMath.max(desk.nowNanos, input.timeNanos);
        desk.inputSequence = input.sequence;
        if (inheritedEpoch != 0) {
            desk.notice(NoticeCode.RECOVERED, Message.NO_MARKET, 0, inheritedEpoch, openOrders());
            inheritedEpoch = 0;
        }
        if (input.market >= markets.size()) {
            throw new IllegalArgumentException(input.kind() + " for market " + input.market + " of " + markets.size());
        }
        desk.tellTakenOver();
        if (input.market < 0) {
            onShared(input);
        } else {
            onMarket(input, input.market);
        }
        if (desk.takeBreakersChanged()) {
            evaluateAll(input.kind());
        }
        if (desk.stopping || haltAsked) {
            sweep();
        }
    }

    private void onMarket(Message input, int index) {
        MarketMaker market = markets.get(index);
        OrderEvents events = orderEvents.get(index);
        market.advance();
        switch (input.kind()) {
            case BOOK_UPDATE -> {
                BookUpdate update = (BookUpdate) input;
                market.venue.guard.onData(desk.nowNanos, update.exchangeTimeNanos, update.receiveTimeNanos);
                market.onBook(update);
                evaluate(index, input.kind());
            }
            case TOUCH_UPDATE -> {
                TouchUpdate update = (TouchUpdate) input;
                market.venue.guard.onData(desk.nowNanos, update.exchangeTimeNanos, update.receiveTimeNanos);
                if (market.onTouch(update)) {
                    evaluate(index, input.kind());
                }
            }
            case TRADE -> {
                Trade trade = (Trade) input;
                market.venue.guard.onData(desk.nowNanos, trade.exchangeTimeNanos, trade.receiveTimeNanos);
                market.onTrade(trade);
            }
            case MARKET_STATUS -> onStatus((MarketStatus) input, index);
            case MARK_PRICE -> market.onMark((MarkPrice) input);
            case FUNDING -> {
                if (market.onFunding((Funding) input)) {
                    evaluate(index, input.kind());
                }
            }
            case ORDER_ACCEPTED -> events.onAccepted((OrderAccepted) input);
            case ORDER_REJECTED -> {
                events.onRejected((OrderRejected) input);
                evaluate(index, input.kind());
            }
            case ORDER_CANCELED -> {
                events.onCanceled((OrderCanceled) input);
                evaluate(index, input.kind());
            }
            case FILL -> {
                if (events.onFill((Fill) input)) {
                    evaluate(index, input.kind());
                }
            }
            case REQUEST_FAILED -> onRequestFailed((RequestFailed) input, market, events);
            case REQUEST_UNKNOWN -> {
                RequestUnknown event = (RequestUnknown) input;
                events.onRequestUnknown(event);
                afterQuery(market.venue, event.request, event.market);
            }
            case REQUEST_NOT_SENT -> {
                RequestNotSent event = (RequestNotSent) input;
                events.onRequestNotSent(event);
                afterQuery(market.venue, event.request, event.market);
                evaluate(index, input.kind());
            }
            case ORDER_REPORT -> {
                events.onReport((OrderReport) input);
                evaluate(index, input.kind());
            }
            case OPEN_ORDERS -> {
                boolean before = mayQuote(market.venue);
                market.venue.reconciler.onOpenOrders((OpenOrders) input, market, events);
                afterReconciling(market.venue, before, input.kind());
            }
            case TRADES_REPORT -> {
                boolean before = mayQuote(market.venue);
                market.venue.reconciler.onTrades((TradesReport) input, market);
                if (market.venue.resets.takeUntaken()) {
                    account.forget(market.venue.index);
                }
                afterReconciling(market.venue, before, input.kind());
            }
            default -> onShared(input);
        }
    }

    private void onStatus(MarketStatus event, int index) {
        MarketMaker market = markets.get(index);
        boolean gone = market.watch.gone();
        boolean leaves = market.watch.onStatus(event);
        if (!gone && market.watch.gone()) {
            int orders = orderEvents.get(index).marketGone();
            desk.notice(NoticeCode.MARKET_GONE, index, 0, orders, market.inventoryQuanta());
            market.venue.reconciler.marketGone();
        }
        if (leaves) {
            leave(market);
        }
        evaluate(index, event.kind());
    }

    /** The market is left, with or without its position. */
    private void leave(MarketMaker market) {
        boolean closes = market.watch.closes() && !desk.halted;
        if (closes) {
            market.flatten.begin(market.watch.slippagePpb());
        }
        desk.notice(NoticeCode.MARKET_LEFT, market.market(), 0, market.inventoryQuanta(), closes ? 1 : 0);
    }

    private void onShared(Message input) {
        switch (input.kind()) {
            case BALANCE -> {
                Balance balance = (Balance) input;
                VenueState venue =
                        venue(desk.settings.assets().get(balance.asset).venue());
                boolean before = mayQuote(venue);
                venue.reconciler.onBalance(balance);
                afterReconciling(venue, before, input.kind());
            }
            case CONNECTION_CHANGED -> onConnection((ConnectionChanged) input);
            case RATE_LIMITED -> {
                RateLimited limited = (RateLimited) input;
                VenueState venue = venue(limited.venue);
                venue.rateLimitedUntilNanos = StrictMath.max(venue.rateLimitedUntilNanos, limited.retryAtNanos);
            }
            case TIMER_FIRED -> onTimer();
            case OPERATOR_REQUEST -> onOperator((OperatorRequest) input);
            case REQUEST_FAILED -> {
                RequestFailed event = (RequestFailed) input;
                afterQuery(venue(event.venue), event.request, input.market);
            }
            case REQUEST_UNKNOWN -> {
                RequestUnknown event = (RequestUnknown) input;
                afterQuery(venue(event.venue), event.request, input.market);
            }
            case REQUEST_NOT_SENT -> {
                RequestNotSent event = (RequestNotSent) input;
                afterQuery(venue(event.venue), event.request, input.market);
            }
            case CLOCK_ADJUSTED -> onClock((ClockAdjusted) input);
            default -> throw new IllegalArgumentException(input.kind() + " is not an input of the engine");
        }
    }

    private void onRequestFailed(RequestFailed event, MarketMaker market, OrderEvents events) {
        boolean nothingToCancel = event.request == RequestType.CANCEL_ALL && event.reason == RejectReason.UNKNOWN_ORDER;
        if (event.request == RequestType.CANCEL_ALL && !nothingToCancel) {
            events.cancelAllUnanswered();
        }
        events.onRequestFailed(event);
        afterQuery(market.venue, event.request, event.market);
        evaluate(event.market, event.kind());
    }

    /** A step forward is in event time at once, and makes no request older. */
    private void onClock(ClockAdjusted event) {
        for (VenueState venue : desk.venues) {
            venue.guard.onClockStep(desk.nowNanos, event.stepNanos);
        }
        if (event.stepNanos > 0) {
            desk.clockStepped(event.stepNanos);
        }
    }

    /** What a request other than about an order came to, when it came to nothing. */
    private static void afterQuery(VenueState venue, RequestType request, int market) {
        if (request == RequestType.REFRESH_SWITCH) {
            venue.deadMansSwitch.failed(market);
            return;
        }
        if (request == RequestType.QUERY_OPEN_ORDERS
                || request == RequestType.QUERY_BALANCES
                || request == RequestType.QUERY_TRADES) {
            venue.reconciler.onQueryFailed();
        }
    }

    private VenueState venue(int index) {
        if (index < 0 || index >= desk.venues.size()) {
            throw new IllegalArgumentException("venue " + index + " of " + desk.venues.size());
        }
        return desk.venues.get(index);
    }

    private boolean mayQuote(VenueState venue) {
        return venue.reconciler.reconciled() && !desk.halted;
    }

    private void afterReconciling(VenueState venue, boolean before, MessageKind trigger) {
        if (before != mayQuote(venue)) {
            account.open(venue.index);
            if (desk.halted) {
                evaluateAll(trigger);
            } else {
                evaluateAt(venue, trigger);
            }
        }
    }

    private void onConnection(ConnectionChanged event) {
        VenueState venue = venue(event.venue);
        boolean before = venue.up(event.channel);
        venue.setUp(event.channel, event.up);
        for (MarketMaker market : venue.markets) {
            market.onConnection(event.channel, event.up);
        }
        if (event.channel == Channel.MARKET_DATA) {
            venue.guard.onFeed(desk.nowNanos, event.up);
        }
        if (event.channel == Channel.USER && event.up) {
            for (MarketMaker market : venue.markets) {
                orderEvents.get(market.market()).doubtEverything();
            }
            venue.reconciler.begin();
        } else if (event.channel == Channel.USER) {
            venue.reconciler.suspend();
        } else if (event.channel == Channel.REQUESTS && event.up) {
            venue.reconciler.soon();
        }
        if (event.channel == Channel.REQUESTS && event.up) {
            venue.deadMansSwitch.connected();
        }
        if (event.up && event.channel != Channel.USER && venue.up(Channel.REQUESTS)) {
            venue.markets.forEach(market -> market.watch.connected());
        }
        if (before != event.up) {
            evaluateAt(venue, event.kind());
        }
    }

    private void onTimer() {
        markets.forEach(MarketMaker::checkIdentity);
        for (VenueState venue : desk.venues) {
            venue.onTimer();
        }
        desk.guard.onTimer(desk.nowNanos);
        for (int i = 0; i < markets.size(); i++) {
            markets.get(i).guard.onTimer(desk.nowNanos);
            boolean changed = orderEvents.get(i).onTimer();
            markets.get(i).watch.askIfDue();
            if (markets.get(i).watch.leavesNow()) {
                leave(markets.get(i));
                changed = true;
            }
            changed |= markets.get(i).becameStale();
            if (changed || quoters.get(i).pauseEnded()) {
                evaluate(i, MessageKind.TIMER_FIRED);
            }
        }
    }

    private void onOperator(OperatorRequest event) {
        switch (event.action) {
            case STOP -> {
                if (!desk.stopping) {
                    desk.stopping = true;
                    desk.sweepBegun = false;
                    desk.stopDeadlineNanos = desk.nowNanos + desk.settings.stopTimeoutNanos();
                }
            }
            case HALT -> {
                halt();
                markets.forEach(market -> market.flatten.end());
            }
            case RESUME -> {
                resume();
                haltAsked = false;
                markets.forEach(market -> market.flatten.end());
                markets.forEach(MarketMaker::checkIdentity);
            }
            case FLATTEN -> {
                halt();
                for (MarketMaker market : markets) {
                    if (event.market < 0 || event.market == market.market()) {
                        market.flatten.begin(event);
                    }
                }
            }
            case SET -> {
                try {
                    reconfigure(changes.apply(event));
                } catch (IllegalArgumentException refused) {
                    desk.notice(NoticeCode.OPERATOR_REFUSED, event.market, 0, event.ticket, 0);
                }
            }
        }
        evaluateAll(event.kind());
    }

    private void resume() {
        desk.halted = false;
        desk.guard.resume();
        for (VenueState venue : desk.venues) {
            venue.guard.resume();
        }
        for (MarketMaker market : markets) {
            market.guard.resume();
        }
    }

    private void halt() {
        desk.halted = true;
        haltAsked = true;
        desk.sweepBegun = false;
    }

    /** While stopping or halting: once no order of ours is open, each venue is asked for its own list before that is believed. */
    private void sweep() {
        if (!desk.sweepBegun && openOrders() == 0) {
            desk.sweepBegun = true;
            for (VenueState venue : desk.venues) {
                venue.reconciler.begin();
                if (desk.stopping) {
                    venue.deadMansSwitch.callOff();
                }
            }
        }
    }

    private void evaluate(int index, MessageKind trigger) {
        // Its deadline may have passed while nobody turned us.
        markets.get(index).becameStale();
        if (desk.takeBreakersChanged()) {
            evaluateAll(trigger);
        } else {
            evaluateNow(index, trigger);
        }
    }

    /** Every market, whatever breakers changed: all of them may have to look again. */
    private void evaluateAll(MessageKind trigger) {
        for (MarketMaker market : markets) {
            market.becameStale();
        }
        boolean unused = desk.takeBreakersChanged();
        for (int i = 0; i < quoters.size(); i++) {
            evaluateNow(i, trigger);
        }
    }

    /** The markets of one venue; all of them when a breaker changed meanwhile. */
    private void evaluateAt(VenueState venue, MessageKind trigger) {
        for (MarketMaker market : venue.markets) {
            market.becameStale();
        }
        if (desk.takeBreakersChanged()) {
            evaluateAll(trigger);
            return;
        }
        for (MarketMaker market : venue.markets) {
            evaluateNow(market.market(), trigger);
        }
    }

    private void evaluateNow(int index, MessageKind trigger) {
        quoters.get(index).evaluate(trigger);
        orderEvents.get(index).cancelSurplus();
    }

    /** When the engine wants a {@code TimerFired}, UTC nanoseconds; Long.MAX_VALUE when it waits for nothing. */
    public long nextDeadlineNanos() {
        long next = StrictMath.min(desk.stopDeadlineNanos, desk.guard.nextDeadlineNanos());
        for (int i = 0; i < desk.venues.size(); i++) {
            next = StrictMath.min(next, desk.venues.get(i).nextDeadlineNanos());
        }
        for (int i = 0; i < markets.size(); i++) {
            next = StrictMath.min(next, markets.get(i).nextDeadlineNanos());
        }
        return next;
    }

    /** Whether a stop was asked for and every venue confirmed that no order is open, or the time for that is up. */
    public boolean stopped() {
        return stopConfirmed() || (desk.stopping && desk.nowNanos >= desk.stopDeadlineNanos);
    }

    /** Whether a stop was asked for and every venue confirmed that no order is open. */
    public boolean stopConfirmed() {
        return desk.stopping && swept();
    }

    private boolean swept() {
        return desk.sweepBegun && openOrders() == 0 && reconciled();
    }

    /** Whether a halt was asked for and every venue confirmed that no order is open. */
    public boolean haltConfirmed() {
        return haltAsked && desk.halted && swept();
    }

    /** Whether a position is being closed on an operator's word. */
    public boolean flattening() {
        for (int i = 0; i < markets.size(); i++) {
            if (markets.get(i).flatten.active()) {
                return true;
            }
        }
        return false;
    }

    /** Orders not known to have ended. */
    public int openOrders() {
        return account.openOrders();
    }

    public boolean halted() {
        return desk.halted;
    }

    /** Why nothing may be quoted in a market now, or null. */
    public @Nullable Reason obstacle(int market) {
        return markets.get(market).obstacle();
    }

    /** Whether every venue and we agree. */
    public boolean reconciled() {
        for (int i = 0; i < desk.venues.size(); i++) {
            if (!reconciled(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a venue and we agree on orders, trades and balances. */
    public boolean reconciled(int venue) {
        return desk.venues.get(venue).reconciler.reconciled();
    }

    /** Whether a way to a venue is open. */
    public boolean up(int venue, Channel channel) {
        return desk.venues.get(venue).up(channel);
    }

    /** Until when a venue wants no placements, UTC nanoseconds; in the past when it does not say. */
    public long rateLimitedUntilNanos(int venue) {
        return desk.venues.get(venue).rateLimitedUntilNanos;
    }

    /** Orders at a venue not known to have ended. */
    public int openOrders(int venue) {
        return desk.venues.get(venue).openOrders();
    }

    public int venues() {
        return desk.venues.size();
    }

    /** The breakers that watch all markets of a venue. */
    public VenueGuard guard(int venue) {
        return desk.venues.get(venue).guard;
    }

    public int markets() {
        return markets.size();
    }

    public MarketMaker market(int index) {
        return markets.get(index);
    }

    /** How a perpetual's position and its account are; null of a spot market. */
    public @Nullable MarginState margin(int index) {
        MarketMaker market = markets.get(index);
        return market.instrument.isPerpetual() ? account.margin(market) : null;
    }

    /** The breakers that watch all markets, and what the account lost. */
    public SharedGuard guard() {
        return desk.guard;
    }

    /**
     * Takes over what a restart must not forget of an earlier session: breakers that wait for an operator, and the profit
     * that losses are counted from. Markets are paired by symbol, assets by code. Before the first input.
     */
    public void takeOver(Engine earlier) {
        for (MarketMaker market : markets) {
            for (MarketMaker old : earlier.markets) {
                if (old.instrument.symbol().equals(market.instrument.symbol())) {
                    market.guard.takeOver(old.guard);
                }
            }
        }
        desk.takeOver(earlier.desk);
    }

    /**
     * The same from what could be read of an earlier session whose whole state could not be had again; and a halt that nobody
     * lifted.
     */
    public void takeOver(RiskMemory memory) {
        takeOver(memory.engine());
        desk.halted |= memory.engine().halted();
    }

    /** Shows what risk remembers over sessions, under the names that it has in the whole state. */
    void visitMemory(StateVisitor v) {
        v.begin("engine");
        desk.visitMemory(v);
        for (MarketMaker market : markets) {
            v.begin(market.instrument.symbol());
            market.guard.visitMemory(v);
            v.end();
        }
        v.end();
    }

    /** What a record tells of an operator's word or of a breaker happened. */
    void recall(Message message) {
        if (message instanceof OperatorRequest request) {
            switch (request.action) {
                case HALT, FLATTEN -> desk.halted = true;
                case RESUME -> resume();
                case STOP, SET -> {
                    // Of neither does risk remember anything.
                }
            }
        } else if (message instanceof Notice notice && notice.market < markets.size()) {
            boolean tripped = notice.code == NoticeCode.BREAKER_TRIPPED;
            if (tripped || notice.code == NoticeCode.BREAKER_RESUMED) {
                if (notice.market < 0) {
                    recall(desk.guard.breakers(), notice, tripped);
                    if (notice.venue >= 0) {
                        recall(venue(notice.venue).guard.breakers(), notice, tripped);
                    }
                } else {
                    recall(markets.get(notice.market).guard.breakers(), notice, tripped);
                }
            }
        }
    }

    private static void recall(Breakers breakers, Notice notice, boolean tripped) {
        breakers.recall(notice.text, tripped, notice.timeNanos, notice.first, notice.second);
    }

    /**
     * Takes over what another engine of the same markets holds and has open, what it waits for and what stops it, and
     * keeps its own view of the markets: so it can be asked what it would have done in the other's place.
     *
     * @throws IllegalArgumentException when their settings differ in what this must remember
     */
    public void shadow(Engine real) {
        StateCopy.copy(real::visitShared, this::visitShared);
        for (int i = 0; i < markets.size(); i++) {
            markets.get(i).shadow(real.markets.get(i));
        }
    }

    private void visitShared(StateVisitor v) {
        desk.visitState(v);
        account.visitState(v);
        haltAsked = v.flag("haltAsked", haltAsked);
        desk.sweepBegun = v.flag("sweepBegun", desk.sweepBegun);
        inheritedEpoch = v.int32("inheritedEpoch", inheritedEpoch);
    }

    public Ledger ledger() {
        return desk.ledger;
    }

    /** Shows all state to a visitor; a restoring visitor replaces it. */
    public void visitState(StateVisitor v) {
        v.begin("engine");
        desk.visitState(v);
        account.visitState(v);
        haltAsked = v.flag("haltAsked", haltAsked);
        desk.sweepBegun = v.flag("sweepBegun", desk.sweepBegun);
        inheritedEpoch = v.int32("inheritedEpoch", inheritedEpoch);
        for (int i = 0; i < markets.size(); i++) {
            markets.get(i).visitState(v);
            quoters.get(i).visitState(v);
        }
        v.end();
    }
}
