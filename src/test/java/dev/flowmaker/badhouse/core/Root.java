package dev.flowmaker.badhouse.core;

import dev.flowmaker.badhouse.core.quote.Late;

/** The root of the core that knows a stage. */
public final class Root {
    public final Late late = new Late();
}
