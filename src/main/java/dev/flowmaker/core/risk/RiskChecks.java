package dev.flowmaker.core.risk;

import dev.flowmaker.core.Contract;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.market.Instrument;
import org.jspecify.annotations.Nullable;

/**
 * The checks before every order of one market, in a fixed order; the first that fails decides. After a check,
 * {@link #observed} and {@link #limit} hold the deciding numbers in that check's unit. What equals its limit passes.
 */
public final class RiskChecks {
    private static final long BILLION = 1_000_000_000L;
    /** Two of these, multiplied, fit a long. */
    private static final long SMALL = 3_000_000_000L;

    private final Instrument instrument;
    private final RiskSettings settings;
    private final long baseQuantaPerLot;
    private final int maxVenueOpenOrders;
    private final long maxBaseQuanta;
    private final long maxQuoteQuanta;
    private final long maxAccountGrossQuanta;
    private final @Nullable CheckListener listener;
    private long observed;
    private long limit;

    public RiskChecks(Instrument instrument, RiskSettings settings, SharedRiskSettings shared) {
        this(instrument, settings, shared, null);
    }

    /** @param listener hears of each check; null for nobody */
    public RiskChecks(
            Instrument instrument, RiskSettings settings, SharedRiskSettings shared, @Nullable CheckListener listener) {
        this.listener = listener;
        this.instrument = instrument;
        this.settings = settings;
        baseQuantaPerLot = instrument.baseQuantaPerLot();
        maxVenueOpenOrders = shared.maxOpenOrders(instrument.venue());
        maxBaseQuanta = shared.maxPositionQuanta().get(instrument.baseAsset());
        maxQuoteQuanta = shared.maxPositionQuanta().get(instrument.quoteAsset());
        maxAccountGrossQuanta = shared.maxGrossQuanta().get(instrument.quoteAsset());
    }

    public long observed() {
        return observed;
    }

    public long limit() {
        return limit;
    }

    /**
     * Whether a new order may be sent.
     *
     * @param market the market's own requests so far
     * @param venue those of all markets at the venue
     */
    public Verdict place(Side side, long priceTicks, long lots, Exposure e, RequestMeter market, RequestMeter venue) {
        begin(side, priceTicks, lots);
        Verdict own = ofItself(priceTicks, lots, e);
        if (own != Verdict.PASS) {
            return own;
        }
        if (crossesOwn(side, priceTicks, e)) {
            return Verdict.SELF_CROSS;
        }
        long quanta = lots * baseQuantaPerLot;
        long notional = instrument.notionalQuanta(priceTicks, lots);
        Verdict exposed = exposure(side, quanta, notional, e);
        if (exposed != Verdict.PASS) {
            return exposed;
        }
        if (above(Verdict.OPEN_ORDERS, e.openOrders + 1L, settings.maxOpenOrders())) {
            return Verdict.OPEN_ORDERS;
        }
        if (above(Verdict.VENUE_OPEN_ORDERS, e.venueOpenOrders + 1L, maxVenueOpenOrders)) {
            return Verdict.VENUE_OPEN_ORDERS;
        }
        return requests(e.nowNanos, market, venue);
    }

    /**
     * Whether an order that closes part of the position on an operator's word may be sent. Limits of the position are no
     * reason to keep it, and of the collars only the mid's binds.
     */
    public Verdict close(Side side, long priceTicks, long lots, Exposure e, RequestMeter market, RequestMeter venue) {
        begin(side, priceTicks, lots);
        Verdict sizes = sizes(priceTicks, lots);
        if (sizes != Verdict.PASS) {
            return sizes;
        }
        if (outside(Verdict.COLLAR, priceTicks, e.mid2Ticks, settings.collarPpb())) {
            return Verdict.COLLAR;
        }
        boolean covered = instrument.isPerpetual()
                || covered(side, lots * baseQuantaPerLot, instrument.notionalQuanta(priceTicks, lots), e);
        if (!covered) {
            return Verdict.BALANCE;
        }
        return requests(e.nowNanos, market, venue);
    }

