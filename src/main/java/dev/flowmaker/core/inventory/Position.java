package dev.flowmaker.core.inventory;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.market.Instrument;

/**
 * What trading one market made of the base and quote held: opening plus fills minus commission taken in either. A
 * perpetual's trades are counted as if paid in full, whatever margin they need: what comes of a position is then its cash
 * and its mark together, and no entry price is needed to say it.
 */
public final class Position {
    private final Instrument instrument;

    private long baseQuanta;
    private long cashQuanta;

    public Position(Instrument instrument) {
        this.instrument = instrument;
    }

    /** Base came or went without a trade. */
    void transfer(long quanta) {
        baseQuanta += quanta;
    }

    /** The trade itself, without commission. */
    void trade(Fill fill) {
        baseQuanta += fill.side.sign() * StrictMath.multiplyExact(fill.lots, instrument.baseQuantaPerLot());
        cashQuanta += instrument.cashQuanta(fill.side, fill.priceTicks, fill.lots);
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

    /** What the base held adds to the cash at a mid in half ticks, quote quanta; rounded as the instrument rounds. */
    public long valueQuanta(long mid2Ticks) {
        return instrument.markQuanta(baseQuanta, mid2Ticks);
    }

    void visitState(StateVisitor visitor) {
        baseQuanta = visitor.int64("baseQuanta", baseQuanta);
        cashQuanta = visitor.int64("cashQuanta", cashQuanta);
    }
}
