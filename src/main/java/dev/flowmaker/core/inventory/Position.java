package dev.flowmaker.core.inventory;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.Wide;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;

/** What trading one market made of the base and quote held: opening plus fills minus commission taken in either. */
public final class Position {
    private final Instrument instrument;
    private final long baseQuantaPerLot;
    /** Quote quanta of one lot at half a tick. */
    private final long halfTickQuanta;

    private long baseQuanta;
    private long cashQuanta;

    public Position(Instrument instrument) {
        this.instrument = instrument;
        baseQuantaPerLot = instrument.baseQuantaPerLot();
        halfTickQuanta = instrument.quoteQuantaPerLotTick() / 2;
    }

    /** Base came or went without a trade. */
    void transfer(long quanta) {
        baseQuanta += quanta;
    }

    /** The trade itself, without commission. */
    void trade(Fill fill) {
        baseQuanta += fill.side.sign() * StrictMath.multiplyExact(fill.lots, baseQuantaPerLot);
        cashQuanta -= fill.side.sign() * instrument.notionalQuanta(fill.priceTicks, fill.lots);
    }

    void payBase(long quanta) {
        baseQuanta -= quanta;
    }

    void payCash(long quanta) {
        cashQuanta -= quanta;
    }

    /** Base held, base quanta. */
    public long baseQuanta() {
        return baseQuanta;
    }

    /** Quote received minus paid, commission in it included, quote quanta; begins at 0. */
    public long cashQuanta() {
        return cashQuanta;
    }

    /** What the base held is worth at a mid in half ticks, quote quanta, rounded down. */
    public long valueQuanta(long mid2Ticks) {
        return Wide.multiplyDivideFloor(
                baseQuanta, StrictMath.multiplyExact(mid2Ticks, halfTickQuanta), baseQuantaPerLot);
    }

    /** What a trade gained against the mid at its moment, quote quanta; exact. */
    long spreadQuanta(Fill fill, long mid2Ticks) {
        long distance = StrictMath.subtractExact(mid2Ticks, 2 * fill.priceTicks);
        return fill.side.sign()
                * StrictMath.multiplyExact(StrictMath.multiplyExact(distance, fill.lots), halfTickQuanta);
    }

    void visitState(StateVisitor visitor) {
        baseQuanta = visitor.int64("baseQuanta", baseQuanta);
        cashQuanta = visitor.int64("cashQuanta", cashQuanta);
    }
}
