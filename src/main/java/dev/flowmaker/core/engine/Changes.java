package dev.flowmaker.core.engine;

import dev.flowmaker.core.event.OperatorRequest;

/** Turns what an operator sets at run time into settings of the engine. */
public interface Changes {
    /** For engines whose settings never change. */
    Changes NONE = request -> {
        throw new IllegalArgumentException("nothing can be set in this session");
    };

    /**
     * The settings in force after the request. The same for the same requests in the same order, in any process.
     *
     * @throws IllegalArgumentException when this may not be set; nothing has changed then
     */
    EngineSettings apply(OperatorRequest request);
}
