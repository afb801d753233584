package dev.flowmaker.core.engine;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelCause;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Order;
import dev.flowmaker.core.order.OrderSettings;
import dev.flowmaker.core.order.OrderState;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.order.SlotMatcher;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteInput;
import dev.flowmaker.core.quote.QuotePricer;
import dev.flowmaker.core.quote.Readiness;
import dev.flowmaker.core.risk.Breaker;
import dev.flowmaker.core.risk.Exposure;
import dev.flowmaker.core.risk.RiskChecks;
import dev.flowmaker.core.risk.Verdict;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.SignalKind;
import org.jspecify.annotations.Nullable;

/**
 * One quoting evaluation: wanted quotes against working orders, slot by slot. The decision record leaves first, with
 * every slot in it, then the commands it names.
 */
final class Quoter {
    private static final Side[] SIDES = Side.values();

    private final MarketMaker market;
    private final Desk desk;
    private final Account account;
    private final QuotePricer pricer;
    private final RiskChecks risk;
    private final OrderSettings settings;
    private final int levels;

    private final SlotMatcher matcher;
    private final long[] wantedTicks;
    private final long[] wantedLots;
    private final QuoteInput input = new QuoteInput();
    private final Exposure exposure = new Exposure();
    private final Decision decision = new Decision();
    private final PlaceOrder place = new PlaceOrder();
    private final CancelOrder cancel = new CancelOrder();
    private final CancelAll cancelAll = new CancelAll();
    private final boolean limitsAccount;
    private long lastNanos = Long.MIN_VALUE;
    /** Whether this evaluation cancels all orders of the market at once. */
    private boolean everything;

    Quoter(MarketMaker market, Desk desk, Account account) {
        this.market = market;
        this.desk = desk;
        this.account = account;
        this.pricer = new QuotePricer(market.instrument, market.settings.quote(), market.adverse);
        this.risk = new RiskChecks(market.instrument, market.settings.risk(), desk.settings.risk(), desk.checks);
        limitsAccount = !desk.settings.risk().limitsNoMoney();
        this.settings = market.settings.order();
        this.levels = market.settings.quote().levels();
        this.matcher = new SlotMatcher(settings, levels);
        this.wantedTicks = new long[levels];
        this.wantedLots = new long[levels];
    }

    /** Whether a pause ended since the last evaluation. */
    boolean pauseEnded() {
        return market.pauses.nextAfter(lastNanos) <= desk.nowNanos;
    }

    void evaluate(MessageKind trigger) {
        lastNanos = desk.nowNanos;
        Reason obstacle = market.obstacle();
        if (market.absence.look(obstacle, desk.nowNanos)) {
            long awayNanos = desk.nowNanos - market.absence.sinceNanos();
            String why = market.absence.take().name();
            desk.notice(NoticeCode.QUOTES_BACK, market.market(), 0, awayNanos, 0, why);
        }
        everything = market.venue.terms().dedicatedAccount() && desk.placesNothing() && anyCancelable();
        market.adverse.release(desk.nowNanos);
        obstacle = describeMarket(trigger, obstacle);
        refreshExposure();
        for (Side side : SIDES) {
            Reason against = obstacle == null && !pricer.quotes(side) ? Reason.INVENTORY_LIMIT : obstacle;
            want(side, against == null);
            for (int level = 0; level < levels; level++) {
                QuoteLine line = decision.quote(side.ordinal() * levels + level);
                if (!flattens(line)) {
                    decide(line, afterBreakers(line, against));
                }
            }
        }
        desk.emit(decision, market.market());
        if (everything) {
            cancelAll.cause = desk.stopping ? CancelCause.STOP : desk.halted ? CancelCause.HALT : CancelCause.BREAKER;
            market.countRequest();
            desk.emit(cancelAll, market.market());
        }
        for (int i = 0; i < decision.quotes(); i++) {
            send(decision.quote(i));
        }
    }

