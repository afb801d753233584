package dev.flowmaker.badhouse.core.event;

import dev.flowmaker.badhouse.core.quote.Late;

/** A stage that knows a later one. */
public final class Early {
    public final Late late = new Late();
}