    /** Lots of the largest order at a price. */
    public long mostLots(long priceTicks) {
        long byValue = settings.maxOrderNotionalQuanta() / instrument.notionalQuanta(priceTicks, 1);
        return StrictMath.min(byValue, StrictMath.min(settings.maxOrderLots(), instrument.maxLots()));
    }

    /** The price nearest to this one that the mid's collar allows a side to take or give. */
    public long withinCollar(Side side, long priceTicks, long mid2Ticks) {
        long away2 = Wide.multiplyDivideFloor(mid2Ticks, settings.collarPpb(), BILLION);
        return side == Side.BUY
                ? StrictMath.min(priceTicks, StrictMath.floorDiv(mid2Ticks + away2, 2))
                : StrictMath.max(priceTicks, -StrictMath.floorDiv(-(mid2Ticks - away2), 2));
    }

    /** Whether an order that is on the book may stay there. */
    public Verdict keep(Side side, long priceTicks, long openLots, Exposure e) {
        begin(side, priceTicks, openLots);
        Verdict collar = collars(priceTicks, e);
        if (collar != Verdict.PASS) {
            return collar;
        }
        if (above(Verdict.MAX_SIZE, openLots, settings.maxOrderLots())) {
            return Verdict.MAX_SIZE;
        }
        if (exceedsPosition(side, 0, e)) {
            return Verdict.POSITION;
        }
        return exceedsAccountPosition(side, 0, 0, e) ? Verdict.ACCOUNT_POSITION : Verdict.PASS;
    }

    private void begin(Side side, long priceTicks, long lots) {
        if (listener != null) {
            listener.begins(side, priceTicks, lots);
        }
    }

    private Verdict ofItself(long priceTicks, long lots, Exposure e) {
        Verdict sizes = sizes(priceTicks, lots);
        return sizes == Verdict.PASS ? collars(priceTicks, e) : sizes;
    }

    private Verdict sizes(long priceTicks, long lots) {
        if (below(Verdict.MIN_SIZE, lots, instrument.minLots())) {
            return Verdict.MIN_SIZE;
        }
        if (above(Verdict.MAX_SIZE, lots, StrictMath.min(settings.maxOrderLots(), instrument.maxLots()))) {
            return Verdict.MAX_SIZE;
        }
        if (below(Verdict.PRICE_RANGE, priceTicks, instrument.minPriceTicks())
                || above(Verdict.PRICE_RANGE, priceTicks, instrument.maxPriceTicks())) {
            return Verdict.PRICE_RANGE;
        }
        long notional = instrument.notionalQuanta(priceTicks, lots);
        if (below(Verdict.MIN_NOTIONAL, notional, instrument.minNotionalQuanta())) {
            return Verdict.MIN_NOTIONAL;
        }
        if (above(Verdict.MAX_NOTIONAL, notional, settings.maxOrderNotionalQuanta())) {
            return Verdict.MAX_NOTIONAL;
        }
        return Verdict.PASS;
    }

    private Verdict collars(long priceTicks, Exposure e) {
        if (outside(Verdict.COLLAR, priceTicks, e.mid2Ticks, settings.collarPpb())) {
            return Verdict.COLLAR;
        }
        if (settings.tradeCollarPpb() != RiskSettings.UNLIMITED
                && e.lastTradeTicks != Instrument.NO_PRICE
                && outside(Verdict.COLLAR_TRADE, priceTicks, 2 * e.lastTradeTicks, settings.tradeCollarPpb())) {
            return Verdict.COLLAR_TRADE;
        }
        if (settings.referenceCollarPpb() != RiskSettings.UNLIMITED
                && e.reference2Ticks != Instrument.NO_PRICE
                && outside(Verdict.COLLAR_REFERENCE, priceTicks, e.reference2Ticks, settings.referenceCollarPpb())) {
            return Verdict.COLLAR_REFERENCE;
        }
        return Verdict.PASS;
    }

    private Verdict exposure(Side side, long quanta, long notional, Exposure e) {
        if (exceedsPosition(side, quanta, e)) {
            return Verdict.POSITION;
        }
        if (exceedsAccountPosition(side, quanta, notional, e)) {
            return Verdict.ACCOUNT_POSITION;
        }
        Verdict gross = gross(side, quanta, e);
        if (gross != Verdict.PASS) {
            return gross;
        }
        if (instrument.isPerpetual()) {
            return margin(side, quanta, e);
        }
        return covered(side, quanta, notional, e) ? Verdict.PASS : Verdict.BALANCE;
    }

