package dev.flowmaker.core.engine;

import dev.flowmaker.core.Message;

/** Where the engine's decisions and commands leave it, in order. What is passed is valid only during the call. */
public interface Sink {
    void accept(Message message);
}
