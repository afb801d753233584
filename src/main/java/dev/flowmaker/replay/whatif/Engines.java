package dev.flowmaker.replay.whatif;

import dev.flowmaker.config.SettingsInForce;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import java.util.function.Function;

/** Engines of a session under other settings; what operators set while it ran is set for them too. */
final class Engines {
    private Engines() {}

    static Engine of(Function<SessionStarted, EngineSettings> settings, SessionStarted started, Sink out) {
        EngineSettings first = settings.apply(started);
        return new Engine(first, out, new SettingsInForce(started, first, settings));
    }
}
