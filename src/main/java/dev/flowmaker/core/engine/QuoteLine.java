package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.risk.Verdict;

/** One side and level of a decision: the wanted quote as a sum, what risk said, and what is done. */
public final class QuoteLine {
    public Side side = Side.BUY;
    public int level;
    /** Sums to {@code priceTicks} exactly when there is a price. */
    public final PriceParts parts = new PriceParts();
    /** Wanted price, or {@link Instrument#NO_PRICE}. */
    public long priceTicks = Instrument.NO_PRICE;
    /** Wanted size. */
    public long lots;

    public Verdict verdict = Verdict.NOT_CHECKED;
    /** The number the deciding check saw, in the check's own unit. */
    public long observed;
    /** The limit it was held against. */
    public long limit;

    public Action action = Action.SUPPRESS;
    public Reason reason = Reason.EMPTY_BOOK;
    /** The order kept, canceled or placed; 0 when there is none. */
    public long orderId;
    /** Price of the order that was there before, or {@link Instrument#NO_PRICE}. */
    public long workingPriceTicks = Instrument.NO_PRICE;
    /** Its open size. */
    public long workingLots;

    void clear() {
        parts.clear();
        priceTicks = Instrument.NO_PRICE;
        lots = 0;
        verdict = Verdict.NOT_CHECKED;
        observed = 0;
        limit = 0;
        action = Action.SUPPRESS;
        reason = Reason.EMPTY_BOOK;
        orderId = 0;
        workingPriceTicks = Instrument.NO_PRICE;
        workingLots = 0;
    }

    void describe(FieldVisitor out) {
        out.symbol("side", side);
        out.int64("level", level);
        parts.describe(out);
        out.int64("priceTicks", priceTicks);
        out.int64("lots", lots);
        out.symbol("verdict", verdict);
        out.int64("observed", observed);
        out.int64("limit", limit);
        out.symbol("action", action);
        out.symbol("reason", reason);
        out.int64("orderId", orderId);
        out.int64("workingPriceTicks", workingPriceTicks);
        out.int64("workingLots", workingLots);
    }
}
