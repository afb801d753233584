package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;

/** Our order traded. Deduplicated by trade id; may come before the ack, after the cancel, twice, out of order. */
public final class Fill extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits; 0 for an order of somebody else on the account. */
    public long orderId;
    /** The venue's time of this, UTC nanoseconds; 0 when it gave none. */
    public long exchangeTimeNanos;
    /** The venue's trade id, growing with time in each market: with each trade, or where ids are texts with each second. */
    public long tradeId;
    /** Our order's side. */
    public Side side = Side.BUY;

    public long priceTicks;
    /** This trade only. */
    public long lots;

    public Liquidity liquidity = Liquidity.UNKNOWN;
    /** Index of the asset the commission was taken in. */
    public int feeAsset;
    /** Commission in quanta of that asset; negative is a rebate. */
    public long feeQuanta;

    public Source source = Source.STREAM;

    @Override
    public MessageKind kind() {
        return MessageKind.FILL;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.int64("exchangeTimeNanos", exchangeTimeNanos);
        out.int64("tradeId", tradeId);
        out.symbol("side", side);
        out.int64("priceTicks", priceTicks);
        out.int64("lots", lots);
        out.symbol("liquidity", liquidity);
        out.int64("feeAsset", feeAsset);
        out.int64("feeQuanta", feeQuanta);
        out.symbol("source", source);
    }
}
