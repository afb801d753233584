package dev.flowmaker.core.event;

/** Why a command never left the process. */
public enum NotSentReason {
    /** Placements were stopped first. */
    HALTED,
    /** The outbox was at its bound. */
    OUTBOX_FULL,
    /** The venue was known to be unreachable. */
    DISCONNECTED,
    /** The daemon was shutting down. */
    STOPPING
}
