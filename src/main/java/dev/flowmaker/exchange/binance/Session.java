package dev.flowmaker.exchange.binance;

/** What a WebSocket connection is for. Called by the one thread only. */
interface Session {
    /** A text frame came. */
    void text(String text);

    /** Frames of any kind a client may send in a second. */
    int framesPerSecond();

    /** The venue closes: says so and hangs up. */
    void shutDown(long nowNanos);

    /** The connection is gone. */
    void closed();
}
