package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.DoorSettings;
import java.util.List;

/**
 * The door of a local exchange.
 *
 * @param keys who may come in, and to which account
 * @param limits how much clients may ask for
 * @param reportsBeforeAnswers whether the user stream tells of an order before the request that placed or canceled it is
 *     answered; either happens at Binance
 * @param pingIntervalNanos between two pings to a WebSocket client
 * @param pongTimeoutNanos without a pong for longer than this a WebSocket client is cut off
 * @param maxConnections open at the same time; further ones are closed at once
 * @param maxRequestBytes of a request's line, of its headers, of its body, and of a WebSocket message
 * @param maxPendingBytes waiting for a WebSocket client to read them; a client that is further behind is cut off
 * @param clockOffsetNanos the venue's clock minus UTC: 0 but for trials of clients whose clock is wrong
 */
public record BinanceServerSettings(
        List<ApiKey> keys,
        ApiLimits limits,
        boolean reportsBeforeAnswers,
        long pingIntervalNanos,
        long pongTimeoutNanos,
        int maxConnections,
        int maxRequestBytes,
        int maxPendingBytes,
        long clockOffsetNanos) {
    public BinanceServerSettings {
        keys = List.copyOf(keys);
    }

    /** As Binance does it. */
    public static BinanceServerSettings of(List<ApiKey> keys) {
        return new BinanceServerSettings(
                keys, ApiLimits.BINANCE, true, 20_000_000_000L, 60_000_000_000L, 256, 65_536, 16 * 1_048_576, 0);
    }

    DoorSettings door() {
        return new DoorSettings(pingIntervalNanos, pongTimeoutNanos, maxConnections, maxRequestBytes, maxPendingBytes);
    }

    public BinanceServerSettings withLimits(ApiLimits limits) {
        return new BinanceServerSettings(
                keys,
                limits,
                reportsBeforeAnswers,
                pingIntervalNanos,
                pongTimeoutNanos,
                maxConnections,
                maxRequestBytes,
                maxPendingBytes,
                clockOffsetNanos);
    }

    public BinanceServerSettings withClockOffset(long nanos) {
        return new BinanceServerSettings(
                keys,
                limits,
                reportsBeforeAnswers,
                pingIntervalNanos,
                pongTimeoutNanos,
                maxConnections,
                maxRequestBytes,
                maxPendingBytes,
                nanos);
    }

    public BinanceServerSettings withReportsBeforeAnswers(boolean before) {
        return new BinanceServerSettings(
                keys,
                limits,
                before,
                pingIntervalNanos,
                pongTimeoutNanos,
                maxConnections,
                maxRequestBytes,
                maxPendingBytes,
                clockOffsetNanos);
    }
}