    /** Returns the obstacle, or what else stands in the way of a price. */
    private @Nullable Reason describeMarket(MessageKind trigger, @Nullable Reason obstacle) {
        decision.clear();
        decision.trigger = trigger;
        decision.bidTicks = market.book.bidTicks();
        decision.bidLots = market.book.bidLots();
        decision.askTicks = market.book.askTicks();
        decision.askLots = market.book.askLots();
        decision.flowLots = market.lastFlowLots();
        decision.inventoryQuanta = market.inventoryQuanta();
        input.volatility = market.signals.volatility();
        decision.volatility = input.volatility;
        if (obstacle != null) {
            return obstacle;
        }
        weighSignals();
        input.nowNanos = desk.nowNanos;
        input.mid2Ticks = market.book.mid2Ticks();
        input.bestBidTicks = market.book.bidTicks();
        input.bestBidLots = market.book.bidLots();
        input.bestAskTicks = market.book.askTicks();
        input.bestAskLots = market.book.askLots();
        input.standingBidTicks = market.book.standingTicks(Side.BUY, desk.nowNanos);
        input.standingBidLots = market.book.standingLots(Side.BUY, desk.nowNanos);
        input.standingAskTicks = market.book.standingTicks(Side.SELL, desk.nowNanos);
        input.standingAskLots = market.book.standingLots(Side.SELL, desk.nowNanos);
        input.alphaHorizonNanos = market.alpha.horizonNanos();
        input.alphaCapMicroTicks = market.settings.alpha().capMicroTicks();
        input.alphaMicroTicks = market.alpha.microTicks();
        input.intensity = market.signals.intensity();
        input.intensityDecay = market.signals.intensityDecay();
        input.inventoryQuanta = decision.inventoryQuanta;
        input.inventoryPpm = market.inventoryPpm();
        Readiness readiness = pricer.prepare(input);
        decision.volatility = pricer.volatility();
        decision.intensity = pricer.intensity();
        decision.intensityDecay = pricer.intensityDecay();
        decision.buyMarkoutMicroTicks = market.adverse.expectedMicroTicks(Side.BUY, input.mid2Ticks);
        decision.sellMarkoutMicroTicks = market.adverse.expectedMicroTicks(Side.SELL, input.mid2Ticks);
        switch (readiness) {
            case NO_VOLATILITY -> {
                return Reason.NO_VOLATILITY;
            }
            case NO_INTENSITY -> {
                return Reason.NO_INTENSITY;
            }
            case READY -> decision.fairMicroTicks = pricer.fairMicroTicks();
        }
        return null;
    }

    /** A line for each signal, and one for what the cap took away, so that all of them add up to alpha. */
    private void weighSignals() {
        Alpha alpha = market.alpha;
        long shift = alpha.evaluate(desk.nowNanos, market.signals);
        for (int i = 0; i < market.signals.size(); i++) {
            SignalLine line = decision.addSignal();
            line.kind = market.signals.kind(i);
            line.rank = market.signals.rank(i);
            line.value = alpha.value(i);
            line.weight = alpha.weightUsed(i);
            line.microTicks = alpha.contribution(i);
            line.confidence = alpha.confidence(i);
        }
        SignalLine all = decision.addSignal();
        all.kind = SignalKind.ALPHA_CAP;
        all.rank = 0;
        all.value = alpha.uncappedMicroTicks() / (double) PriceParts.MICRO;
        all.weight = 0;
        all.microTicks = shift - alpha.uncappedMicroTicks();
        all.confidence = alpha.confidence();
    }

    /** Adds one side's lines, with their prices if there are any, and finds for each the order that serves it best. */
    private void want(Side side, boolean priced) {
        long left = priced ? reducible(side) : 0;
        for (int level = 0; level < levels; level++) {
            QuoteLine line = decision.addQuote();
            line.side = side;
            line.level = level;
            if (priced) {
                pricer.price(side, level, line.parts);
                line.parts.set(PartKind.BREAKER, -side.sign() * market.widenTicks() * PriceParts.MICRO);
                line.priceTicks = line.parts.sum() / PriceParts.MICRO;
                line.lots = StrictMath.min(pricer.lots(side, level), left);
                left -= line.lots;
                wantedTicks[level] = line.priceTicks;
                wantedLots[level] = line.lots;
            }
        }
        if (priced) {
            matcher.match(market.orders, side, wantedTicks, wantedLots);
        }
    }

