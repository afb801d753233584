package dev.flowmaker.venue.xchange;

import java.time.Duration;

/**
 * What every venue's connections have in common.
 *
 * @param name the daemon's name: of threads
 * @param depthLevels levels of each side of a book that are followed
 * @param connectTimeout for every socket
 * @param requestTimeout how long an answer is waited for
 * @param reconnectAfter pause before a dropped socket is opened again, and the first pause after later failures
 * @param staleAfter a socket without a sign of life, or a market without a book, is replaced after this long
 * @param replaceAfter age at which a stream is replaced, before the venue ends it; 0 where it never does
 */
record ConnectionSettings(
        String name,
        int depthLevels,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration reconnectAfter,
        Duration staleAfter,
        Duration replaceAfter) {
    /** Of a venue that ends no stream by its age. */
    ConnectionSettings(
            String name,
            int depthLevels,
            Duration connectTimeout,
            Duration requestTimeout,
            Duration reconnectAfter,
            Duration staleAfter) {
        this(name, depthLevels, connectTimeout, requestTimeout, reconnectAfter, staleAfter, Duration.ZERO);
    }
}
