package dev.flowmaker.core.engine;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Channel;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Funding;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.AppliedTrades;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.OrderTable;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.AdverseSelection;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.MarketGuard;
import dev.flowmaker.core.risk.Reaction;
import dev.flowmaker.core.risk.RequestMeter;
import dev.flowmaker.core.risk.RiskChecks;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.Signals;
import org.jspecify.annotations.Nullable;

/** One market's state through all stages: book, flow, profit and loss, orders. */
public final class MarketMaker {
    private static final long MILLION = 1_000_000L;

    final MarketSettings settings;
    final Instrument instrument;
    final MarketBook book;
    final Signals signals;
    final Alpha alpha;
    final ProfitAndLoss profitAndLoss;
    final OrderTable orders;
    final RequestMeter requests;
    final MarketGuard guard;
    final Pauses pauses;
    final AdverseSelection adverse;
    final AppliedTrades trades = new AppliedTrades();
    final Flatten flatten = new Flatten();
    final VenueState venue;
    final MarketWatch watch;
    final Absence absence = new Absence();
    private final Desk desk;
    private long restartsSeen;
    /** Whether the venue's list of open orders has been compared with ours since the last connection. */
    boolean openOrdersKnown;
    /** Whether the venue told all trades of this step of the comparison. */
    boolean tradesKnown;

    /** Whether it was told that the feed of touches is silent. */
    private boolean touchSilent;

    private boolean opened;
    private long targetQuanta;
    /** Of a perpetual, the mark price that the venue told last, half ticks, or {@link Instrument#NO_PRICE}. */
    private long toldMark2Ticks = Instrument.NO_PRICE;
    /** Time of the last funding that is booked. */
    private long fundedNanos;

    private final Account account;

    MarketMaker(MarketSettings settings, Desk desk, Account account) {
        this.account = account;
        this.settings = settings;
        this.desk = desk;
        instrument = settings.instrument();
        venue = desk.venues.get(instrument.venue());
        venue.markets.add(this);
        book = new MarketBook(instrument, settings.book());
        signals = new Signals(settings.signals());
        alpha = new Alpha(settings.alpha(), settings.signals());
        profitAndLoss = new ProfitAndLoss(instrument, desk.settings.assets().size());
        orders = new OrderTable(settings.order(), settings.quote().levels());
        requests = new RequestMeter(settings.risk().requests());
        guard = new MarketGuard(
                instrument,
                settings.risk(),
                desk.settings.risk().dayStartNanos(),
                desk.marketListener(instrument.market()));
        desk.watch(guard.breakers(), instrument.market());
        pauses = new Pauses(settings.quote().levels());
        watch = new MarketWatch(instrument, settings.policy(), desk);
        int longest = settings.quote().adverse().horizonsNanos().size() - 1;
        adverse = new AdverseSelection(settings.quote().adverse(), (nowNanos, horizon, against2Ticks, mid2Ticks) -> {
            if (horizon == longest) {
                guard.onMarkout(nowNanos, against2Ticks, mid2Ticks);
            }
        });
        targetQuanta = settings.quote().targetQuanta();
    }

    int market() {
        return instrument.market();
    }

    public MarketBook book() {
        return book;
    }

    public OrderTable orders() {
        return orders;
    }

    public ProfitAndLoss profitAndLoss() {
        return profitAndLoss;
    }

    /** What the mid does after our own fills. */
    public AdverseSelection adverse() {
        return adverse;
    }

    /** The market's breakers and what it lost. */
    public MarketGuard guard() {
        return guard;
    }

    public Instrument instrument() {
        return instrument;
    }

    /** e_n of the last frame, lots. */
    public long lastFlowLots() {
        return book.flowLots();
    }

    /** Normalised order-flow imbalance at the engine's time. */
    public double flowImbalance() {
        return signals.flowImbalanceAt(desk.nowNanos);
    }

    /** Base held minus target, base quanta. */
    public long inventoryQuanta() {
        return opened ? desk.ledger.expectedQuanta(instrument.baseAsset()) - targetQuanta : 0;
    }

