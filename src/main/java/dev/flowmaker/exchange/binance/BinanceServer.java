package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.WallClock;
import java.io.IOException;

/**
 * A local exchange that speaks Binance's spot protocol over plain HTTP and WebSocket. REST is under {@code /api/v3} and
 * {@code /sapi/v1}, market streams under {@code /ws} and {@code /stream}, the WebSocket API is {@code /ws-api/v3}.
 */
public final class BinanceServer {
    private BinanceServer() {}

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded; it must start within a minute of the clock, and time goes on from there
     * @throws IOException when the address cannot be had
     */
    public static ExchangeServer start(String host, int port, ExchangeSettings exchange, BinanceServerSettings settings)
            throws IOException {
        return start(host, port, exchange, settings, new DeafListener());
    }

    /**
     * The same, with a listener that hears everything the exchange does, on its thread, after the streams were told.
     */
    public static ExchangeServer start(
            String host, int port, ExchangeSettings exchange, BinanceServerSettings settings, ExchangeListener tap)
            throws IOException {
        return ExchangeServer.start(
                host,
                port,
                settings.door(),
                thread -> new Venue(exchange, settings, WallClock.utc(settings.clockOffsetNanos()), tap, thread),
                venue -> new BinanceReception(venue, settings));
    }
}
