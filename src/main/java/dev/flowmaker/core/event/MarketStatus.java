package dev.flowmaker.core.event;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/**
 * What the venue says of one market: whether it trades, until when, and by which rules. Ticks and lots are those of the
 * rules told, which may be others than the session's.
 */
public final class MarketStatus extends Message {
    private static final Decimal NOTHING = new Decimal(0, 0);

    public TradingStatus status = TradingStatus.TRADING;
    /** When the market is to end for good, UTC nanoseconds; 0 when that was not announced. */
    public long endsNanos;
    /** Whether the rules below were told. */
    public boolean hasRules;

    public Decimal tick = NOTHING;
    public Decimal lot = NOTHING;
    /** Smallest order, lots. */
    public long leastSize;
    /** Largest order, lots. */
    public long mostSize;
    /** Lowest price of an order, ticks. */
    public long leastPrice;
    /** Highest price of an order, ticks. */
    public long mostPrice;
    /** Smallest value of an order, quanta of the session's quote asset. */
    public long leastValue;
    /** Commission of a maker, billionths of the value; negative is a rebate. */
    public long makerFeePpb;
    /** Commission of a taker, billionths of the value. */
    public long takerFeePpb;
    /** Of a perpetual, billionths of the value. */
    public long initialMarginPpb;
    /** Of a perpetual, billionths of the value. */
    public long maintenanceMarginPpb;

    public Source source = Source.QUERY;
    /** The venue's words, shortened, without secrets. */
    public String text = "";

    @Override
    public MessageKind kind() {
        return MessageKind.MARKET_STATUS;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("status", status);
        out.int64("endsNanos", endsNanos);
        out.flag("hasRules", hasRules);
        out.text("tick", tick.toString());
        out.text("lot", lot.toString());
        out.int64("leastSize", leastSize);
        out.int64("mostSize", mostSize);
        out.int64("leastPrice", leastPrice);
        out.int64("mostPrice", mostPrice);
        out.int64("leastValue", leastValue);
        out.int64("makerFeePpb", makerFeePpb);
        out.int64("takerFeePpb", takerFeePpb);
        out.int64("initialMarginPpb", initialMarginPpb);
        out.int64("maintenanceMarginPpb", maintenanceMarginPpb);
        out.symbol("source", source);
        out.text("text", text);
    }
}
