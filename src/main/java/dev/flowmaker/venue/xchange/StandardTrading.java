package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.RejectReason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A session's commands and the line of its own events at any venue whose calls and stream are in our terms. */
final class StandardTrading implements VenueTrading {
    /** Opens the stream of our own orders and trades; each is told to {@code events}. */
    @FunctionalInterface
    interface UserLines {
        Watchdog.Line open(StandardEvents events, CompletableFuture<Void> ready);
    }

    private final Requests requests;
    private final StandardEvents events;
    private final UserLines lines;
    private final String lineUri;

    /**
     * @param reasons what the venue's words about an order's end mean; OTHER when it was no refusal
     */
    StandardTrading(
            StandardProfile venue,
            TradingParts parts,
            TradingCalls calls,
            Function<String, RejectReason> reasons,
            UserLines lines,
            String lineUri) {
        KnownOrders known = new KnownOrders();
        events = new StandardEvents(parts, known, reasons);
        requests = new StandardRequests(parts, calls, events, known, venue.clock(), venue::failure);
        this.lines = lines;
        this.lineUri = lineUri;
    }

    @Override
    public void execute(Message command) {
        requests.execute(command);
    }

    @Override
    public Watchdog.Line openUserLine(CompletableFuture<Void> ready) {
        return lines.open(events, ready);
    }

    @Override
    public String userLineUri() {
        return lineUri;
    }
}
