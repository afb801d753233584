package dev.flowmaker.exchange.door;

/** What a WebSocket connection is for. Called by the one thread only. */
public interface SocketSession {
    /** The handshake is done: what is said from here on reaches the client. */
    default void opened() {}

    /** A text frame came. */
    void text(String text);

    /** Frames of any kind a client may send in a second. */
    int framesPerSecond();

    /** The venue closes: says so and hangs up. */
    void shutDown(long nowNanos);

    /** The connection is gone. */
    void closed();
}
