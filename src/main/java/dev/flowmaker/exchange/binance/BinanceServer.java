package dev.flowmaker.exchange.binance;

import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.door.Door;
import dev.flowmaker.exchange.door.FaultSettings;
import dev.flowmaker.exchange.door.WallClock;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A local exchange that speaks Binance's spot protocol over plain HTTP and WebSocket. REST is under {@code /api/v3} and
 * {@code /sapi/v1}, market streams under {@code /ws} and {@code /stream}, the WebSocket API is {@code /ws-api/v3}.
 */
public final class BinanceServer implements AutoCloseable {
    private final Door door;
    private final Venue venue;

    private BinanceServer(
            String host, int port, ExchangeSettings exchange, BinanceServerSettings settings, ExchangeListener tap)
            throws IOException {
        door = new Door(settings.door());
        boolean open = false;
        try {
            venue = door.call(() ->
                    new Venue(exchange, settings, WallClock.utc(settings.clockOffsetNanos()), tap, door.thread()));
            door.open(host, port, new BinanceReception(venue, settings));
            open = true;
        } finally {
            if (!open) {
                door.close();
            }
        }
        door.thread().execute(venue::schedule);
    }

    /**
     * Opens the exchange and listens.
     *
     * @param host address to listen on; {@code 127.0.0.1} unless others are to come in
     * @param port 0 for any that is free
     * @param exchange what is traded; it must start within a minute of the clock, and time goes on from there
     * @throws IOException when the address cannot be had
     */
    public static BinanceServer start(String host, int port, ExchangeSettings exchange, BinanceServerSettings settings)
            throws IOException {
        return start(host, port, exchange, settings, new DeafListener());
    }

    /**
     * The same, with a listener that hears everything the exchange does, on its thread, after the streams were told.
     */
    public static BinanceServer start(
            String host, int port, ExchangeSettings exchange, BinanceServerSettings settings, ExchangeListener tap)
            throws IOException {
        return new BinanceServer(host, port, exchange, settings, tap);
    }

    /** The port it listens on. */
    public int port() {
        return door.port();
    }

    /**
     * Completes when every market source has come to its end, never for a synthetic market; exceptionally when the
     * exchange broke. The server goes on answering until it is closed.
     */
    public CompletableFuture<Void> ended() {
        return venue.ended().copy();
    }

    /** From here on connections fail like this, for tests of clients. */
    public void fail(FaultSettings faults) {
        door.fail(faults);
    }

    /** How often connections failed so far, by kind: delayed, dropped, reset, half-open, 429, 503, doubled, gap, silent. */
    public long[] failures() {
        return door.failures();
    }

    /** Asks the exchange something, on its thread, and waits for the answer. */
    public <T> T ask(Function<Exchange, T> question) {
        return door.call(() -> {
            venue.advance();
            T answer = question.apply(venue.exchange());
            venue.settle();
            venue.answered();
            return answer;
        });
    }

    /** Tells WebSocket clients, closes every connection and the exchange. */
    @Override
    public void close() {
        door.close(venue.nowNanos(), venue::close);
    }
}
