package dev.flowmaker.replay;

import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.risk.CheckListener;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes each session's engine and remembers the last. */
final class Engines implements Machine.Factory {
    private final Function<SessionStarted, EngineSettings> settings;
    private final @Nullable CheckListener checks;
    private final @Nullable Sink watcher;
    private @Nullable Engine last;

    /**
     * @param checks hears of each risk check
     * @param watcher sees each output once it has its sequence, while the engine is still at it
     */
    Engines(Function<SessionStarted, EngineSettings> settings, @Nullable CheckListener checks, @Nullable Sink watcher) {
        this.settings = settings;
        this.checks = checks;
        this.watcher = watcher;
    }

    @Override
    public Machine create(SessionStarted started, Sink out) {
        Engine engine = Machine.engine(settings, started, watched(out), checks);
        last = engine;
        return Machine.of(engine);
    }

    private Sink watched(Sink out) {
        Sink also = watcher;
        return also == null
                ? out
                : message -> {
                    out.accept(message);
                    also.accept(message);
                };
    }

    @Nullable
    Engine last() {
        return last;
    }
}
