package dev.flowmaker.venue;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;

/**
 * What a venue tells everybody: books and trades, asked for without an account or key. There is nothing here that an order
 * could leave by. Calls are made in the order describe, start, close.
 */
public interface MarketData extends AutoCloseable {
    /** Asks for instruments and clock. Fees are told to accounts only: they are 0 here. */
    Gateway.Description describe() throws VenueException;

    /**
     * Opens the streams. From here on books, trades, best prices and the state of {@code Channel.MARKET_DATA} reach the
     * inbox, market indices as described, from any thread. Returns when they are open; later trouble is an event.
     */
    void start(Inbox inbox) throws VenueException;

    /** Asks whether a market trades now, and by which rules, fees aside; market by index as described. After describe. */
    default MarketStatus status(int market) throws VenueException {
        throw new VenueException("this venue cannot be asked whether a market trades");
    }

    /** What a command of this kind would cost of the venue's request weight. */
    default int weight(MessageKind command) {
        return 1;
    }

    /** Closes all sockets and ends all threads this started, within a bound. */
    @Override
    void close();
}
