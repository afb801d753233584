package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.WallClock;
import java.io.IOException;

/**
 * A local exchange that speaks Kraken's spot protocol over plain HTTP and WebSocket. REST is under {@code /0}; the public
 * feeds are at {@code /}, the private ones, which have a host of their own at Kraken, at {@code /auth}.
 */
public final class KrakenServer {
    private KrakenServer() {}

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded; it must start within a minute of the clock, and time goes on from there
     * @throws IOException when the address cannot be had
     */
    public static ExchangeServer start(String host, int port, ExchangeSettings exchange, KrakenServerSettings settings)
            throws IOException {
        return start(host, port, exchange, settings, new DeafListener());
    }

    /**
     * The same, with a listener that hears everything the exchange does, on its thread, after the feeds were told.
     */
    public static ExchangeServer start(
            String host, int port, ExchangeSettings exchange, KrakenServerSettings settings, ExchangeListener tap)
            throws IOException {
        return ExchangeServer.start(
                host,
                port,
                settings.door(),
                thread -> new Venue(exchange, settings, WallClock.utc(settings.clockOffsetNanos()), tap, thread),
                KrakenReception::new);
    }
}
