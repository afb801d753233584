package dev.flowmaker.core.engine;

import dev.flowmaker.core.FieldVisitor;
import dev.flowmaker.core.signal.SignalKind;

/** One signal of a decision and what it added to the fair value. */
public final class SignalLine {
    public SignalKind kind = SignalKind.ORDER_FLOW_IMBALANCE;
    /** Rank of a signal that has a line for each, 0 the best. */
    public int rank;
    /** In the signal's own unit, as it was weighed. */
    public double value;
    /** Millionths of a tick per unit of the signal. */
    public double weight;
    /** value × weight, rounded: millionths of a tick. All lines add up to the shift of the fair value. */
    public long microTicks;
    /** Rolling out-of-sample R² of this signal by itself; 0 while too few samples are scored. */
    public double confidence;

    void describe(FieldVisitor out) {
        out.symbol("kind", kind);
        out.real("value", value);
        out.real("weight", weight);
        out.int64("microTicks", microTicks);
        out.int64("rank", rank);
        out.real("confidence", confidence);
    }
}
