package dev.flowmaker.exchange.bitstamp;

import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.DoorSettings;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.WallClock;
import java.io.IOException;

/** Opens it. Requests are under {@code /api/v2}; the feeds are at {@code /}. */
public final class BitstampServer {
    private BitstampServer() {}

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded; it must start within a minute of the clock, and time goes on from there
     * @param tap hears everything the exchange does, on its thread, after the feeds were told
     * @throws IOException when the address cannot be had
     */
    public static ExchangeServer start(
            String host, int port, ExchangeSettings exchange, DoorSettings door, ExchangeListener tap)
            throws IOException {
        return ExchangeServer.start(
                host, port, door, thread -> new Venue(exchange, WallClock.utc(0), tap, thread), BitstampReception::new);
    }
}