    private boolean covered(Side side, long quanta, long notional, Exposure e) {
        boolean buy = side == Side.BUY;
        return !above(Verdict.BALANCE, buy ? notional : quanta, buy ? e.freeQuoteQuanta : e.freeBaseQuanta);
    }

    /** An order that brings the larger possible position no farther needs no more margin. */
    private Verdict margin(Side side, long quanta, Exposure e) {
        boolean buy = side == Side.BUY;
        long mostBought = e.positionQuanta + e.openBuyQuanta + (buy ? quanta : 0);
        long mostSold = e.positionQuanta - e.openSellQuanta - (buy ? 0 : quanta);
        long after = StrictMath.max(StrictMath.abs(mostBought), StrictMath.abs(mostSold));
        if (after == largestQuanta(e.positionQuanta, e.openBuyQuanta, e.openSellQuanta)) {
            return Verdict.PASS;
        }
        Contract contract = instrument.contract();
        MarginLimits limits = settings.margin();
        long value = instrument.valueQuanta(after, e.mark2Ticks);
        long needed = e.otherInitialQuanta + Margin.requiredQuanta(value, contract.initialMarginPpb());
        long usable = StrictMath.max(0, e.equityQuanta);
        if (above(Verdict.MARGIN, needed, Wide.multiplyDivideFloor(usable, limits.maxMarginPpb(), BILLION))) {
            return Verdict.MARGIN;
        }
        if (above(
                Verdict.LEVERAGE,
                Margin.leverageMilli(e.otherValueQuanta + value, usable),
                limits.maxLeverageMilli())) {
            return Verdict.LEVERAGE;
        }
        Side held = after == StrictMath.abs(mostBought) && mostBought > 0 ? Side.BUY : Side.SELL;
        long distance = Margin.liquidationPpb(
                contract.kind(),
                held,
                value,
                e.equityQuanta - e.otherMaintenanceQuanta,
                contract.maintenanceMarginPpb());
        return below(Verdict.LIQUIDATION, distance, limits.minLiquidationPpb()) ? Verdict.LIQUIDATION : Verdict.PASS;
    }

    /** An order that brings the larger possible position no farther passes whatever that is worth. */
    private Verdict gross(Side side, long quanta, Exposure e) {
        if (settings.maxGrossQuanta() == RiskSettings.UNLIMITED && maxAccountGrossQuanta == RiskSettings.UNLIMITED) {
            return Verdict.PASS;
        }
        boolean buy = side == Side.BUY;
        long before = largestQuanta(e.inventoryQuanta, e.openBuyQuanta, e.openSellQuanta);
        long after = largestQuanta(
                e.inventoryQuanta, e.openBuyQuanta + (buy ? quanta : 0), e.openSellQuanta + (buy ? 0 : quanta));
        if (after == before) {
            return Verdict.PASS;
        }
        long value = instrument.valueQuanta(after, e.mid2Ticks);
        if (above(Verdict.GROSS, value, settings.maxGrossQuanta())) {
            return Verdict.GROSS;
        }
        long added = value - instrument.valueQuanta(before, e.mid2Ticks);
        return above(Verdict.ACCOUNT_GROSS, e.accountGrossQuanta + added, maxAccountGrossQuanta)
                ? Verdict.ACCOUNT_GROSS
                : Verdict.PASS;
    }

    /** The larger of what is held if all buys were filled and what is owed if all sells were, base quanta. */
    public static long largestQuanta(long inventoryQuanta, long openBuyQuanta, long openSellQuanta) {
        return StrictMath.max(
                StrictMath.abs(inventoryQuanta + openBuyQuanta), StrictMath.abs(inventoryQuanta - openSellQuanta));
    }

