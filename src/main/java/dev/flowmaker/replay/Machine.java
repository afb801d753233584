package dev.flowmaker.replay;

import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.risk.CheckListener;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is replayed: the engine, as far as a replay sees it. */
interface Machine {
    void onInput(Message input);

    void visitState(StateVisitor visitor);

    /** Makes the machine of a session, its outputs going to {@code out}. */
    interface Factory {
        Machine create(SessionStarted started, Sink out);
    }

    static Engine engine(Function<SessionStarted, EngineSettings> settings, SessionStarted started, Sink out) {
        return engine(settings, started, out, null);
    }

    /**
     * An engine as the session began it.
     *
     * @param checks hears of each risk check; null for nobody
     */
    static Engine engine(
            Function<SessionStarted, EngineSettings> settings,
            SessionStarted started,
            Sink out,
            @Nullable CheckListener checks) {
        EngineSettings first = settings.apply(started);
        return new Engine(first, out, new SettingsInForce(started, first, settings), checks);
    }

    static Machine of(Engine engine) {
        return new Machine() {
            @Override
            public void onInput(Message input) {
                engine.onInput(input);
            }

            @Override
            public void visitState(StateVisitor visitor) {
                engine.visitState(visitor);
            }
        };
    }
}
