package dev.flowmaker.exchange.virtual;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.MarketStatus;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.venue.ClientOrderIds;

/** Carries out the engine's commands at the exchange. What succeeds is told by the user stream, the rest answered here. */
final class VenueDesk {
    private final Exchange exchange;
    private final VenueEvents events;
    private final Timeline timeline;
    private final Lines lines;
    private final RequestGate gate;
    private final ClientOrderIds ids;
    private final int account;

    VenueDesk(
            Exchange exchange,
            VenueEvents events,
            Timeline timeline,
            Lines lines,
            RequestGate gate,
            ClientOrderIds ids,
            int account) {
        this.exchange = exchange;
        this.events = events;
        this.timeline = timeline;
        this.lines = lines;
        this.gate = gate;
        this.ids = ids;
        this.account = account;
    }

    /** Does what the command says at the exchange's time {@code nowNanos}. */
    void execute(Message command, long sentNanos, long nowNanos) {
        long retryAtNanos = gate.enter(command, nowNanos);
        if (retryAtNanos != 0) {
            RateLimited limited = new RateLimited();
            limited.retryAtNanos = retryAtNanos;
            answer(limited, nowNanos);
            answer(refusal(command, RejectReason.RATE_LIMIT, "too many requests"), nowNanos);
            return;
        }
        switch (command.kind()) {
            case PLACE_ORDER -> place((PlaceOrder) command, nowNanos);
            case CANCEL_ORDER -> cancel((CancelOrder) command, nowNanos);
            case CANCEL_ALL -> {
                if (exchange.cancelAll(account, command.market, nowNanos).isEmpty()) {
                    unknownOrder(RequestType.CANCEL_ALL, command.market, 0, nowNanos);
                }
            }
            case QUERY_ORDER -> report((QueryOrder) command, nowNanos);
            case QUERY_TRADES -> trades((QueryTrades) command, nowNanos);
            case QUERY_OPEN_ORDERS -> openOrders(command.market, sentNanos, nowNanos);
            case QUERY_BALANCES -> {
                for (BalanceInfo each : exchange.balances(account)) {
                    Balance event = VenueEvents.balance(
                            nowNanos, each.asset(), each.freeQuanta(), each.lockedQuanta(), Source.QUERY);
                    event.costQuanta = each.costQuanta();
                    answer(event, nowNanos);
                }
            }
            case QUERY_MARKET -> {
                MarketStatus event = new MarketStatus();
                event.market = command.market;
                exchange.settings().markets().get(command.market).instrument().describe(event);
                answer(event, nowNanos);
            }
            default -> throw new IllegalArgumentException(command.kind() + " is not a command");
        }
    }

    private void answer(Message event, long nowNanos) {
        timeline.toEngine(event, nowNanos, lines.response.arrivalNanos(nowNanos));
    }

    private void place(PlaceOrder command, long nowNanos) {
        String clientId = ids.text(command.orderId);
        NewOrder order = command.postOnly
                ? NewOrder.limitMaker(command.market, clientId, command.side, command.priceTicks, command.lots)
                : NewOrder.limit(
                        command.market, clientId, command.side, TimeInForce.GTC, command.priceTicks, command.lots);
        Reject reject = exchange.place(account, order, nowNanos).reject();
        if (reject != null) {
            OrderRejected event = new OrderRejected();
            event.market = command.market;
            event.orderId = command.orderId;
            event.exchangeTimeNanos = VenueEvents.millis(nowNanos);
            event.reason = reason(reject);
            event.text = reject.name();
            gate.returned(nowNanos);
            answer(event, nowNanos);
        }
    }

    /** What the sender of a command hears that was not carried out. */
    static Message refusal(Message command, RejectReason reason, String text) {
        if (command instanceof PlaceOrder place) {
            OrderRejected event = new OrderRejected();
            event.market = command.market;
            event.orderId = place.orderId;
            event.reason = reason;
            event.text = text;
            return event;
        }
        RequestFailed event = new RequestFailed();
        event.market = command.market;
        event.request = RequestType.of(command.kind());
        event.orderId = command instanceof CancelOrder cancel
                ? cancel.orderId
                : command instanceof QueryOrder query ? query.orderId : 0;
        event.reason = reason;
        event.text = text;
        return event;
    }

