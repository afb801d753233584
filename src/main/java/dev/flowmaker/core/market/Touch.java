package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;

/** The best level of one side without our own orders. */
final class Touch {
    long priceTicks = Instrument.NO_PRICE;
    long lots;
    /** Whether our own size at and before it was certain. */
    boolean known;

    void clear() {
        set(Instrument.NO_PRICE, 0, false);
    }

    void set(long price, long quantity, boolean certain) {
        priceTicks = price;
        lots = quantity;
        known = certain;
    }

    void set(Touch other) {
        set(other.priceTicks, other.lots, other.known);
    }

    void visitState(StateVisitor visitor) {
        priceTicks = visitor.int64("priceTicks", priceTicks);
        lots = visitor.int64("lots", lots);
        known = visitor.flag("known", known);
    }
}
