package dev.flowmaker.core.inventory;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.StateCopy;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;
import java.util.Arrays;

/**
 * Profit and loss of one market, taken apart exactly: what was gained against the mid at each fill, what inventory gained
 * as the mid moved, minus fees, plus funding. In quote quanta, of a perpetual those of what it is settled in; integers, so
 * that the parts always sum to the whole to the last quantum:
 *
 * <pre>cash + value(position, mid) − value(opening, first mid) = spread + inventory − fees + funding</pre>
 *
 * Each part is a difference of the same rounded values, so that no rounding is lost between them, also where a value is
 * contracts ÷ price. A fee in base is worth what it takes off the position's value at that moment. A fee in a third asset
 * is worth what its caller says; where nobody knows a price it is counted apart, in its own quanta. Before the first mid the position has no value; a fill that comes even before
 * that is marked at its own price, which then is the first mid.
 */
public final class ProfitAndLoss {
    /** What a commission is worth when nobody knows. */
    public static final long UNKNOWN_VALUE = Long.MIN_VALUE;

    private final Instrument instrument;
    private final Position position;
    private final long[] otherFees;

    private long mid2Ticks = Instrument.NO_PRICE;
    /** Value of the opening position at the first mid, and of what came or went without a trade at the mid then. */
    private long openingValueQuanta;

    private long spreadQuanta;
    private long inventoryQuanta;
    private long feesQuanta;
    private long fundingQuanta;

    /** @param assets number of assets in the session */
    public ProfitAndLoss(Instrument instrument, int assets) {
        this.instrument = instrument;
        position = new Position(instrument);
        otherFees = new long[assets];
    }

    /** Base held at the start, or what came or went since without a trade of ours; neither gain nor loss. */
    public void transfer(long baseQuanta) {
        long before = valueQuanta();
        position.transfer(baseQuanta);
        openingValueQuanta += valueQuanta() - before;
    }

    /** The market moved. {@link Instrument#NO_PRICE} leaves the last mid. */
    public void onMid(long newMid2Ticks) {
        if (newMid2Ticks == Instrument.NO_PRICE || newMid2Ticks == mid2Ticks) {
            return;
        }
        long before = valueQuanta();
        boolean first = mid2Ticks == Instrument.NO_PRICE;
        mid2Ticks = newMid2Ticks;
        if (first) {
            openingValueQuanta = valueQuanta();
        } else {
            inventoryQuanta += valueQuanta() - before;
        }
    }

    /** The same with nobody to say what a third asset is worth. */
    public void onFill(Fill fill, long newMid2Ticks) {
        onFill(fill, newMid2Ticks, UNKNOWN_VALUE);
    }

    /**
     * We traded while the mid was this; {@link Instrument#NO_PRICE} takes the last one.
     *
     * @param feeValueQuanta what a commission in a third asset is worth, quote quanta, or {@link #UNKNOWN_VALUE}; read for
     *     no other
     */
    public void onFill(Fill fill, long newMid2Ticks, long feeValueQuanta) {
        onMid(newMid2Ticks);
        if (mid2Ticks == Instrument.NO_PRICE) {
            onMid(2 * fill.priceTicks);
        }
        long wealth = position.cashQuanta() + valueQuanta();
        position.trade(fill);
        spreadQuanta += position.cashQuanta() + valueQuanta() - wealth;
        if (fill.feeAsset == instrument.quoteAsset()) {
            position.payCash(fill.feeQuanta);
            feesQuanta += fill.feeQuanta;
        } else if (fill.feeAsset == instrument.baseAsset()) {
            long before = valueQuanta();
            position.payBase(fill.feeQuanta);
            feesQuanta += before - valueQuanta();
        } else {
            otherFees[fill.feeAsset] += fill.feeQuanta;
            if (feeValueQuanta != UNKNOWN_VALUE) {
                position.payCash(feeValueQuanta);
                feesQuanta += feeValueQuanta;
            }
        }
    }