    /** Base held, target or not, base quanta. */
    long positionQuanta() {
        return desk.ledger.expectedQuanta(instrument.baseAsset());
    }

    /** Of a perpetual, the price at which it is marked: the venue's, or the mid; {@link Instrument#NO_PRICE} before. */
    long mark2Ticks() {
        return toldMark2Ticks == Instrument.NO_PRICE ? profitAndLoss.mid2Ticks() : toldMark2Ticks;
    }

    /** Of a perpetual, what the position adds to its cash; before there is a mark what it cost. */
    long positionMarkQuanta() {
        long mark2Ticks = mark2Ticks();
        return mark2Ticks == Instrument.NO_PRICE
                ? desk.ledger.costQuanta(instrument.baseAsset())
                : instrument.markQuanta(positionQuanta(), mark2Ticks);
    }

    /** Of a perpetual, what the position is worth at the mark, either way; 0 before there is one. */
    long positionValueQuanta() {
        long mark2Ticks = mark2Ticks();
        return mark2Ticks == Instrument.NO_PRICE
                ? 0
                : instrument.valueQuanta(StrictMath.abs(positionQuanta()), mark2Ticks);
    }

    /** The same of the larger position that open orders may lead to. */
    long largestValueQuanta() {
        long mark2Ticks = mark2Ticks();
        long perLot = instrument.baseQuantaPerLot();
        return mark2Ticks == Instrument.NO_PRICE
                ? 0
                : instrument.valueQuanta(
                        RiskChecks.largestQuanta(
                                positionQuanta(),
                                orders.openLots(Side.BUY) * perLot,
                                orders.openLots(Side.SELL) * perLot),
                        mark2Ticks);
    }

    /** Takes in the venue's mark price. */
    void onMark(MarkPrice event) {
        toldMark2Ticks = event.mark2Ticks;
        account.watchMargin(this);
    }

    /** Books funding once; returns whether it was new. */
    boolean onFunding(Funding event) {
        if (event.fundingTimeNanos <= fundedNanos) {
            if (event.source != Source.QUERY) {
                desk.notice(NoticeCode.FUNDING_REPEATED, market(), 0, event.fundingTimeNanos, event.quanta);
            }
            return false;
        }
        fundedNanos = event.fundingTimeNanos;
        venue.fills++;
        // What was paid before the venue's first word on the balances is in them.
        if (opened) {
            boolean held = profitAndLoss.identityHolds();
            desk.ledger.onFunding(instrument.quoteAsset(), event.quanta);
            profitAndLoss.onFunding(event.quanta);
            checkIdentity(held);
            watchProfit();
        }
        return true;
    }

    /** Inventory over the limit on its side, millionths within ±1,000,000. */
    long inventoryPpm() {
        long inventory = inventoryQuanta();
        if (inventory == 0) {
            return 0;
        }
        long limit = inventory > 0
                ? settings.risk().maxLongQuanta()
                : settings.risk().maxShortQuanta();
        if (limit <= StrictMath.abs(inventory)) {
            return inventory > 0 ? MILLION : -MILLION;
        }
        return inventory > 0
                ? Wide.multiplyDivideFloor(inventory, MILLION, limit)
                : -Wide.multiplyDivideFloor(-inventory, MILLION, limit);
    }

    /** The balances are known: profit and loss starts from here, and counts what is held beyond the target. */
    void open() {
        if (opened) {
            return;
        }
        opened = true;
        long base = desk.ledger.expectedQuanta(instrument.baseAsset());
        if (settings.quote().targetIsOpening()) {
            targetQuanta = base;
        }
        profitAndLoss.transfer(base - targetQuanta);
    }

