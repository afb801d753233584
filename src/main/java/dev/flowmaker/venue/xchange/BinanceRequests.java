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
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.CancelReason;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.NotSentReason;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.RateLimited;
import dev.flowmaker.core.event.RequestFailed;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.event.RequestUnknown;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
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
    private final BinanceFills fills;
    private final CancelMarks marks;
    private final RequestHealth health;
    private final VenueClock clock;
    private final Runnable clockTrouble;
    private final Inbox inbox;

    BinanceRequests(
            Session session,
            TradeService trade,
            BinanceCalls calls,
            BinanceErrors errors,
            BinanceFills fills,
            CancelMarks marks,
            RequestHealth health,
            VenueClock clock,
            Runnable clockTrouble,
            Inbox inbox) {
        this.session = session;
        this.trade = trade;
        this.calls = calls;
        this.errors = errors;
        this.fills = fills;
        this.marks = marks;
        this.health = health;
        this.clock = clock;
        this.clockTrouble = clockTrouble;
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
            attempt(RequestType.QUERY_ORDER, query.market, query.orderId, () -> report(query));
        } else if (command instanceof QueryOpenOrders query) {
            attempt(RequestType.QUERY_OPEN_ORDERS, query.market, 0, () -> openOrders(query));
        } else if (command instanceof QueryBalances query) {
            attempt(RequestType.QUERY_BALANCES, query.market, 0, this::balances);
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
            health.answered();
        } catch (IOException | RuntimeException trouble) {
            failed(type, market, orderId, errors.of(trouble));
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
        canceled(market, command.orderId, answer);
    }

    private void cancelAll(CancelAll command) throws IOException {
        Session.Market market = session.market(command.market);
        marks.cancelingAll(market);
        for (JsonNode order : calls.cancelAll(market.venueSymbol())) {
            long orderId = session.orderId(order.path("origClientOrderId").asText());
            if (orderId != 0) {
                canceled(market, orderId, order);
            }
        }
    }

    private void canceled(Session.Market market, long orderId, JsonNode answer) throws IOException {
        OrderCanceled canceled = new OrderCanceled();
        canceled.market = market.index();
        canceled.orderId = orderId;
        canceled.exchangeTimeNanos = BinanceUserEvents.nanos(answer.path("transactTime"));
        canceled.reason = CancelReason.REQUESTED;
        canceled.filledLots = market.units().lots(decimal(answer, "executedQty"));
        canceled.source = Source.RESPONSE;
        inbox.offer(canceled);
    }

    private void report(QueryOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        OrderReport report = new OrderReport();
        report.market = command.market;
        report.orderId = command.orderId;
        JsonNode order;
        try {
            order = calls.order(market.venueSymbol(), session.clientId(command.orderId));
        } catch (RuntimeException refused) {
            int code = errors.of(refused).code();
            if (code != BinanceErrors.NO_SUCH_ORDER && code != BinanceErrors.ORDER_ARCHIVED) {
                throw refused;
            }
            report.status = code == BinanceErrors.NO_SUCH_ORDER ? OrderStatus.NOT_FOUND : OrderStatus.CANCELED;
            inbox.offer(report);
            return;
        }
        report.status = status(order.path("status").asText());
        report.filledLots = market.units().lots(decimal(order, "executedQty"));
        report.venueOrderId = order.path("orderId").asLong();
        report.exchangeTimeNanos = BinanceUserEvents.nanos(order.path("updateTime"));
        if (report.filledLots != 0) {
            for (JsonNode row : calls.trades(market.venueSymbol(), report.venueOrderId)) {
                fill(market, command.orderId, row);
            }
        }
        inbox.offer(report);
    }

    private void fill(Session.Market market, long orderId, JsonNode row) throws IOException {
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = BinanceUserEvents.nanos(row.path("time"));
        fill.tradeId = row.path("id").asLong();
        fill.side = row.path("isBuyer").asBoolean() ? Side.BUY : Side.SELL;
        fill.priceTicks = market.units().ticks(decimal(row, "price"));
        fill.lots = market.units().lots(decimal(row, "qty"));
        fill.liquidity = row.path("isMaker").asBoolean() ? Liquidity.MAKER : Liquidity.TAKER;
        fill.source = Source.QUERY;
        fills.deliver(
                fill,
                market,
                decimal(row, "commission"),
                row.path("commissionAsset").asText());
    }

    private void openOrders(QueryOpenOrders command) throws IOException {
        Session.Market market = session.market(command.market);
        OpenOrders event = new OpenOrders();
        event.market = command.market;
        event.requestTimeNanos = clock.nowNanos();
        for (JsonNode order : calls.openOrders(market.venueSymbol())) {
            event.orders.add(openOrder(market, order));
        }
        inbox.offer(event);
    }

    /** Orders of others may follow rules of another day: rounded, as nothing is computed from them. */
    private OpenOrder openOrder(Session.Market market, JsonNode order) throws IOException {
        String clientId = order.path("clientOrderId").asText();
        return new OpenOrder(
                session.orderId(clientId),
                clientId,
                order.path("orderId").asLong(),
                Side.valueOf(order.path("side").asText()),
                Units.rounded(market.instrument().tick(), decimal(order, "price"), RoundingMode.HALF_EVEN),
                Units.rounded(market.instrument().lot(), decimal(order, "origQty"), RoundingMode.HALF_EVEN),
                Units.rounded(market.instrument().lot(), decimal(order, "executedQty"), RoundingMode.HALF_EVEN));
    }

    private void balances() throws IOException {
        JsonNode account = calls.account();
        Map<String, JsonNode> rows = new HashMap<>();
        account.path("balances").forEach(row -> rows.put(row.path("asset").asText(), row));
        for (int i = 0; i < session.assets().size(); i++) {
            JsonNode row = rows.get(session.asset(i).code());
            Balance balance = new Balance();
            balance.exchangeTimeNanos = BinanceUserEvents.nanos(account.path("updateTime"));
            balance.asset = i;
            balance.freeQuanta = row == null ? 0 : Units.quanta(session.asset(i), decimal(row, "free"));
            balance.lockedQuanta = row == null ? 0 : Units.quanta(session.asset(i), decimal(row, "locked"));
            balance.source = Source.QUERY;
            inbox.offer(balance);
        }
    }

    private static OrderStatus status(String text) throws IOException {
        return switch (text) {
            case "NEW", "PENDING_NEW" -> OrderStatus.WORKING;
            case "PARTIALLY_FILLED", "PENDING_CANCEL" -> OrderStatus.PARTIALLY_FILLED;
            case "FILLED" -> OrderStatus.FILLED;
            case "CANCELED" -> OrderStatus.CANCELED;
            case "REJECTED" -> OrderStatus.REJECTED;
            case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
            default -> throw new IOException("an order of unknown status " + text);
        };
    }

    private static BigDecimal decimal(JsonNode row, String field) throws IOException {
        JsonNode value = row.path(field);
        if (!value.isTextual()) {
            throw new IOException("the answer has no " + field);
        }
        return new BigDecimal(value.asText());
    }

    private void failed(RequestType type, int market, long orderId, Failure failure) {
        switch (failure.kind()) {
            case RATE_LIMITED, BANNED -> {
                RateLimited limited = new RateLimited();
                limited.retryAtNanos = clock.nowNanos() + failure.retryAfterNanos();
                limited.banned = failure.kind() == Failure.Kind.BANNED;
                inbox.offer(limited);
                refused(type, market, orderId, failure);
            }
            case REFUSED -> refused(type, market, orderId, failure);
            case NOT_SENT -> {
                // Other requests are repeated by the JDK on a dropped connection, so the first may have arrived.
                if (type == RequestType.PLACE) {
                    notSent(type, market, orderId);
                } else {
                    unknown(type, market, orderId, failure);
                }
            }
            case UNKNOWN -> unknown(type, market, orderId, failure);
        }
        if (failure.answered()) {
            health.answered();
        } else {
            health.unanswered(failure.text());
        }
        if (failure.code() == BinanceErrors.CLOCK) {
            clockTrouble.run();
        }
    }

    private void refused(RequestType type, int market, long orderId, Failure failure) {
        if (type == RequestType.PLACE) {
            OrderRejected rejected = new OrderRejected();
            rejected.market = market;
            rejected.orderId = orderId;
            rejected.reason = failure.reason();
            rejected.code = failure.code();
            rejected.text = failure.text();
            inbox.offer(rejected);
        } else if (type != RequestType.CANCEL_ALL || failure.code() != BinanceErrors.UNKNOWN_ORDER) {
            RequestFailed failed = new RequestFailed();
            failed.market = market;
            failed.request = type;
            failed.orderId = orderId;
            failed.reason = failure.reason();
            failed.code = failure.code();
            failed.text = failure.text();
            inbox.offer(failed);
        }
    }

    private void notSent(RequestType type, int market, long orderId) {
        RequestNotSent event = new RequestNotSent();
        event.market = market;
        event.request = type;
        event.orderId = orderId;
        event.reason = NotSentReason.DISCONNECTED;
        inbox.offer(event);
    }

    private void unknown(RequestType type, int market, long orderId, Failure failure) {
        RequestUnknown event = new RequestUnknown();
        event.market = market;
        event.request = type;
        event.orderId = orderId;
        event.text = failure.text();
        inbox.offer(event);
    }
}