    /** Funding was received, or paid when negative, quanta of what the market is settled in. */
    public void onFunding(long quanta) {
        position.payCash(-quanta);
        fundingQuanta += quanta;
    }

    /**
     * Goes on from the same market's, which may have had another tick: its last mid is then the nearest there is, and what
     * that moves is inventory's.
     */
    public void inherit(ProfitAndLoss before) {
        StateCopy.copy(before::visitState, this::visitState);
        Decimal was = before.instrument.tick();
        Decimal is = instrument.tick();
        if (was.equals(is) || mid2Ticks == Instrument.NO_PRICE) {
            return;
        }
        int scale = StrictMath.max(was.scale(), is.scale());
        long price = StrictMath.multiplyExact(mid2Ticks, was.inUnitsOf(scale));
        long tick = is.inUnitsOf(scale);
        mid2Ticks = StrictMath.max(1, StrictMath.floorDiv(price + tick / 2, tick));
        inventoryQuanta += valueQuanta() - before.valueQuanta();
    }

    /** Nothing is held and nothing was gained, at the last mid. */
    public void beginAnew() {
        position.transfer(-position.baseQuanta());
        position.payCash(position.cashQuanta());
        openingValueQuanta = 0;
        spreadQuanta = 0;
        inventoryQuanta = 0;
        feesQuanta = 0;
        fundingQuanta = 0;
        Arrays.fill(otherFees, 0);
    }

    private long valueQuanta() {
        return mid2Ticks == Instrument.NO_PRICE ? 0 : position.valueQuanta(mid2Ticks);
    }

    /** Base held, base quanta. */
    public long baseQuanta() {
        return position.baseQuanta();
    }

    /** Quote received minus paid, quote quanta. */
    public long cashQuanta() {
        return position.cashQuanta();
    }

    /** The mid of the last mark, half ticks, or {@link Instrument#NO_PRICE}. */
    public long mid2Ticks() {
        return mid2Ticks;
    }

    /** Gained against the mid at each fill, quote quanta. */
    public long spreadQuanta() {
        return spreadQuanta;
    }

    /** Gained by what was held while the mid moved, quote quanta. */
    public long inventoryQuanta() {
        return inventoryQuanta;
    }

    /** Commission in base and quote, and in others as far as their value was known, minus rebates, quote quanta. */
    public long feesQuanta() {
        return feesQuanta;
    }

    /** Funding received minus paid, quote quanta. */
    public long fundingQuanta() {
        return fundingQuanta;
    }

    /** Commission in an asset that is neither base nor quote, its own quanta, whether its value was known or not. */
    public long otherFeesQuanta(int asset) {
        return otherFees[asset];
    }

    /** Sum of the parts, quote quanta. */
    public long totalQuanta() {
        return spreadQuanta + inventoryQuanta - feesQuanta + fundingQuanta;
    }

    /** What we have now minus what we had at the first mid, quote quanta; computed without the parts. */
    public long equityChangeQuanta() {
        return position.cashQuanta() + valueQuanta() - openingValueQuanta;
    }

    /** Whether the parts sum to the whole, to the last quantum. Always true, or an invariant is broken. */
    public boolean identityHolds() {
        return totalQuanta() == equityChangeQuanta();
    }

    public void visitState(StateVisitor visitor) {
        visitor.begin("profitAndLoss");
        position.visitState(visitor);
        mid2Ticks = visitor.int64("mid2Ticks", mid2Ticks);
        openingValueQuanta = visitor.int64("openingValueQuanta", openingValueQuanta);
        spreadQuanta = visitor.int64("spreadQuanta", spreadQuanta);
        inventoryQuanta = visitor.int64("inventoryQuanta", inventoryQuanta);
        feesQuanta = visitor.int64("feesQuanta", feesQuanta);
        fundingQuanta = visitor.int64("fundingQuanta", fundingQuanta);
        for (int i = 0; i < otherFees.length; i++) {
            otherFees[i] = visitor.int64("otherFeesQuanta", otherFees[i]);
        }
        visitor.end();
    }
}