    /**
     * Takes over what outlives a session: orders, trades, profit and loss, and the inventory wanted when it is that of
     * the opening. Books and signals begin anew.
     */
    void inherit(MarketMaker before) {
        orders.inherit(before.orders, desk.nowNanos);
        inheritGains(before);
        for (int i = 0; i < orders.openCount(); i++) {
            Order order = orders.open(i);
            book.own().sent(order.id(), order.side(), order.priceTicks(), order.openLots());
            book.own().unknown(order.id());
        }
    }

    /**
     * The venue began anew: what was gained until now is told and closed, what is held is what it says next, and trades are
     * numbered anew. Losses go on counting.
     */
    void beginsAnew(String proof) {
        long profit = profitAndLoss.totalQuanta();
        desk.notice(NoticeCode.VENUE_RESET, market(), 0, profit, inventoryQuanta(), proof);
        trades.beginAnew();
        profitAndLoss.beginAnew();
        guard.losses().alreadyIn(-profit);
        int quote = instrument.quoteAsset();
        desk.guard.beginsAnew(market(), desk.codes.unit(quote), desk.codes.down(quote, profit));
        opened = false;
        flatten.end();
    }

    /** The same without the orders, from a market that may have had another tick and lot. */
    void inheritGains(MarketMaker before) {
        profitAndLoss.inherit(before.profitAndLoss);
        long profit = profitAndLoss.totalQuanta();
        guard.losses().alreadyIn(profit);
        int quote = instrument.quoteAsset();
        desk.guard.goesOn(market(), desk.codes.unit(quote), desk.codes.down(quote, profit));
        StateCopy.copy(before.trades::visitState, trades::visitState);
        requests.takeOver(before.requests);
        opened = before.opened;
        fundedNanos = before.fundedNanos;
        if (settings.quote().targetIsOpening()) {
            targetQuanta = before.targetQuanta;
        } else if (opened) {
            profitAndLoss.transfer(before.targetQuanta - targetQuanta);
        }
    }

    /** Whether balances were known once, so that every trade since is on our books. */
    boolean opened() {
        return opened;
    }

    /** So much base came or went without a trade. */
    void transfer(int asset, long quanta) {
        if (asset == instrument.baseAsset()) {
            profitAndLoss.transfer(quanta);
        }
    }

    void onBook(BookUpdate update) {
        BookStatus before = book.status();
        book.onBookUpdate(update);
        watch.onBook();
        if (update.reset != ResetReason.NONE) {
            desk.notice(NoticeCode.BOOK_RESET, market(), 0, update.reset.ordinal(), update.levels.count());
        }
        afterState(before, update.exchangeTimeNanos, true);
        if (book.touchFeed().isSilent() != touchSilent) {
            touchSilent = !touchSilent;
            NoticeCode code = touchSilent ? NoticeCode.TOUCH_SILENT : NoticeCode.TOUCH_BACK;
            desk.notice(
                    code,
                    market(),
                    0,
                    book.touchFeed().usedCount(),
                    book.touchFeed().lateCount());
        }
    }

    /**
     * Takes a touch in; returns whether the quotes are to be looked at: when a best price or the book's status changed. A
     * change of quantity alone moves the signals, which the next look takes in.
     */
    boolean onTouch(TouchUpdate update) {
        BookStatus before = book.status();
        long bidTicks = book.bidTicks();
        long askTicks = book.askTicks();
        if (!book.onTouchUpdate(update)) {
            return false;
        }
        // Without a time of the venue it was not later than it came: what a fill met was before that.
        long venueNanos = update.exchangeTimeNanos == 0 ? update.receiveTimeNanos : update.exchangeTimeNanos;
        afterState(before, venueNanos, false);
        return book.bidTicks() != bidTicks || book.askTicks() != askTicks || book.status() != before;
    }

