package dev.flowmaker.core.command;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;

/** Place a limit order. */
public final class PlaceOrder extends Message {
    /** Our order id: epoch in the upper, number in the lower 32 bits. */
    public long orderId;

    public Side side = Side.BUY;
    public long priceTicks;
    public long lots;
    /** Refuse instead of taking. */
    public boolean postOnly = true;

    @Override
    public MessageKind kind() {
        return MessageKind.PLACE_ORDER;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.int64("orderId", orderId);
        out.symbol("side", side);
        out.int64("priceTicks", priceTicks);
        out.int64("lots", lots);
        out.flag("postOnly", postOnly);
    }
}
