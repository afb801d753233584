package dev.flowmaker.core.market;

/**
 * When a book is good enough to quote on.
 *
 * @param depth levels a side that are followed
 * @param staleAfterNanos a book without an update for longer than this is stale
 * @param warmupFrames clean frames after a reset before signals are used and quotes are made
 */
public record BookSettings(int depth, long staleAfterNanos, int warmupFrames) {}
