package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands as requests to BitMEX, its answers as events. A request can succeed there and not do what it asked for: the answer
 * to a placement says that the order is canceled already, the answer to a cancel that there was nothing to cancel.
 */
final class BitmexRequests extends Requests {
    private static final String CANCELED = "Canceled";

    private final Session session;
    private final BitmexCalls calls;
    private final BitmexQueries queries;
    private final BitmexExecutions executions;
    private final BitmexOrders orders;
    private final Secrets secrets;
    private final Inbox inbox;

    BitmexRequests(
            Session session,
            BitmexCalls calls,
            BitmexErrors errors,
            BitmexQueries queries,
            BitmexExecutions executions,
            BitmexOrders orders,
            Secrets secrets,
            Outcomes outcomes,
            Inbox inbox) {
        super(outcomes, errors::of);
        this.session = session;
        this.calls = calls;
        this.queries = queries;
        this.executions = executions;
        this.orders = orders;
        this.secrets = secrets;
        this.inbox = inbox;
    }

    @Override
    void place(PlaceOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        orders.placing(market, command.orderId, command.postOnly);
        try {
            placed(
                    command,
                    market,
                    calls.place(
                            market.venueSymbol(),
                            command.side,
                            market.units().quantity(command.lots),
                            market.units().price(command.priceTicks),
                            session.clientId(command.orderId),
                            command.postOnly));
        } catch (IOException | RuntimeException trouble) {
            // Without an answer what the stream said stands.
            tellHeld(command.orderId);
            throw trouble;
        }
    }

    private void tellHeld(long orderId) {
        OrderAccepted held = orders.release(orderId);
        if (held != null) {
            inbox.offer(held);
        }
    }

    private void placed(PlaceOrder command, Session.Market market, JsonNode answer) {
        requireOurs(answer, market, command.orderId);
        String status = BitmexJson.text(answer, "ordStatus");
        boolean unfilled = BitmexJson.number(answer, "cumQty").signum() == 0;
        boolean neverRested = status.equals(CANCELED)
                && unfilled
                && BitmexExecutions.neverRested(BitmexJson.optionalText(answer, "text"));
        if (neverRested || status.equals("Rejected")) {
            inbox.offer(executions.refused(answer, market, command.orderId, Source.RESPONSE));
            return;
        }
        tellHeld(command.orderId);
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = command.market;
        accepted.orderId = command.orderId;
        accepted.exchangeTimeNanos = BitmexJson.optionalNanos(answer, "transactTime");
        accepted.venueOrderRef = BitmexJson.text(answer, "orderID");
        accepted.source = Source.RESPONSE;
        orders.accepted(command.orderId);
        inbox.offer(accepted);
        if (status.equals(CANCELED)) {
            inbox.offer(canceled(market, command.orderId, answer, CancelReason.VENUE));
        }
    }

    private void requireOurs(JsonNode row, Session.Market market, long orderId) {
        BitmexJson.require(row, "symbol", market.venueSymbol());
        BitmexJson.require(row, "clOrdID", session.clientId(orderId));
    }

    @Override
    void cancel(CancelOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        orders.canceling(command.orderId);
        JsonNode rows = calls.cancel(session.clientId(command.orderId));
        JsonNode row = rows.path(0);
        boolean refused = BitmexJson.optionalText(row, "ordStatus").equals("Rejected");
        if (rows.isEmpty() || refused || BitmexJson.has(row, "error")) {
            notCanceled(command, BitmexJson.optionalText(row, refused ? "ordRejReason" : "error"));
            return;
        }
        requireOurs(row, market, command.orderId);
        if (!BitmexJson.text(row, "ordStatus").equals(CANCELED)) {
            throw new IOException("the answer to a cancel leaves the order " + row.path("ordStatus"));
        }
        inbox.offer(canceled(market, command.orderId, row, CancelReason.REQUESTED));
    }

    /** It had ended before, or was never known: the engine asks which. */
    private void notCanceled(CancelOrder command, String text) {
        RequestFailed failed = new RequestFailed();
        failed.market = command.market;
        failed.request = RequestType.CANCEL;
        failed.orderId = command.orderId;
        failed.reason = RejectReason.UNKNOWN_ORDER;
        failed.text = secrets.scrub(text);
        inbox.offer(failed);
    }

    @Override
    void cancelAll(CancelAll command) throws IOException {
        Session.Market market = session.market(command.market);
        orders.cancelingAll(market);
        List<OrderCanceled> all = new ArrayList<>();
        for (JsonNode row : calls.cancelAll(market.venueSymbol())) {
            long orderId = session.orderId(BitmexJson.optionalText(row, "clOrdID"));
            boolean done = !BitmexJson.has(row, "error")
                    && BitmexJson.text(row, "ordStatus").equals(CANCELED);
            if (orderId != 0 && done) {
                requireOurs(row, market, orderId);
                all.add(canceled(market, orderId, row, CancelReason.REQUESTED));
            }
        }
        all.forEach(inbox::offer);
    }

    private static OrderCanceled canceled(Session.Market market, long orderId, JsonNode row, CancelReason reason) {
        return BitmexExecutions.canceled(row, market, orderId, reason, Source.RESPONSE);
    }

    @Override
    void report(QueryOrder command) throws IOException {
        queries.report(command);
    }

    @Override
    void openOrders(QueryOpenOrders command) throws IOException {
        queries.openOrders(command);
    }

    @Override
    void trades(QueryTrades command) throws IOException {
        queries.trades(command);
    }

    @Override
    void balances() throws IOException {
        queries.balances();
    }

    /** One switch for the whole account: the first market's refreshes are everybody's. */
    @Override
    void refreshSwitch(RefreshDeadMansSwitch command) throws IOException {
        if (command.market == session.instruments().get(0).market()) {
            calls.cancelAllAfter(command.countdownNanos / 1_000_000);
        }
    }
}