    private void afterState(BookStatus before, long venueNanos, boolean levels) {
        withdrawLateFlow();
        restartSignals();
        BookStatus status = book.status();
        if ((status == BookStatus.CROSSED || status == BookStatus.LOCKED) && before != status) {
            desk.notice(NoticeCode.BOOK_CROSSED, market(), 0, book.bidTicks(), book.askTicks());
            guard.onCrossed(desk.nowNanos);
        }
        boolean clean = status == BookStatus.OK || status == BookStatus.WARMING_UP;
        if (clean) {
            boolean good = status == BookStatus.OK;
            if (levels) {
                signals.onState(desk.nowNanos, book, good);
            } else {
                signals.onTouch(desk.nowNanos, book, good);
            }
            alpha.onState(desk.nowNanos, book.mid2Ticks(), good);
            profitAndLoss.onMid(book.mid2Ticks());
            adverse.onTouch(desk.nowNanos, venueNanos, book.bidTicks(), book.askTicks());
        } else {
            adverse.onNoBook(desk.nowNanos);
        }
        tellDrift();
        guard.onFrame(desk.nowNanos, clean, book.mid2Ticks());
        venue.guard.onFrame(clean);
        desk.guard.onFrame(clean);
        watchProfit();
    }

    /** Whatever happens now, samples of the time before are taken of what was known before. */
    void advance() {
        alpha.advance(desk.nowNanos, signals);
    }

    void onTrade(Trade trade) {
        guard.onTrade(trade.priceTicks);
        BookStatus status = book.status();
        if (status == BookStatus.OK || status == BookStatus.WARMING_UP) {
            signals.onTrade(desk.nowNanos, trade.aggressor, trade.priceTicks, trade.lots);
        }
        tellDrift();
    }

    private void tellDrift() {
        for (int index = alpha.takeDrifted(); index >= 0; index = alpha.takeDrifted()) {
            desk.notice(
                    NoticeCode.SIGNAL_DRIFT,
                    market(),
                    0,
                    (long) StrictMath.rint(alpha.confidence(index) * MILLION),
                    (long) StrictMath.rint(alpha.fitted(index)),
                    signals.kind(index).name());
        }
    }

    /** Books an own trade. */
    void book(Fill fill) {
        boolean held = profitAndLoss.identityHolds();
        desk.ledger.onFill(fill, instrument);
        int quote = instrument.quoteAsset();
        boolean third = fill.feeAsset != quote && fill.feeAsset != instrument.baseAsset();
        long feeValue = third ? account.valueQuanta(fill.feeAsset, fill.feeQuanta, quote) : 0;
        profitAndLoss.onFill(fill, Instrument.NO_PRICE, feeValue);
        checkIdentity(held);
        watchProfit();
    }

    /** Halts when the parts of profit and loss do not sum to it; when everything is halted, there is nothing to add. */
    void checkIdentity() {
        checkIdentity(false);
    }

    /** @param held whether they did before what was just booked: if so it is told even when everything is halted */
    private void checkIdentity(boolean held) {
        if (!profitAndLoss.identityHolds() && (held || !desk.halted)) {
            desk.broken(market(), profitAndLoss.totalQuanta(), profitAndLoss.equityChangeQuanta());
        }
    }

    /** An order of ours traded. */
    void countTrade() {
        requests.onTrade(desk.nowNanos);
        venue.requests.onTrade(desk.nowNanos);
        guard.onFill(desk.nowNanos);
    }

    private void watchProfit() {
        long total = profitAndLoss.totalQuanta();
        guard.onProfit(desk.nowNanos, total);
        int quote = instrument.quoteAsset();
        desk.guard.onProfit(desk.nowNanos, market(), desk.codes.unit(quote), desk.codes.down(quote, total));
        account.watchMargin(this);
    }

    /** A placement or a cancel is about to leave. */
    void countRequest() {
        requests.onRequest(desk.nowNanos);
        venue.requests.onRequest(desk.nowNanos);
    }

    /** Signals begin anew whenever the chain of book frames did. */
    private void restartSignals() {
        if (book.restarts() != restartsSeen) {
            restartsSeen = book.restarts();
            signals.restart();
            alpha.restart();
        }
    }

    /** Takes back what the last frame's flow turned out to owe to our own orders. */
    void withdrawLateFlow() {
        long late = book.takeWithdrawnFlow(signals);
        if (late != 0) {
            desk.notice(NoticeCode.OWN_FLOW_WITHDRAWN, market(), 0, late, book.lateOwnChanges());
        }
    }

