package dev.flowmaker.exchange.door;

/**
 * How clients are let in.
 *
 * @param pingIntervalNanos between two pings to a WebSocket client
 * @param pongTimeoutNanos without a pong for longer than this a WebSocket client is cut off
 * @param maxConnections open at the same time; further ones are closed at once
 * @param maxRequestBytes of a request's line, of its headers, of its body, and of a WebSocket message
 * @param maxPendingBytes waiting for a WebSocket client to read them; a client that is further behind is cut off
 */
public record DoorSettings(
        long pingIntervalNanos, long pongTimeoutNanos, int maxConnections, int maxRequestBytes, int maxPendingBytes) {
    /** Room for a few hundred clients. */
    public static final DoorSettings USUAL =
            new DoorSettings(20_000_000_000L, 60_000_000_000L, 256, 65_536, 16 * 1_048_576);

    public DoorSettings {
        if (pingIntervalNanos <= 0 || maxConnections <= 0 || maxRequestBytes <= 0 || maxPendingBytes <= 0) {
            throw new IllegalArgumentException("interval and bounds of the local exchange must be above 0");
        }
    }
}
