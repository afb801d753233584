package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryBalances;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.command.RefreshDeadMansSwitch;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchange.binance.dto.trade.BinanceOrderFlags;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.service.trade.TradeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands as requests, answers as events. Every command has exactly one fate, and a fate that is not certain is called
 * unknown; nothing is ever sent twice.
 */
final class BinanceRequests {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceRequests.class);

    private final Session session;
    private final TradeService trade;
    private final BinanceCalls calls;
    private final BinanceErrors errors;
    private final BinanceQueries queries;
    private final CancelMarks marks;
    private final Outcomes outcomes;
    private final Inbox inbox;

    BinanceRequests(
            Session session,
            TradeService trade,
            BinanceCalls calls,
            BinanceErrors errors,
            BinanceQueries queries,
            CancelMarks marks,
            Outcomes outcomes,
            Inbox inbox) {
        this.session = session;
        this.trade = trade;
        this.calls = calls;
        this.errors = errors;
        this.queries = queries;
        this.marks = marks;
        this.outcomes = outcomes;
        this.inbox = inbox;
    }

    void execute(Message command) {
        if (command instanceof PlaceOrder place) {
            attempt(RequestType.PLACE, place.market, place.orderId, () -> place(place));
        } else if (command instanceof CancelOrder cancel) {
            attempt(RequestType.CANCEL, cancel.market, cancel.orderId, () -> cancel(cancel));
        } else if (command instanceof CancelAll all) {
            attempt(RequestType.CANCEL_ALL, all.market, 0, () -> cancelAll(all));
        } else if (command instanceof QueryOrder query) {
            attempt(RequestType.QUERY_ORDER, query.market, query.orderId, () -> queries.report(query));
        } else if (command instanceof QueryOpenOrders query) {
            attempt(RequestType.QUERY_OPEN_ORDERS, query.market, 0, () -> queries.openOrders(query));
        } else if (command instanceof QueryTrades query) {
            attempt(RequestType.QUERY_TRADES, query.market, 0, () -> queries.trades(query));
        } else if (command instanceof QueryBalances query) {
            attempt(RequestType.QUERY_BALANCES, query.market, 0, queries::balances);
        } else if (command instanceof RefreshDeadMansSwitch refresh) {
            attempt(
                    RequestType.REFRESH_SWITCH,
                    refresh.market,
                    0,
                    () -> calls.countdownCancelAll(
                            session.market(refresh.market).venueSymbol(), refresh.countdownNanos / 1_000_000));
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
            outcomes.failed(type, market, orderId, errors.of(trouble));
        }
    }

    private void place(PlaceOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        marks.placing(market);
        LimitOrder.Builder order = new LimitOrder.Builder(
                        command.side == Side.BUY ? OrderType.BID : OrderType.ASK,
                        new CurrencyPair(market.instrument().symbol()))
                .originalAmount(market.units().quantity(command.lots))
                .limitPrice(market.units().price(command.priceTicks))
                .userReference(session.clientId(command.orderId));
        if (command.postOnly) {
            order.flag(BinanceOrderFlags.LIMIT_MAKER);
        }
        String venueOrderId = trade.placeLimitOrder(order.build());
        OrderAccepted accepted = new OrderAccepted();
        accepted.market = command.market;
        accepted.orderId = command.orderId;
        accepted.venueOrderId = Long.parseLong(venueOrderId);
        accepted.source = Source.RESPONSE;
        if (accepted.venueOrderId <= 0) {
            throw new IOException("the answer to a placement names no order");
        }
        inbox.offer(accepted);
    }

    private void cancel(CancelOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        JsonNode answer =
                calls.cancel(market.venueSymbol(), session.clientId(command.orderId), marks.cancelId(command.orderId));
        inbox.offer(canceled(market, command.orderId, answer));
    }

    private void cancelAll(CancelAll command) throws IOException {
        Session.Market market = session.market(command.market);
        marks.cancelingAll(market);
        List<OrderCanceled> all = new ArrayList<>();
        for (JsonNode order : calls.cancelAll(market.venueSymbol())) {
            // A list of orders canceled together has other fields, and is none of ours.
            boolean single = order.has("origClientOrderId");
            long orderId = single ? session.orderId(BinanceJson.text(order, "origClientOrderId")) : 0;
            if (orderId != 0) {
                all.add(canceled(market, orderId, order));
            }
        }
        all.forEach(inbox::offer);
    }

    private OrderCanceled canceled(Session.Market market, long orderId, JsonNode answer) {
        BinanceJson.require(answer, "symbol", market.venueSymbol());
        BinanceJson.require(answer, "origClientOrderId", session.clientId(orderId));
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = BinanceJson.nanos(answer, "transactTime");
        canceled.reason = CancelReason.REQUESTED;
        canceled.filledLots = market.units().lots(BinanceJson.amount(answer, "executedQty"));
        canceled.source = Source.RESPONSE;
        return canceled;
    }
}
