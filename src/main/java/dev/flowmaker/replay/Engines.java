package dev.flowmaker.replay;

import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes each session's engine and remembers the last. */
final class Engines implements Machine.Factory {
    private final Function<SessionStarted, EngineSettings> settings;
    private @Nullable Engine last;

    Engines(Function<SessionStarted, EngineSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Machine create(SessionStarted started, Sink out) {
        Engine engine = Machine.engine(settings, started, out);
        last = engine;
        return Machine.of(engine);
    }

    @Nullable
    Engine last() {
        return last;
    }
}
