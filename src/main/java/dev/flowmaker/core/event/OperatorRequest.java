package dev.flowmaker.core.event;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;

/** An operator asked for something. */
public final class OperatorRequest extends Message {
    /** No price. */
    public static final long NO_LIMIT = Long.MIN_VALUE;

    public OperatorAction action = OperatorAction.HALT;
    /** Who and why. */
    public String text = "";
    /** The control channel's own number of the request, to tell its sequence by; 0 from elsewhere. */
    public long ticket;
    /** FLATTEN: worst price, or {@link #NO_LIMIT}. */
    public long limitTicks = NO_LIMIT;
    /** FLATTEN without a price: farthest from the mid, billionths of it. */
    public long slippagePpb;
    /** SET: lines of {@code key=value}, for the market in the header, or for all. */
    public String parameters = "";

    @Override
    public MessageKind kind() {
        return MessageKind.OPERATOR_REQUEST;
    }

    @Override
    public void describe(FieldVisitor out) {
        out.symbol("action", action);
        out.text("text", text);
        out.int64("ticket", ticket);
        out.int64("limitTicks", limitTicks);
        out.int64("slippagePpb", slippagePpb);
        out.text("parameters", parameters);
    }
}