    /** Whether the book just became stale. */
    boolean becameStale() {
        if (!book.checkStale(desk.nowNanos)) {
            return false;
        }
        desk.notice(NoticeCode.BOOK_STALE, market(), 0, 0, 0);
        adverse.onNoBook(desk.nowNanos);
        guard.onStale(desk.nowNanos);
        restartSignals();
        return true;
    }

    void onConnection(Channel channel, boolean up) {
        if (channel == Channel.MARKET_DATA) {
            book.onConnection(up);
            toldMark2Ticks = Instrument.NO_PRICE;
            adverse.onNoBook(desk.nowNanos);
            restartSignals();
        }
        if (channel == Channel.USER) {
            openOrdersKnown = false;
        }
    }

    /** Why nothing may be quoted in this market now, or null. */
    @Nullable
    Reason obstacle() {
        if (desk.stopping) {
            return Reason.STOPPING;
        }
        if (desk.halted) {
            return Reason.HALTED;
        }
        if (stoppingBreaker() != null) {
            return Reason.BREAKER;
        }
        Reason venues = watch.obstacle();
        return venues == null ? obstacleToClosing() : venues;
    }

    /** Why nothing may be sent in this market even to close the position, or null. */
    @Nullable
    Reason obstacleToClosing() {
        if (desk.stopping) {
            return Reason.STOPPING;
        }
        if (watch.obstacleToClosing() != null) {
            return watch.obstacleToClosing();
        }
        if (!venue.connected()) {
            return Reason.NOT_CONNECTED;
        }
        if (!venue.reconciler.reconciled()) {
            return Reason.NOT_RECONCILED;
        }
        return switch (book.status()) {
            case OK -> null;
            case EMPTY -> Reason.EMPTY_BOOK;
            case WARMING_UP -> Reason.WARMING_UP;
            case LOCKED -> Reason.LOCKED_BOOK;
            case CROSSED -> Reason.CROSSED_BOOK;
            case STALE -> Reason.STALE_BOOK;
            case DISCONNECTED -> Reason.NOT_CONNECTED;
        };
    }

    /** The breaker that keeps this market from being quoted, or null. */
    @Nullable
    Breaker stoppingBreaker() {
        Breaker halting = desk.halting();
        return halting != null ? halting : asking(Reaction.CANCEL);
    }

    /** The breaker that leaves only the side which brings inventory nearer its target, or null. */
    @Nullable
    Breaker oneSidedBreaker() {
        return asking(Reaction.ONE_SIDE);
    }

    /** How much farther out a breaker wants quotes now, whole ticks. */
    long widenTicks() {
        if (asking(Reaction.WIDEN) == null) {
            return 0;
        }
        return -StrictMath.floorDiv(-guard.widenMicroTicks(book.mid2Ticks()), PriceParts.MICRO);
    }

    private @Nullable Breaker asking(Reaction reaction) {
        Breaker shared = desk.guard.breakers().asking(reaction);
        if (shared != null) {
            return shared;
        }
        Breaker ofVenue = venue.guard.breakers().asking(reaction);
        return ofVenue != null ? ofVenue : guard.breakers().asking(reaction);
    }

    /** What the larger position that open orders may lead to is worth at the last mid, quote quanta. */
    long grossQuanta() {
        long mid2Ticks = profitAndLoss.mid2Ticks();
        if (mid2Ticks == Instrument.NO_PRICE) {
            return 0;
        }
        long perLot = instrument.baseQuantaPerLot();
        long largest = RiskChecks.largestQuanta(
                inventoryQuanta(), orders.openLots(Side.BUY) * perLot, orders.openLots(Side.SELL) * perLot);
        return instrument.valueQuanta(largest, mid2Ticks);
    }

