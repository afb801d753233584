package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;

/**
 * What must not be forgotten of a session although its state cannot be rebuilt: a halt, the breakers that wait for an
 * operator, and the profit that losses are counted from. Put together from a snapshot's fields and the records after it, without
 * playing an input. What was gained or lost after the snapshot is not in it.
 */
public final class RiskMemory {
    private final Engine engine;

    /** @param settings of the session that is remembered */
    public RiskMemory(EngineSettings settings) {
        engine = new Engine(settings, output -> {});
    }

    /** Shows what a snapshot has of it, under the snapshot's names. */
    public void visitState(StateVisitor v) {
        engine.visitMemory(v);
    }

    /** A record after the snapshot. */
    public void onRecord(Message message) {
        engine.recall(message);
    }

    Engine engine() {
        return engine;
    }
}
