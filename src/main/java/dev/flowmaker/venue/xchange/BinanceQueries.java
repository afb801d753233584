package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.QueryOpenOrders;
import dev.flowmaker.core.command.QueryOrder;
import dev.flowmaker.core.command.QueryTrades;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.Liquidity;
import dev.flowmaker.core.event.OpenOrderList.OpenOrder;
import dev.flowmaker.core.event.OpenOrders;
import dev.flowmaker.core.event.OrderReport;
import dev.flowmaker.core.event.OrderStatus;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.core.event.TradesReport;
import dev.flowmaker.venue.Inbox;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** Questions to Binance about orders, fills and balances, and its answers as events. */
final class BinanceQueries {
    private final Session session;
    private final BinanceCalls calls;
    private final BinanceErrors errors;
    private final BinanceFills fills;
    private final VenueClock clock;
    private final OrderNames names;
    private final Inbox inbox;

    BinanceQueries(
            Session session,
            BinanceCalls calls,
            BinanceErrors errors,
            BinanceFills fills,
            VenueClock clock,
            OrderNames names,
            Inbox inbox) {
        this.session = session;
        this.calls = calls;
        this.errors = errors;
        this.fills = fills;
        this.clock = clock;
        this.names = names;
        this.inbox = inbox;
    }

    /** What became of an order: its fills, then its state. */
    void report(QueryOrder command) throws IOException {
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
        report.filledLots = market.units().lots(BinanceCalls.decimal(order, "executedQty"));
        report.venueOrderId = order.path("orderId").asLong();
        report.exchangeTimeNanos = BinanceUserEvents.nanos(order.path("updateTime"));
        if (report.filledLots != 0) {
            for (JsonNode row : calls.trades(market.venueSymbol(), report.venueOrderId)) {
                fill(market, command.orderId, row);
            }
        }
        inbox.offer(report);
    }

    /** The account's trades from an id on, and up to where they were told. */
    void trades(QueryTrades command) throws IOException {
        Session.Market market = session.market(command.market);
        boolean newestOnly = command.fromTradeId == QueryTrades.NEWEST_ID;
        TradesReport report = new TradesReport();
        report.market = command.market;
        report.fromTradeId = command.fromTradeId;
        report.lastTradeId = command.fromTradeId - (newestOnly ? 0 : 1);
        JsonNode rows = newestOnly
                ? calls.newestTrade(market.venueSymbol())
                : calls.tradesFrom(market.venueSymbol(), command.fromTradeId);
        for (JsonNode row : rows) {
            if (!newestOnly) {
                fill(market, orderId(market, row.path("orderId").asLong()), row);
            }
            report.lastTradeId = row.path("id").asLong();
        }
        report.complete = newestOnly || !calls.fullPage(rows);
        inbox.offer(report);
    }

    private long orderId(Session.Market market, long venueOrderId) throws IOException {
        Long known = names.get(market.index(), venueOrderId);
        if (known != null) {
            return known;
        }
        JsonNode order = calls.orderByNumber(market.venueSymbol(), venueOrderId);
        long orderId = session.orderId(order.path("clientOrderId").asText());
        names.put(market.index(), venueOrderId, orderId);
        return orderId;
    }

    private void fill(Session.Market market, long orderId, JsonNode row) throws IOException {
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = BinanceUserEvents.nanos(row.path("time"));
        fill.tradeId = row.path("id").asLong();
        fill.side = row.path("isBuyer").asBoolean() ? Side.BUY : Side.SELL;
        if (orderId == 0) {
            // Others' orders may follow rules of another day; what rounding leaves out, the balances will tell.
            fill.priceTicks = Units.rounded(
                    market.instrument().tick(), BinanceCalls.decimal(row, "price"), RoundingMode.HALF_EVEN);
            fill.lots =
                    Units.rounded(market.instrument().lot(), BinanceCalls.decimal(row, "qty"), RoundingMode.HALF_EVEN);
        } else {
            fill.priceTicks = market.units().ticks(BinanceCalls.decimal(row, "price"));
            fill.lots = market.units().lots(BinanceCalls.decimal(row, "qty"));
        }
        fill.liquidity = row.path("isMaker").asBoolean() ? Liquidity.MAKER : Liquidity.TAKER;
        fill.source = Source.QUERY;
        fills.deliver(
                fill,
                market,
                BinanceCalls.decimal(row, "commission"),
                row.path("commissionAsset").asText());
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

    /** Orders of others may follow rules of another day: rounded, as nothing is computed from them. */
    private OpenOrder openOrder(Session.Market market, JsonNode order) throws IOException {
        String clientId = order.path("clientOrderId").asText();
        return new OpenOrder(
                session.orderId(clientId),
                clientId,
                order.path("orderId").asLong(),
                Side.valueOf(order.path("side").asText()),
                Units.rounded(market.instrument().tick(), BinanceCalls.decimal(order, "price"), RoundingMode.HALF_EVEN),
                Units.rounded(
                        market.instrument().lot(), BinanceCalls.decimal(order, "origQty"), RoundingMode.HALF_EVEN),
                Units.rounded(
                        market.instrument().lot(), BinanceCalls.decimal(order, "executedQty"), RoundingMode.HALF_EVEN));
    }

    /** What the account holds of each of the session's assets; nothing where the venue names none. */
    void balances() throws IOException {
        JsonNode account = calls.account();
        Map<String, JsonNode> rows = new HashMap<>();
        account.path("balances").forEach(row -> rows.put(row.path("asset").asText(), row));
        for (int i = 0; i < session.assets().size(); i++) {
            JsonNode row = rows.get(session.asset(i).code());
            Balance balance = new Balance();
            balance.exchangeTimeNanos = BinanceUserEvents.nanos(account.path("updateTime"));
            balance.asset = i;
            balance.freeQuanta = row == null ? 0 : Units.quanta(session.asset(i), BinanceCalls.decimal(row, "free"));
            balance.lockedQuanta =
                    row == null ? 0 : Units.quanta(session.asset(i), BinanceCalls.decimal(row, "locked"));
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
}
