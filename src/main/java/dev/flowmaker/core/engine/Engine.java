package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;

/**
 * Events in, decisions and commands out. Single-threaded and deterministic: the same settings and the same inputs give
 * the same outputs, bit for bit, in any process.
 */
public final class Engine {
    private final EngineSettings settings;
    private final Sink out;

    public Engine(EngineSettings settings, Sink out) {
        this.settings = settings;
        this.out = out;
    }

    /** Handles one input; its outputs have reached the sink when this returns. Other kinds of message are refused. */
    public void onInput(Message input) {
        if (settings.markets().isEmpty()) {
            out.accept(input);
        }
    }

    /** When the engine wants a {@code TimerFired}, UTC nanoseconds; Long.MAX_VALUE when it waits for nothing. */
    public long nextDeadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** Whether a stop was asked for and no order is open any more, or its time is up. */
    public boolean stopped() {
        return false;
    }

    /** Orders not known to have ended. */
    public int openOrders() {
        return 0;
    }

    /** Shows all state to a visitor; a restoring visitor replaces it. */
    public void visitState(StateVisitor visitor) {
        visitor.begin("engine");
        visitor.end();
    }
}
