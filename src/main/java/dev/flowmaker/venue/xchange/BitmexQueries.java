package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Questions to BitMEX about orders, executions, positions and margin, and its answers as events. */
final class BitmexQueries {
    /** An execution this old is on every list that the venue gives. */
    private static final long LISTED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Session session;
    private final BitmexCalls calls;
    private final BitmexExecutions executions;
    private final BitmexBalances balances;
    private final VenueClock clock;
    private final Inbox inbox;

    BitmexQueries(
            Session session,
            BitmexCalls calls,
            BitmexExecutions executions,
            BitmexBalances balances,
            VenueClock clock,
            Inbox inbox) {
        this.session = session;
        this.calls = calls;
        this.executions = executions;
        this.balances = balances;
        this.clock = clock;
        this.inbox = inbox;
    }

    /** What became of an order: its fills, then its state. */
    void report(QueryOrder command) throws IOException {
        Session.Market market = session.market(command.market);
        OrderReport report = new OrderReport();
        report.market = command.market;
        report.orderId = command.orderId;
        String clientId = session.clientId(command.orderId);
        JsonNode order = newest(calls.order(market.venueSymbol(), clientId));
        if (order == null) {
            report.status = OrderStatus.NOT_FOUND;
            inbox.offer(report);
            return;
        }
        BitmexJson.require(order, "symbol", market.venueSymbol());
        BitmexJson.require(order, "clOrdID", clientId);
        report.status = status(BitmexJson.text(order, "ordStatus"));
        report.filledLots = market.units().lots(BitmexJson.number(order, "cumQty"));
        report.exchangeTimeNanos = BitmexJson.nanos(order, "timestamp");
        if (report.filledLots != 0) {
            tell(calls.tradesOfOrder(market.venueSymbol(), BitmexJson.text(order, "orderID")));
        }
        inbox.offer(report);
    }

    private static @Nullable JsonNode newest(JsonNode rows) {
        return rows.isEmpty() ? null : rows.get(rows.size() - 1);
    }

    /** All of an answer's executions or, when one of them is not understood, none. */
    private void tell(JsonNode rows) {
        List<Message> all = new ArrayList<>();
        for (JsonNode row : rows) {
            Message event = executions.event(row, Source.QUERY);
            if (event != null) {
                all.add(event);
            }
        }
        all.forEach(inbox::offer);
    }

    /**
     * What moved money in a market, from a trade id on: trades, funding, and what the venue did to the position. Trades are
     * numbered by their millisecond: a query begins at one, and what is confirmed ends where the list has all.
     */
    void trades(QueryTrades command) throws IOException {
        Session.Market market = session.market(command.market);
        long venueNanos = TimeUnit.MILLISECONDS.toNanos(clock.venueMillis());
        TradesReport report = new TradesReport();
        report.market = command.market;
        report.fromTradeId = command.fromTradeId;
        if (command.fromTradeId == QueryTrades.NEWEST_ID) {
            report.lastTradeId = BitmexTradeIds.before(venueNanos);
            inbox.offer(report);
            return;
        }
        JsonNode rows = calls.trades(market.venueSymbol(), BitmexTradeIds.timeNanos(command.fromTradeId));
        tell(rows);
        report.complete = rows.size() < BitmexCalls.PAGE;
        long confirmed = BitmexTradeIds.before(venueNanos - LISTED_AFTER_NANOS);
        if (!report.complete) {
            long last = BitmexJson.nanos(rows.get(rows.size() - 1), "timestamp");
            confirmed = Math.min(confirmed, BitmexTradeIds.before(last));
            if (confirmed < command.fromTradeId) {
                throw new IOException("more executions in a millisecond than the venue lists at once");
            }
        }
        report.lastTradeId = Math.max(command.fromTradeId - 1, confirmed);
        inbox.offer(report);
    }

    void openOrders(QueryOpenOrders command) throws IOException {
        Session.Market market = session.market(command.market);
        OpenOrders event = new OpenOrders();
        event.market = command.market;
        event.requestTimeNanos = clock.nowNanos();
        for (JsonNode order : calls.openOrders(market.venueSymbol())) {
            event.orders.add(openOrder(market, order));
        }
        inbox.offer(event);
    }

    /** Orders of others may be of kinds without a price or quantity: rounded, as nothing is computed from them. */
    private OpenOrder openOrder(Session.Market market, JsonNode order) {
        BitmexJson.require(order, "symbol", market.venueSymbol());
        String clientId = BitmexJson.optionalText(order, "clOrdID");
        return new OpenOrder(
                session.orderId(clientId),
                clientId,
                0,
                BitmexExecutions.side(order),
                Units.rounded(market.instrument().tick(), orZero(order, "price"), RoundingMode.HALF_EVEN),
                Units.rounded(market.instrument().lot(), orZero(order, "orderQty"), RoundingMode.HALF_EVEN),
                Units.rounded(market.instrument().lot(), orZero(order, "cumQty"), RoundingMode.HALF_EVEN));
    }

    private static BigDecimal orZero(JsonNode order, String field) {
        return Objects.requireNonNullElse(BitmexJson.optionalNumber(order, field), BigDecimal.ZERO);
    }

    /** Positions and wallets. They are two answers; whether something was traded in between, the trades tell. */
    void balances() throws IOException {
        balances.all(calls.positions(), calls.margins()).forEach(inbox::offer);
    }

    /** An order's state in BitMEX's words. */
    static OrderStatus status(String text) throws IOException {
        return switch (text) {
            case "New", "PendingNew", "Untriggered", "Triggered" -> OrderStatus.WORKING;
            case "PartiallyFilled", "PendingCancel", "PendingReplace", "Replaced" -> OrderStatus.PARTIALLY_FILLED;
            case "Filled" -> OrderStatus.FILLED;
            case "Canceled", "DoneForDay", "Stopped" -> OrderStatus.CANCELED;
            case "Rejected" -> OrderStatus.REJECTED;
            case "Expired" -> OrderStatus.EXPIRED;
            default -> throw new IOException("an order of unknown status " + text);
        };
    }
}
