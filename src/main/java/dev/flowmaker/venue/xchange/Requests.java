package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.RequestType;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands as requests, answers as events. Every command has exactly one fate, and a fate that is not certain is called
 * unknown; nothing is ever sent twice. A venue's requests deliver the events of their success themselves, and throw otherwise.
 */
abstract class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Outcomes outcomes;
    private final Function<Throwable, Failure> failures;

    /** @param failures what a failed request means for what was asked */
    Requests(Outcomes outcomes, Function<Throwable, Failure> failures) {
        this.outcomes = outcomes;
        this.failures = failures;
    }

    abstract void place(PlaceOrder command) throws IOException;

    abstract void cancel(CancelOrder command) throws IOException;

    abstract void cancelAll(CancelAll command) throws IOException;

    /** What became of an order: its fills, then its state. */
    abstract void report(QueryOrder command) throws IOException;

    abstract void openOrders(QueryOpenOrders command) throws IOException;

    /** The account's trades from an id on, and up to where they were told. */
    abstract void trades(QueryTrades command) throws IOException;

    /** What the account holds of each of the session's assets. */
    abstract void balances() throws IOException;

    abstract void refreshSwitch(RefreshDeadMansSwitch command) throws IOException;

    /** Carries out one command. Called by several threads at once; never throws. */
    final void execute(Message command) {
        if (command instanceof PlaceOrder place) {
            attempt(RequestType.PLACE, place.market, place.orderId, () -> place(place));
        } else if (command instanceof CancelOrder cancel) {
            attempt(RequestType.CANCEL, cancel.market, cancel.orderId, () -> cancel(cancel));
        } else if (command instanceof CancelAll all) {
            attempt(RequestType.CANCEL_ALL, all.market, 0, () -> cancelAll(all));
        } else if (command instanceof QueryOrder query) {
            attempt(RequestType.QUERY_ORDER, query.market, query.orderId, () -> report(query));
        } else if (command instanceof QueryOpenOrders query) {
            attempt(RequestType.QUERY_OPEN_ORDERS, query.market, 0, () -> openOrders(query));
        } else if (command instanceof QueryTrades query) {
            attempt(RequestType.QUERY_TRADES, query.market, 0, () -> trades(query));
        } else if (command instanceof QueryBalances query) {
            attempt(RequestType.QUERY_BALANCES, query.market, 0, this::balances);
        } else if (command instanceof RefreshDeadMansSwitch refresh) {
            attempt(RequestType.REFRESH_SWITCH, refresh.market, 0, () -> refreshSwitch(refresh));
        } else {
            LOG.error("{} is no command", command.kind());
        }
    }

    /** A request and the events of its success. */
    @FunctionalInterface
    private interface Request {
        void send() throws IOException;
    }

    private void attempt(RequestType type, int market, long orderId, Request request) {
        try {
            request.send();
            outcomes.succeeded();
        } catch (IOException | RuntimeException trouble) {
            outcomes.failed(type, market, orderId, failures.apply(trouble));
        }
    }
}
