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
 */
record ConnectionSettings(
        String name,
        int depthLevels,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration reconnectAfter,
        Duration staleAfter) {}