    long nextDeadlineNanos() {
        long next = StrictMath.min(book.staleDeadlineNanos(), orders.nextDeadlineNanos());
        next = StrictMath.min(next, guard.nextDeadlineNanos());
        next = StrictMath.min(next, watch.nextDeadlineNanos());
        return StrictMath.min(next, pauses.nextAfter(desk.nowNanos));
    }

    /** Base or quote quanta bound by this market's open orders; those of a perpetual need margin and bind nothing. */
    long boundQuanta(int asset) {
        if (instrument.isPerpetual()) {
            return 0;
        }
        long bound = 0;
        if (asset == instrument.quoteAsset()) {
            bound += orders.openNotionalQuanta(Side.BUY, instrument);
        }
        if (asset == instrument.baseAsset()) {
            bound += orders.openLots(Side.SELL) * instrument.baseQuantaPerLot();
        }
        return bound;
    }

    /** Quanta that placements still without an answer would bind: the venue's word may not contain them. */
    long unansweredQuanta(int asset) {
        if (instrument.isPerpetual()) {
            return 0;
        }
        long bound = 0;
        for (int i = 0; i < orders.openCount(); i++) {
            Order order = orders.open(i);
            if (order.state() != OrderState.PENDING_NEW && order.state() != OrderState.UNKNOWN) {
                continue;
            }
            if (order.side() == Side.BUY && asset == instrument.quoteAsset()) {
                bound += instrument.notionalQuanta(order.priceTicks(), order.openLots());
            } else if (order.side() == Side.SELL && asset == instrument.baseAsset()) {
                bound += order.openLots() * instrument.baseQuantaPerLot();
            }
        }
        return bound;
    }

    /**
     * Takes over what is held, open and under way from the engine whose venue this is, and keeps its own view of the
     * market: book, signals, and what fills have taught it.
     */
    void shadow(MarketMaker real) {
        StateCopy.copy(real::visitHeld, this::visitHeld);
        if (pauses.levels() == real.pauses.levels()) {
            StateCopy.copy(real.pauses::visitState, pauses::visitState);
        }
        if (settings.quote().targetIsOpening() && real.settings.quote().targetIsOpening()) {
            targetQuanta = real.targetQuanta;
        } else if (settings.quote().targetIsOpening()) {
            throw new IllegalArgumentException("only one of the two targets is the opening inventory");
        }
    }

    private void visitHeld(StateVisitor v) {
        profitAndLoss.visitState(v);
        orders.visitState(v);
        book.own().visitState(v);
        requests.visitState(v);
        guard.visitState(v);
        flatten.visitState(v);
        watch.visitState(v);
        absence.visitState(v);
        trades.visitState(v);
        openOrdersKnown = v.flag("openOrdersKnown", openOrdersKnown);
        tradesKnown = v.flag("tradesKnown", tradesKnown);
        opened = v.flag("opened", opened);
        toldMark2Ticks = v.int64("toldMark2Ticks", toldMark2Ticks);
        fundedNanos = v.int64("fundedNanos", fundedNanos);
    }

    void visitState(StateVisitor v) {
        v.begin(instrument.symbol());
        book.visitState(v);
        signals.visitState(v);
        alpha.visitState(v);
        profitAndLoss.visitState(v);
        orders.visitState(v);
        requests.visitState(v);
        guard.visitState(v);
        pauses.visitState(v);
        flatten.visitState(v);
        watch.visitState(v);
        absence.visitState(v);
        adverse.visitState(v);
        trades.visitState(v);
        restartsSeen = v.int64("restartsSeen", restartsSeen);
        openOrdersKnown = v.flag("openOrdersKnown", openOrdersKnown);
        tradesKnown = v.flag("tradesKnown", tradesKnown);
        touchSilent = v.flag("touchSilent", touchSilent);
        opened = v.flag("opened", opened);
        targetQuanta = v.int64("targetQuanta", targetQuanta);
        toldMark2Ticks = v.int64("toldMark2Ticks", toldMark2Ticks);
        fundedNanos = v.int64("fundedNanos", fundedNanos);
        v.end();
    }
}
