package dev.flowmaker.core.risk;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.market.Instrument;

/**
 * The checks before every order of one market, in a fixed order; the first that fails decides. After a check,
 * {@link #observed} and {@link #limit} hold the deciding numbers in that check's unit.
 */
public final class RiskChecks {
    private static final long BILLION = 1_000_000_000L;

    private final Instrument instrument;
    private final RiskSettings settings;
    private long observed;
    private long limit;

    public RiskChecks(Instrument instrument, RiskSettings settings) {
        this.instrument = instrument;
        this.settings = settings;
    }

    public long observed() {
        return observed;
    }

    public long limit() {
        return limit;
    }

    /** Whether a new order may be sent. */
    public Verdict place(Side side, long priceTicks, long lots, Exposure e, OrderRate rate) {
        Verdict own = ofItself(priceTicks, lots, e);
        if (own != Verdict.PASS) {
            return own;
        }
        if (crossesOwn(side, priceTicks, e)) {
            return Verdict.SELF_CROSS;
        }
        long quanta = lots * instrument.baseQuantaPerLot();
        if (exceedsPosition(side, quanta, e)) {
            return Verdict.POSITION;
        }
        long needed = side == Side.BUY ? instrument.notionalQuanta(priceTicks, lots) : quanta;
        if (above(needed, side == Side.BUY ? e.freeQuoteQuanta : e.freeBaseQuanta)) {
            return Verdict.BALANCE;
        }
        if (above(e.openOrders + 1, settings.maxOpenOrders())) {
            return Verdict.OPEN_ORDERS;
        }
        if (rate.full(e.nowNanos)) {
            above(rate.count(e.nowNanos) + 1, rate.limit());
            return Verdict.ORDER_RATE;
        }
        return Verdict.PASS;
    }

    /** Whether an order that is on the book may stay there. */
    public Verdict keep(Side side, long priceTicks, long openLots, Exposure e) {
        if (outsideCollar(priceTicks, e.mid2Ticks)) {
            return Verdict.COLLAR;
        }
        if (above(openLots, settings.maxOrderLots())) {
            return Verdict.MAX_SIZE;
        }
        return exceedsPosition(side, 0, e) ? Verdict.POSITION : Verdict.PASS;
    }

    private Verdict ofItself(long priceTicks, long lots, Exposure e) {
        if (below(lots, instrument.minLots())) {
            return Verdict.MIN_SIZE;
        }
        if (above(lots, StrictMath.min(settings.maxOrderLots(), instrument.maxLots()))) {
            return Verdict.MAX_SIZE;
        }
        if (below(priceTicks, instrument.minPriceTicks()) || above(priceTicks, instrument.maxPriceTicks())) {
            return Verdict.PRICE_RANGE;
        }
        long notional = instrument.notionalQuanta(priceTicks, lots);
        if (below(notional, instrument.minNotionalQuanta())) {
            return Verdict.MIN_NOTIONAL;
        }
        if (above(notional, settings.maxOrderNotionalQuanta())) {
            return Verdict.MAX_NOTIONAL;
        }
        return outsideCollar(priceTicks, e.mid2Ticks) ? Verdict.COLLAR : Verdict.PASS;
    }

    /** Observed: distance from the mid in billionths of it. */
    private boolean outsideCollar(long priceTicks, long mid2Ticks) {
        long away2 = StrictMath.abs(2 * priceTicks - mid2Ticks);
        return above(Wide.multiplyDivideFloor(away2, BILLION, mid2Ticks), settings.collarPpb());
    }

    private boolean crossesOwn(Side side, long priceTicks, Exposure e) {
        long other = side == Side.BUY ? e.lowestSellTicks : e.highestBuyTicks;
        observed = priceTicks;
        limit = other;
        return other != Instrument.NO_PRICE && !side.better(other, priceTicks);
    }

    /** Observed: inventory if every open order of the side, and this one, were filled and nothing else. */
    private boolean exceedsPosition(Side side, long quanta, Exposure e) {
        return side == Side.BUY
                ? above(e.inventoryQuanta + e.openBuyQuanta + quanta, settings.maxLongQuanta())
                : above(-e.inventoryQuanta + e.openSellQuanta + quanta, settings.maxShortQuanta());
    }

    private boolean above(long value, long most) {
        observed = value;
        limit = most;
        return value > most;
    }

    private boolean below(long value, long least) {
        observed = value;
        limit = least;
        return value < least;
    }
}
