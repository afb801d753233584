package dev.flowmaker.venue;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import java.util.List;

/** One venue as the daemon sees it. Calls are made in the order describe, start, execute…, close. */
public interface Gateway extends AutoCloseable {
    /**
     * What the venue says of itself and the configured markets.
     *
     * @param assets every asset of the markets, in index order
     * @param instruments the configured markets, in configured order, with their fees
     * @param clockOffsetNanos venue clock minus ours, half the round trip taken off
     * @param roundTripNanos of that measurement
     */
    record Description(List<Asset> assets, List<Instrument> instruments, long clockOffsetNanos, long roundTripNanos) {}

    /** Asks the venue for its instruments, fees and clock. Throws when it is unreachable or a market is unknown to it. */
    Description describe() throws VenueException;

    /** Asks for the account's rights, balances and open orders, and the markets' best prices. After describe. */
    default Checkup checkup() throws VenueException {
        throw new VenueException("this venue cannot be asked for the account's rights");
    }

    /** Asks whether a market trades now, and by which rules; market by index as described. After describe. */
    default MarketStatus status(int market) throws VenueException {
        throw new VenueException("this venue cannot be asked whether a market trades");
    }

    /**
     * Tells what our last session knew of the account, before the start. For a venue that ends with the process; any other
     * knows better.
     */
    default void remember(LastAccount account) {}

    /**
     * Opens the streams. From here on events reach the inbox, market indices and asset indices as described. Returns
     * without waiting for the first event; later trouble is an event. Throws when the venue refuses us (wrong key).
     */
    void start(SessionStarted session, Inbox inbox) throws VenueException;

    /**
     * Makes ready for commands, without any stream: for those who only look and cancel. Instead of start.
     */
    default void startRequests(SessionStarted session, Inbox inbox) throws VenueException {
        start(session, inbox);
    }

    /**
     * Carries out one command, blocking until the venue answered or the time limit passed, and delivers the outcome to
     * the inbox, whatever it is. Called by the outbox's threads, several at once. Never throws and never retries.
     */
    void execute(Message command);

    /** What a command of this kind costs of the venue's request weight. */
    default int weight(MessageKind command) {
        return 1;
    }

    /** Closes all sockets and ends all threads this gateway started, within a bound. */
    @Override
    void close();
}
