package dev.flowmaker.badhouse.cli;

import dev.flowmaker.badhouse.daemon.Libraries;

/** Knows the daemon, which knows it. */
public final class Door {
    public final Libraries libraries = new Libraries(this);
}
