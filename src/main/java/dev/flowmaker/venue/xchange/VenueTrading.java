package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import java.util.concurrent.CompletableFuture;

/** A session's commands at one venue, and the line that tells of its own orders. Both know the same orders. */
interface VenueTrading {
    /**
     * Carries out one command, blocking until the venue answered or the time limit passed, and delivers the outcome to the
     * inbox, whatever it is. Called by several threads at once. Never throws and never retries.
     */
    void execute(Message command);

    /**
     * Opens a line of our own orders', fills' and balances' events; replaced by another one when it dies.
     *
     * @param ready completed when the venue took or refused us
     */
    Watchdog.Line openUserLine(CompletableFuture<Void> ready);

    /** The same, heard beside the line there is until it takes over from it. */
    default Watchdog.Line openWaitingUserLine() {
        throw new IllegalStateException("lines are not replaced here while they live");
    }

    /** Where that line leads, for errors. */
    String userLineUri();
}
