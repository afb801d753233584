package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import java.util.concurrent.CompletableFuture;

/** A session's commands at BitMEX over REST, and its own events over the WebSocket. */
final class BitmexTrading implements VenueTrading {
    private final XchangeSettings settings;
    private final Secrets secrets;
    private final BitmexLogin login;
    private final TradingParts parts;
    private final BitmexRequests requests;
    private final BitmexExecutions executions;
    private final BitmexBalances balances;
    private final BitmexOrders orders;

    BitmexTrading(
            XchangeSettings settings,
            Secrets secrets,
            VenueClock clock,
            BitmexErrors errors,
            BitmexAccess access,
            TradingParts parts) {
        this.settings = settings;
        this.secrets = secrets;
        this.parts = parts;
        login = new BitmexLogin(secrets, clock, settings.recvWindow().toMillis());
        orders = new BitmexOrders();
        executions = new BitmexExecutions(parts.session(), access.money(), orders, secrets);
        balances = new BitmexBalances(parts.session(), access.money());
        requests = new BitmexRequests(
                parts.session(),
                access.calls(),
                errors,
                new BitmexQueries(parts.session(), access.calls(), executions, balances, clock, parts.inbox()),
                executions,
                orders,
                secrets,
                parts.outcomes(),
                parts.inbox());
    }

    @Override
    public void execute(Message command) {
        requests.execute(command);
    }

    @Override
    public Watchdog.Line openUserLine(CompletableFuture<Void> ready) {
        return new BitmexUserStream(
                        settings,
                        secrets,
                        login,
                        new BitmexUserTables(executions, balances, orders, parts.inbox()),
                        parts.user(),
                        parts.clockTrouble(),
                        parts.endings(),
                        ready)
                .open();
    }

    @Override
    public String userLineUri() {
        return BitmexLogin.uri(settings).toString();
    }
}
