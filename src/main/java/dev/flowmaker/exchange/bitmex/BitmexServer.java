package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.WallClock;
import java.io.IOException;

/**
 * A local exchange that speaks BitMEX's protocol over plain HTTP and WebSocket. REST is under {@code /api/v1}, the tables are
 * under {@code /realtime}.
 */
public final class BitmexServer {
    private BitmexServer() {}

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded, perpetuals only; it must start within a minute of the clock, and time goes on from there
     * @throws IOException when the address cannot be had
     */
    public static ExchangeServer start(String host, int port, ExchangeSettings exchange, BitmexServerSettings settings)
            throws IOException {
        return start(host, port, exchange, settings, new DeafListener());
    }

    /** The same, with a listener that hears everything the exchange does, on its thread, after the tables were told. */
    public static ExchangeServer start(
            String host, int port, ExchangeSettings exchange, BitmexServerSettings settings, ExchangeListener tap)
            throws IOException {
        return ExchangeServer.start(
                host,
                port,
                settings.door(),
                thread -> new BitmexVenue(exchange, settings, WallClock.utc(settings.clockOffsetNanos()), tap, thread),
                BitmexReception::new);
    }
}