    private Verdict requests(long nowNanos, RequestMeter market, RequestMeter venue) {
        if (!rateAllows(Verdict.ORDER_RATE, nowNanos, market)) {
            return Verdict.ORDER_RATE;
        }
        if (!rateAllows(Verdict.VENUE_ORDER_RATE, nowNanos, venue)) {
            return Verdict.VENUE_ORDER_RATE;
        }
        if (market.limitsPerTrade()
                && above(Verdict.ORDER_TO_TRADE, market.nextForTrades(nowNanos), market.allowedForTrades(nowNanos))) {
            return Verdict.ORDER_TO_TRADE;
        }
        if (venue.limitsPerTrade()
                && above(
                        Verdict.VENUE_ORDER_TO_TRADE,
                        venue.nextForTrades(nowNanos),
                        venue.allowedForTrades(nowNanos))) {
            return Verdict.VENUE_ORDER_TO_TRADE;
        }
        return Verdict.PASS;
    }

    /** The numbers of a rate that allows one more are told, and not kept. */
    private boolean rateAllows(Verdict check, long nowNanos, RequestMeter meter) {
        if (!meter.rateAllowsOne(nowNanos)) {
            return !above(check, meter.nextInWindow(nowNanos), meter.maxOrders());
        }
        if (listener != null) {
            listener.checked(check, meter.nextInWindow(nowNanos), meter.maxOrders(), true);
        }
        return true;
    }

    /** Observed: distance from the reference in billionths of it, rounded down; divided out only where it is too far. */
    private boolean outside(Verdict check, long priceTicks, long reference2Ticks, long mostPpb) {
        long away2 = StrictMath.abs(2 * priceTicks - reference2Ticks);
        // floor(a·b / c) > m is a·b ≥ (m + 1)·c.
        if (away2 < SMALL && reference2Ticks < SMALL && mostPpb < SMALL) {
            if (away2 * BILLION < (mostPpb + 1) * reference2Ticks) {
                if (listener != null) {
                    listener.checked(check, away2 * BILLION / reference2Ticks, mostPpb, true);
                }
                return false;
            }
        }
        return above(check, Wide.multiplyDivideFloor(away2, BILLION, reference2Ticks), mostPpb);
    }

    private boolean crossesOwn(Side side, long priceTicks, Exposure e) {
        long other = side == Side.BUY ? e.lowestSellTicks : e.highestBuyTicks;
        observed = priceTicks;
        limit = other;
        boolean crosses = other != Instrument.NO_PRICE && !side.better(other, priceTicks);
        if (listener != null) {
            listener.checked(Verdict.SELF_CROSS, priceTicks, other, !crosses);
        }
        return crosses;
    }

    /** Observed: inventory if every open order of the side, and this one, were filled and nothing else. */
    private boolean exceedsPosition(Side side, long quanta, Exposure e) {
        return side == Side.BUY
                ? above(Verdict.POSITION, e.inventoryQuanta + e.openBuyQuanta + quanta, settings.maxLongQuanta())
                : above(Verdict.POSITION, -e.inventoryQuanta + e.openSellQuanta + quanta, settings.maxShortQuanta());
    }

    /** Observed: how far the asset would be from the opening if every open order that way, and this one, were filled. */
    private boolean exceedsAccountPosition(Side side, long quanta, long notional, Exposure e) {
        boolean buy = side == Side.BUY;
        boolean limitsBase = maxBaseQuanta != RiskSettings.UNLIMITED;
        // A perpetual costs margin, not its value.
        boolean limitsQuote = maxQuoteQuanta != RiskSettings.UNLIMITED && !instrument.isPerpetual();
        return (limitsBase
                        && above(
                                Verdict.ACCOUNT_POSITION,
                                buy ? e.accountBaseMostQuanta + quanta : quanta - e.accountBaseLeastQuanta,
                                maxBaseQuanta))
                || (limitsQuote
                        && above(
                                Verdict.ACCOUNT_POSITION,
                                buy ? notional - e.accountQuoteLeastQuanta : e.accountQuoteMostQuanta + notional,
                                maxQuoteQuanta));
    }

    private boolean above(Verdict check, long value, long most) {
        observed = value;
        limit = most;
        if (listener != null) {
            listener.checked(check, value, most, value <= most);
        }
        return value > most;
    }

    private boolean below(Verdict check, long value, long least) {
        observed = value;
        limit = least;
        if (listener != null) {
            listener.checked(check, value, least, value >= least);
        }
        return value < least;
    }
}
