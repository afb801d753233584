package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import java.util.concurrent.CompletableFuture;

/** A session's commands at Binance over REST, and its own events over the WebSocket API. */
final class BinanceTrading implements VenueTrading {
    private final XchangeSettings settings;
    private final Secrets secrets;
    private final VenueClock clock;
    private final TradingParts parts;
    private final BinanceRequests requests;
    private final BinanceUserEvents events;

    BinanceTrading(
            XchangeSettings settings,
            Secrets secrets,
            VenueClock clock,
            BinanceErrors errors,
            BinanceAccess access,
            TradingParts parts) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        this.parts = parts;
        Session session = parts.session();
        Fills fills = new Fills(session, parts.user(), parts.inbox());
        CancelMarks marks = new CancelMarks(session);
        OrderNames names = new OrderNames();
        requests = new BinanceRequests(
                session,
                access.trade(),
                access.calls(),
                errors,
                new BinanceQueries(session, access.calls(), errors, fills, clock, names, parts.inbox()),
                marks,
                parts.outcomes(),
                parts.inbox());
        events = new BinanceUserEvents(session, parts.inbox(), fills, marks, names, secrets);
    }

    @Override
    public void execute(Message command) {
        requests.execute(command);
    }

    @Override
    public Watchdog.Line openUserLine(CompletableFuture<Void> ready) {
        return userLine(ready).open();
    }

    @Override
    public Watchdog.Line openWaitingUserLine() {
        return userLine(new CompletableFuture<>()).waiting().open();
    }

    private UserSocket userLine(CompletableFuture<Void> ready) {
        return new BinanceUserStream(
                settings, secrets, clock, events, parts.user(), parts.clockTrouble(), parts.endings(), ready);
    }

    @Override
    public String userLineUri() {
        return settings.socketApiUri().toString();
    }
}