    private static RejectReason reason(Reject reject) {
        return switch (reject) {
            case WOULD_TAKE -> RejectReason.POST_ONLY_WOULD_TAKE;
            case INSUFFICIENT_BALANCE, INSUFFICIENT_MARGIN -> RejectReason.INSUFFICIENT_BALANCE;
            case DUPLICATE_CLIENT_ID -> RejectReason.DUPLICATE_ID;
            case RESERVED_CLIENT_ID -> RejectReason.OTHER;
            case UNKNOWN_ORDER -> RejectReason.UNKNOWN_ORDER;
            case MARKET_CLOSED -> RejectReason.MARKET_CLOSED;
            case PRICE_FILTER, LOT_SIZE, MARKET_LOT_SIZE, NOTIONAL, MAX_NUM_ORDERS -> RejectReason.FILTER;
        };
    }

    private void cancel(CancelOrder command, long nowNanos) {
        OrderRef ref = OrderRef.clientId(ids.text(command.orderId));
        if (exchange.cancel(account, command.market, ref, nowNanos).reject() != null) {
            unknownOrder(RequestType.CANCEL, command.market, command.orderId, nowNanos);
        }
    }

    private void unknownOrder(RequestType request, int market, long orderId, long nowNanos) {
        RequestFailed event = new RequestFailed();
        event.market = market;
        event.request = request;
        event.orderId = orderId;
        event.reason = RejectReason.UNKNOWN_ORDER;
        event.text = Reject.UNKNOWN_ORDER.name();
        answer(event, nowNanos);
    }

    private void report(QueryOrder command, long nowNanos) {
        OrderInfo order = exchange.order(account, command.market, OrderRef.clientId(ids.text(command.orderId)));
        OrderReport event = new OrderReport();
        event.market = command.market;
        event.orderId = command.orderId;
        event.exchangeTimeNanos = VenueEvents.millis(nowNanos);
        if (order != null) {
            exchange.fills(account, command.market, 0, Integer.MAX_VALUE).stream()
                    .filter(fill -> fill.venueOrderId() == order.venueOrderId())
                    .forEach(fill -> answer(events.fill(fill, Source.QUERY), nowNanos));
            event.status = status(order);
            event.filledLots = order.executedLots();
            event.venueOrderId = order.venueOrderId();
        }
        answer(event, nowNanos);
    }

    private void trades(QueryTrades command, long nowNanos) {
        boolean newestOnly = command.fromTradeId == QueryTrades.NEWEST_ID;
        TradesReport event = new TradesReport();
        event.market = command.market;
        event.fromTradeId = command.fromTradeId;
        event.lastTradeId = command.fromTradeId - (newestOnly ? 0 : 1);
        for (FillInfo fill :
                exchange.fills(account, command.market, Math.max(0, command.fromTradeId), Integer.MAX_VALUE)) {
            event.lastTradeId = fill.tradeId();
            if (!newestOnly) {
                answer(events.fill(fill, Source.QUERY), nowNanos);
            }
        }
        for (FundingInfo funding : exchange.fundings(account, command.market)) {
            answer(VenueEvents.funding(funding, Source.QUERY), nowNanos);
        }
        answer(event, nowNanos);
    }

    private static OrderStatus status(OrderInfo order) {
        return switch (order.status()) {
            case NEW -> OrderStatus.WORKING;
            case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
            case FILLED -> OrderStatus.FILLED;
            case CANCELED -> OrderStatus.CANCELED;
            case EXPIRED, EXPIRED_IN_MATCH, POST_ONLY -> OrderStatus.EXPIRED;
        };
    }

    private void openOrders(int market, long sentNanos, long nowNanos) {
        OpenOrders event = new OpenOrders();
        event.market = market;
        event.exchangeTimeNanos = VenueEvents.millis(nowNanos);
        event.requestTimeNanos = sentNanos;
        for (OrderInfo order : exchange.openOrders(account, market)) {
            event.orders.add(new OpenOrder(
                    ids.orderId(order.clientId()),
                    order.clientId(),
                    order.venueOrderId(),
                    order.side(),
                    order.priceTicks(),
                    order.lots(),
                    order.executedLots()));
        }
        answer(event, nowNanos);
    }
}
