package dev.flowmaker.core.risk;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.market.Instrument;

/**
 * Watches one market: its breakers, what they measure, and the prices that the collars are held against. Told of what
 * happens, in event time; asks nobody.
 */
public final class MarketGuard {
    private static final long BILLION = 1_000_000_000L;

    private final RiskSettings settings;
    private final Breakers breakers;
    private final Breaker staleBook;
    private final Breaker crossedBook;
    private final Breaker volatility;
    private final Breaker fillRate;
    private final Breaker markout;
    private final Breaker rejects;
    private final Breaker dayLoss;
    private final Breaker drawdown;
    private final Breaker margin;
    private final Breaker leverage;
    private final Breaker liquidation;

    private final EventRate stales;
    private final EventRate crosses;
    private final EventRate fills;
    private final EventRate refusals;
    private final LastMarkouts markouts;
    private final MidRange range;
    private final SlowReference reference;
    private final LossWatch losses;
    private final Instrument instrument;
    /** The larger of the positions that are allowed, base quanta. */
    private final long largestQuanta;

    private long lastTradeTicks = Instrument.NO_PRICE;
    private long mid2Ticks = Instrument.NO_PRICE;

    /** @param dayStartNanos when days begin, nanoseconds after midnight UTC */
    public MarketGuard(Instrument instrument, RiskSettings settings, long dayStartNanos, Breakers.Listener listener) {
        this.instrument = instrument;
        this.settings = settings;
        breakers = new Breakers(BreakerKind.Scope.MARKET, settings.breakers(), listener);
        staleBook = breakers.of(BreakerKind.STALE_BOOK);
        crossedBook = breakers.of(BreakerKind.CROSSED_BOOK);
        volatility = breakers.of(BreakerKind.VOLATILITY);
        fillRate = breakers.of(BreakerKind.FILL_RATE);
        markout = breakers.of(BreakerKind.MARKOUT);
        rejects = breakers.of(BreakerKind.REJECTS);
        dayLoss = breakers.of(BreakerKind.DAY_LOSS);
        drawdown = breakers.of(BreakerKind.DRAWDOWN);
        margin = breakers.of(BreakerKind.MARGIN);
        leverage = breakers.of(BreakerKind.LEVERAGE);
        liquidation = breakers.of(BreakerKind.LIQUIDATION);
        stales = counter(staleBook);
        crosses = counter(crossedBook);
        fills = counter(fillRate);
        refusals = counter(rejects);
        markouts = new LastMarkouts(markout.settings().count());
        range = new MidRange(volatility.settings().windowNanos());
        reference = new SlowReference(settings.referenceNanos());
        losses = new LossWatch(dayStartNanos);
        largestQuanta = StrictMath.max(settings.maxLongQuanta(), settings.maxShortQuanta());
    }

    private static EventRate counter(Breaker breaker) {
        return new EventRate(breaker.settings().count(), breaker.settings().windowNanos());
    }

    public Breakers breakers() {
        return breakers;
    }

    public LossWatch losses() {
        return losses;
    }

    /** Price of the last public trade, or {@link Instrument#NO_PRICE}. */
    public long lastTradeTicks() {
        return lastTradeTicks;
    }

    /** The slow reference, half ticks, or {@link Instrument#NO_PRICE}. */
    public long reference2Ticks() {
        return reference.mid2Ticks();
    }

    /** How much farther out quotes stand now, millionths of a tick. */
    public long widenMicroTicks(long atMid2Ticks) {
        return settings.widenBy().microTicksAt(atMid2Ticks);
    }

    /**
     * A book frame passed.
     *
     * @param clean whether the book is to be believed
     * @param newMid2Ticks its mid; read only when clean
     */
    public void onFrame(long nowNanos, boolean clean, long newMid2Ticks) {
        if (clean) {
            mid2Ticks = newMid2Ticks;
            if (settings.referenceCollarPpb() != RiskSettings.UNLIMITED) {
                reference.add(nowNanos, newMid2Ticks);
            }
            if (volatility.watched()) {
                range.add(nowNanos, newMid2Ticks);
                long most = volatility.settings().limit();
                boolean moved = range.exceeds(most);
                volatility.hold(moved, nowNanos, moved ? range.rangePpb() : 0, most);
            }
        }
        breakers.onFrame(clean);
    }

    /** The profit or loss of the session is this now, quote quanta. */
    public void onProfit(long nowNanos, long sessionQuanta) {
        losses.mark(nowNanos, sessionQuanta);
        if (mid2Ticks == Instrument.NO_PRICE) {
            return;
        }
        hold(dayLoss, nowNanos, losses.dayLossQuanta(), settings.dayLoss());
        hold(drawdown, nowNanos, losses.drawdownQuanta(), settings.drawdown());
    }

    private void hold(Breaker breaker, long nowNanos, long lost, LossLimit most) {
        if (breaker.watched()) {
            // A gain is within any limit: most frames pass without a division.
            long quanta = lost <= 0 || most.ppb() == 0
                    ? most.quanta()
                    : Wide.multiplyDivideFloor(instrument.valueQuanta(largestQuanta, mid2Ticks), most.ppb(), BILLION);
            breaker.hold(lost > quanta, nowNanos, lost, quanta);
        }
    }

