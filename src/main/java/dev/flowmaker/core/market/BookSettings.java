package dev.flowmaker.core.market;

/**
 * When a book is good enough to quote on, and what is believed of it.
 *
 * @param depth levels a side that are followed
 * @param staleAfterNanos a book without a depth frame for longer than this is stale
 * @param warmupFrames clean depth frames after a reset before signals are used and quotes are made
 * @param touch where the best prices come from
 * @param minLifeNanos quantity that came less than this ago does not count as standing; 0 when all of it does
 */
public record BookSettings(int depth, long staleAfterNanos, int warmupFrames, TouchFeed touch, long minLifeNanos) {
    /** With every feed there is. */
    public BookSettings(int depth, long staleAfterNanos, int warmupFrames) {
        this(depth, staleAfterNanos, warmupFrames, TouchFeed.MERGED, 0);
    }

    /** With whatever shows at once. */
    public BookSettings(int depth, long staleAfterNanos, int warmupFrames, TouchFeed touch) {
        this(depth, staleAfterNanos, warmupFrames, touch, 0);
    }
}
