package dev.flowmaker.core.event;

/** Why a book update replaces the whole book instead of changing it. */
public enum ResetReason {
    /** It does not: changed levels only. */
    NONE,
    /** First book after subscribing. */
    SNAPSHOT,
    /** The feed lost its place (a sequence gap) and started again from a snapshot. */
    RESYNC,
    /** The connection was lost and made anew. */
    RECONNECT,
    /** The number of levels followed was changed. */
    DEPTH,
    /** The connection was replaced by another while it lived, before its venue ends it. */
    REPLACED
}