    /**
     * A perpetual's account is this now, quanta of what it is settled in.
     *
     * @param positionQuanta the position, base quanta with a sign
     * @param valueQuanta what it is worth, never negative
     * @param totalValueQuanta what all positions of the account are worth, this one among them
     * @param otherMaintenanceQuanta maintenance margin of the others
     */
    public void onAccount(
            long nowNanos,
            long positionQuanta,
            long valueQuanta,
            long equityQuanta,
            long totalValueQuanta,
            long otherMaintenanceQuanta) {
        Contract contract = instrument.contract();
        if (margin.watched()) {
            long needed = otherMaintenanceQuanta + Margin.requiredQuanta(valueQuanta, contract.maintenanceMarginPpb());
            long share = needed == 0
                    ? 0
                    : equityQuanta <= 0 ? Long.MAX_VALUE : Wide.multiplyDivideFloor(needed, BILLION, equityQuanta);
            long most = margin.settings().limit();
            margin.hold(share > most, nowNanos, share, most);
        }
        if (leverage.watched()) {
            long milli = Margin.leverageMilli(totalValueQuanta, equityQuanta);
            long most = leverage.settings().limit();
            leverage.hold(milli > most, nowNanos, milli, most);
        }
        if (liquidation.watched()) {
            long ppb = Margin.liquidationPpb(
                    contract.kind(),
                    positionQuanta > 0 ? Side.BUY : Side.SELL,
                    valueQuanta,
                    equityQuanta - otherMaintenanceQuanta,
                    contract.maintenanceMarginPpb());
            long least = liquidation.settings().limit();
            liquidation.hold(ppb < least, nowNanos, ppb, least);
        }
    }

    /** Whether any breaker looks at a perpetual's account. */
    public boolean watchesAccount() {
        return instrument.isPerpetual() && (margin.watched() || leverage.watched() || liquidation.watched());
    }

    /** The book just became stale. */
    public void onStale(long nowNanos) {
        count(staleBook, stales, nowNanos);
    }

    /** The book just became crossed or locked. */
    public void onCrossed(long nowNanos) {
        count(crossedBook, crosses, nowNanos);
    }

    /** The public feed told a trade. */
    public void onTrade(long priceTicks) {
        lastTradeTicks = priceTicks;
    }

    /** An order of ours traded. */
    public void onFill(long nowNanos) {
        count(fillRate, fills, nowNanos);
    }

    /** How far the mid moved against an own trade in a while is known now, half ticks. */
    public void onMarkout(long nowNanos, long against2Ticks, long atMid2Ticks) {
        if (!markout.watched()) {
            return;
        }
        long ppb = Wide.multiplyDivideFloor(against2Ticks, BILLION, atMid2Ticks);
        markouts.add(ppb);
        long most = markout.settings().limit();
        if (markouts.full() && markouts.averagePpb() > most) {
            long seen = markouts.averagePpb();
            markouts.clear();
            markout.hit(nowNanos, seen, most);
        }
    }

    /** The venue refused a placement or a cancel. One that would have taken liquidity is the market's doing, not ours. */
    public void onReject(long nowNanos, RejectReason reason) {
        if (reason != RejectReason.POST_ONLY_WOULD_TAKE && reason != RejectReason.UNKNOWN_ORDER) {
            count(rejects, refusals, nowNanos);
        }
    }

    private static void count(Breaker breaker, EventRate rate, long nowNanos) {
        if (!breaker.watched()) {
            return;
        }
        rate.add(nowNanos);
        if (rate.full(nowNanos)) {
            rate.clear();
            breaker.hit(nowNanos, rate.limit(), rate.limit());
        } else {
            breaker.disturb(nowNanos);
        }
    }

    public void onTimer(long nowNanos) {
        breakers.onTimer(nowNanos);
    }

    public long nextDeadlineNanos() {
        return breakers.nextDeadlineNanos();
    }

    /** An operator resumes: every breaker is armed, and losses count anew from here where they had tripped one. */
    public void resume() {
        if (dayLoss.state() != BreakerState.ARMED) {
            losses.forgiveDay();
        }
        if (drawdown.state() != BreakerState.ARMED) {
            losses.forgiveDrawdown();
        }
        breakers.resume();
    }

    /** Goes on where an earlier session's ended: its losses, and the breakers that wait for an operator. */
    public void takeOver(MarketGuard earlier) {
        losses.takeOver(earlier.losses);
        breakers.takeOver(earlier.breakers);
    }

    /** Shows what outlives a session, under the names that it has in the whole state. */
    public void visitMemory(StateVisitor v) {
        v.begin("guard");
        breakers.visitState(v);
        losses.visitState(v);
        v.end();
    }

    public void visitState(StateVisitor v) {
        v.begin("guard");
        breakers.visitState(v);
        stales.visitState(v);
        crosses.visitState(v);
        fills.visitState(v);
        refusals.visitState(v);
        markouts.visitState(v);
        range.visitState(v);
        reference.visitState(v);
        losses.visitState(v);
        lastTradeTicks = v.int64("lastTradeTicks", lastTradeTicks);
        mid2Ticks = v.int64("mid2Ticks", mid2Ticks);
        v.end();
    }
}