    /**
     * How much may be quoted on this side: while a breaker leaves only the one that brings inventory nearer its target, no more
     * than brings it there, what may still fill unseen included. Lots.
     */
    private long reducible(Side side) {
        if (market.oneSidedBreaker() == null || side.sign() * decision.inventoryQuanta >= 0) {
            return Long.MAX_VALUE;
        }
        long lots = StrictMath.abs(decision.inventoryQuanta) / market.instrument.baseQuantaPerLot();
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (order.side() == side && order.state() == OrderState.UNKNOWN) {
                lots -= order.openLots();
            }
        }
        return StrictMath.max(0, lots);
    }

    /** The obstacle that breakers are for this side, if any, with the one that decides on the line. */
    private @Nullable Reason afterBreakers(QuoteLine line, @Nullable Reason obstacle) {
        if (obstacle != null && obstacle != Reason.BREAKER) {
            return obstacle;
        }
        Breaker breaker = obstacle == null ? market.oneSidedBreaker() : market.stoppingBreaker();
        boolean reduces = obstacle == null
                && line.side.sign() * decision.inventoryQuanta < 0
                && line.lots >= market.instrument.minLots();
        if (breaker == null || reduces) {
            return obstacle;
        }
        line.verdict = breaker.kind().verdict();
        line.observed = breaker.observed();
        line.limit = breaker.limit();
        return Reason.BREAKER;
    }

    private void decide(QuoteLine line, @Nullable Reason obstacle) {
        Order order = market.orders.inSlot(line.side, line.level);
        if (order == null) {
            decideFree(line, obstacle);
            return;
        }
        line.orderId = order.id();
        line.workingPriceTicks = order.priceTicks();
        line.workingLots = order.openLots();
        switch (order.state()) {
            case PENDING_NEW -> {
                if (obstacle == null || obstacle == Reason.WARMING_UP) {
                    set(line, Action.KEEP, Reason.AWAITING_ACK);
                } else {
                    takeAway(line, order, Action.CANCEL, obstacle);
                }
            }
            case PENDING_CANCEL -> set(line, Action.KEEP, Reason.AWAITING_CANCEL);
            case UNKNOWN -> set(line, Action.KEEP, Reason.OUTCOME_UNKNOWN);
            default -> decideWorking(line, order, obstacle);
        }
    }

    /** Decides a line by an operator's word to close the position; false when that is no matter of this line. */
    private boolean flattens(QuoteLine line) {
        // First everything is canceled, and the venue asked whether that is so.
        boolean its = desk.halted ? desk.sweepBegun : market.watch.closes();
        if (!market.flatten.active() || !its) {
            return false;
        }
        Order order = market.orders.inSlot(line.side, line.level);
        if (order != null) {
            boolean stays = market.flatten.isItsOrder(order.id()) && !desk.stopping;
            if (stays) {
                line.orderId = order.id();
                line.workingPriceTicks = order.priceTicks();
                line.workingLots = order.openLots();
                set(line, Action.KEEP, Reason.FLATTEN);
            }
            return stays;
        }
        long inventory = market.inventoryQuanta();
        Side closing = inventory > 0 ? Side.SELL : Side.BUY;
        boolean itsTurn = line.level == 0 && (inventory == 0 || line.side == closing) && market.orders.openCount() == 0;
        if (!itsTurn || market.obstacleToClosing() != null || market.venue.rateLimited()) {
            return false;
        }
        if (market.pauses.rejectedLately(line.side, line.level, desk.nowNanos)) {
            return false;
        }
        close(line, StrictMath.abs(inventory));
        return true;
    }

    private void close(QuoteLine line, long quanta) {
        Instrument instrument = market.instrument;
        input.mid2Ticks = market.book.mid2Ticks();
        refreshExposure();
        market.flatten.onBook(input.mid2Ticks);
        line.priceTicks = risk.withinCollar(line.side, market.flatten.limitTicks(line.side), input.mid2Ticks);
        line.lots = StrictMath.min(quanta / instrument.baseQuantaPerLot(), risk.mostLots(line.priceTicks));
        long midMicroTicks = input.mid2Ticks * (PriceParts.MICRO / 2);
        line.parts.set(PartKind.MID, midMicroTicks);
        line.parts.set(PartKind.PRICE_LIMIT, line.priceTicks * PriceParts.MICRO - midMicroTicks);
        check(
                line,
                risk.close(line.side, line.priceTicks, line.lots, exposure, market.requests, market.venue.requests));
        if (line.verdict == Verdict.PASS) {
            place(line, Reason.FLATTEN);
            market.flatten.placed(line.orderId);
            return;
        }
        set(line, Action.SUPPRESS, Reason.RISK);
        if (line.verdict == Verdict.MIN_SIZE || line.verdict == Verdict.MIN_NOTIONAL) {
            // What is left is too small for the venue.
            market.flatten.end();
            desk.notice(NoticeCode.FLATTENED, market.market(), 0, market.inventoryQuanta(), 0);
        }
    }

    private void place(QuoteLine line, Reason reason) {
        set(line, Action.PLACE, reason);
        line.orderId = desk.nextOrderId();
        market.orders.place(line.orderId, line.side, line.level, line.priceTicks, line.lots, desk.nowNanos);
        market.countRequest();
        refreshExposure();
    }

    private void decideFree(QuoteLine line, @Nullable Reason obstacle) {
        if (obstacle != null) {
            set(line, Action.SUPPRESS, obstacle);
        } else if (market.venue.rateLimited()) {
            set(line, Action.SUPPRESS, Reason.RATE_LIMITED);
        } else if (market.pauses.filledLately(line.side, desk.nowNanos)) {
            set(line, Action.SUPPRESS, Reason.PAUSE_AFTER_FILL);
        } else if (market.pauses.rejectedLately(line.side, line.level, desk.nowNanos)) {
            set(line, Action.SUPPRESS, Reason.PAUSE_AFTER_REJECT);
        } else if (line.lots < market.instrument.minLots()) {
            set(line, Action.SUPPRESS, Reason.NO_SIZE);
        } else {
            check(
                    line,
                    risk.place(
                            line.side, line.priceTicks, line.lots, exposure, market.requests, market.venue.requests));
            if (line.verdict == Verdict.PASS) {
                place(line, Reason.NEW_QUOTE);
            } else {
                set(line, Action.SUPPRESS, Reason.RISK);
            }
        }
    }

    private void decideWorking(QuoteLine line, Order order, @Nullable Reason obstacle) {
        if (obstacle == Reason.WARMING_UP || (obstacle != null && market.watch.keeps(obstacle))) {
            set(line, Action.KEEP, obstacle);
            return;
        }
        if (obstacle != null) {
            takeAway(line, order, Action.CANCEL, obstacle);
            return;
        }
        check(line, risk.keep(line.side, order.priceTicks(), order.openLots(), exposure));
        long moved = StrictMath.abs(line.priceTicks - order.priceTicks()) * PriceParts.MICRO;
        long age = desk.nowNanos - order.sentNanos();
        long edge = pricer.edgeMicroTicks(line.side, order.priceTicks());
        if (line.verdict != Verdict.PASS) {
            takeAway(line, order, Action.CANCEL, Reason.RISK);
        } else if (line.lots < market.instrument.minLots()) {
            takeAway(line, order, Action.CANCEL, Reason.NO_SIZE);
        } else if (settings.maxAgeNanos() > 0 && age >= settings.maxAgeNanos()) {
            takeAway(line, order, Action.REPLACE, Reason.MAX_AGE);
        } else if (settings.tooLarge(order.openLots(), line.lots) || turnsInventory(line, order)) {
            takeAway(line, order, Action.REPLACE, Reason.RESIZE);
        } else if (moved == 0) {
            set(line, Action.KEEP, Reason.SAME_TICK);
        } else if (moved >= settings.requoteMicroTicks() && age >= settings.minAgeNanos()) {
            takeAway(line, order, Action.REPLACE, Reason.REPRICE);
        } else if (edge < 0) {
            line.observed = edge;
            line.limit = 0;
            takeAway(line, order, Action.REPLACE, Reason.EDGE_GONE);
        } else if (moved < settings.requoteMicroTicks()) {
            set(line, Action.KEEP, Reason.WITHIN_THRESHOLD);
        } else {
            set(line, Action.KEEP, Reason.BELOW_MIN_AGE);
        }
    }

    /** Whether only one side may be quoted and this order would lead past the target. */
    private boolean turnsInventory(QuoteLine line, Order order) {
        return order.openLots() > line.lots && market.oneSidedBreaker() != null;
    }

    private void takeAway(QuoteLine line, Order order, Action action, Reason reason) {
        if (order.state() != OrderState.PENDING_NEW && !order.cancelable(desk.nowNanos)) {
            set(line, Action.KEEP, Reason.PAUSE_AFTER_REJECT);
            return;
        }
        if (cancelsAlone(order)) {
            market.countRequest();
        }
        set(line, action, reason);
    }

    private void check(QuoteLine line, Verdict verdict) {
        line.verdict = verdict;
        line.observed = risk.observed();
        line.limit = risk.limit();
    }

    private static void set(QuoteLine line, Action action, Reason reason) {
        line.action = action;
        line.reason = reason;
    }

    /** With {@link #everything} under way only placements still unanswered get their own cancel. */
    private boolean cancelsAlone(Order order) {
        return !everything || order.state() == OrderState.PENDING_NEW;
    }

    /** Carries out one line. */
    private void send(QuoteLine line) {
        if (line.action == Action.PLACE) {
            place.orderId = line.orderId;
            place.side = line.side;
            place.priceTicks = line.priceTicks;
            place.lots = line.lots;
            place.postOnly = line.reason != Reason.FLATTEN;
            market.book.own().sent(line.orderId, line.side, line.priceTicks, line.lots);
            desk.emit(place, market.market());
        } else if (line.action == Action.CANCEL || line.action == Action.REPLACE) {
            Order order = market.orders.inSlot(line.side, line.level);
            if (order == null) {
                throw new IllegalStateException("nothing to cancel at " + line.side + " " + line.level);
            }
            boolean alone = cancelsAlone(order);
            market.orders.cancelSent(order, desk.nowNanos);
            market.book.own().cancelSent(order.id());
            if (alone) {
                cancel.orderId = order.id();
                cancel.cause = cause(line.reason);
                desk.emit(cancel, market.market());
            }
        }
    }

    private boolean anyCancelable() {
        for (int i = 0; i < market.orders.openCount(); i++) {
            Order order = market.orders.open(i);
            if (order.cancelable(desk.nowNanos) && (desk.stopping || !market.flatten.isItsOrder(order.id()))) {
                return true;
            }
        }
        return false;
    }

    private static CancelCause cause(Reason reason) {
        return switch (reason) {
            case REPRICE, EDGE_GONE -> CancelCause.REPRICE;
            case RESIZE -> CancelCause.RESIZE;
            case MAX_AGE -> CancelCause.MAX_AGE;
            case STOPPING -> CancelCause.STOP;
            case HALTED -> CancelCause.HALT;
            case BREAKER -> CancelCause.BREAKER;
            default -> CancelCause.SUPPRESSED;
        };
    }

    private void refreshExposure() {
        Instrument instrument = market.instrument;
        exposure.nowNanos = desk.nowNanos;
        exposure.mid2Ticks = input.mid2Ticks;
        exposure.inventoryQuanta = decision.inventoryQuanta;
        exposure.openBuyQuanta = market.orders.openLots(Side.BUY) * instrument.baseQuantaPerLot();
        exposure.openSellQuanta = market.orders.openLots(Side.SELL) * instrument.baseQuantaPerLot();
        if (instrument.isPerpetual()) {
            account.describeMargin(market, exposure);
        } else {
            exposure.freeBaseQuanta = freeQuanta(instrument.baseAsset());
            exposure.freeQuoteQuanta = freeQuanta(instrument.quoteAsset());
        }
        exposure.highestBuyTicks = market.orders.bestTicks(Side.BUY);
        exposure.lowestSellTicks = market.orders.bestTicks(Side.SELL);
        exposure.openOrders = market.orders.openCount();
        exposure.lastTradeTicks = market.guard.lastTradeTicks();
        exposure.reference2Ticks = market.guard.reference2Ticks();
        exposure.venueOpenOrders = market.venue.openOrders();
        if (limitsAccount) {
            exposure.accountBaseMostQuanta = account.mostQuanta(instrument.baseAsset());
            exposure.accountBaseLeastQuanta = account.leastQuanta(instrument.baseAsset());
            exposure.accountQuoteMostQuanta = account.mostQuanta(instrument.quoteAsset());
            exposure.accountQuoteLeastQuanta = account.leastQuanta(instrument.quoteAsset());
            exposure.accountGrossQuanta = account.grossQuanta(instrument.quoteAsset());
        }
    }

    private long freeQuanta(int asset) {
        long owned = StrictMath.min(desk.ledger.walletQuanta(asset), desk.ledger.reportedQuanta(asset));
        long free = owned - account.boundQuanta(asset);
        return market.venue.terms().dedicatedAccount()
                ? free
                : StrictMath.min(free, desk.ledger.availableQuanta(asset, market.unansweredQuanta(asset)));
    }

    void visitState(StateVisitor v) {
        v.begin("quoter");
        lastNanos = v.int64("lastNanos", lastNanos);
        pricer.visitState(v);
        v.end();
    }
}
