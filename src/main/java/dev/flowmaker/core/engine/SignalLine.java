package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.signal.SignalKind;

/** One signal of a decision and what it added to the fair value. */
public final class SignalLine {
    public SignalKind kind = SignalKind.ORDER_FLOW_IMBALANCE;
    /** In the signal's own unit. */
    public double value;
    /** Millionths of a tick per unit of the signal. */
    public double weight;
    /** value × weight, capped and rounded: millionths of a tick. */
    public long microTicks;

    void describe(FieldVisitor out) {
        out.symbol("kind", kind);
        out.real("value", value);
        out.real("weight", weight);
        out.int64("microTicks", microTicks);
    }
}
