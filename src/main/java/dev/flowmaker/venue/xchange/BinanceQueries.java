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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions to Binance about orders, fills and balances, and its answers as events. */
final class BinanceQueries {
    private final Session session;
    private final BinanceCalls calls;
    private final BinanceErrors errors;
    private final Fills fills;
    private final VenueClock clock;
    private final OrderNames names;
    private final Inbox inbox;

    BinanceQueries(
            Session session,
            BinanceCalls calls,
            BinanceErrors errors,
            Fills fills,
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
        report.status = status(BinanceJson.text(order, "status"));
        BinanceJson.require(order, "symbol", market.venueSymbol());
        BinanceJson.require(order, "clientOrderId", session.clientId(command.orderId));
        report.filledLots = market.units().lots(BinanceJson.amount(order, "executedQty"));
        report.venueOrderId = BinanceJson.id(order, "orderId");
        report.exchangeTimeNanos = BinanceJson.nanos(order, "updateTime");
        if (report.filledLots != 0) {
            tell(fills(market, calls.trades(market.venueSymbol(), report.venueOrderId), row -> {
                if (BinanceJson.id(row, "orderId") != report.venueOrderId) {
                    throw new IllegalArgumentException("a trade of another order");
                }
                return command.orderId;
            }));
        }
        inbox.offer(report);
    }

    /** The account's trades from an id on, and up to where they were told. */
    void trades(QueryTrades command) throws IOException {
        Session.Market market = session.market(command.market);
        boolean newestOnly = command.fromTradeId == QueryTrades.NEWEST_ID;
        if (newestOnly) {
            // Asked when nothing is known of the account, or the venue may have begun anew.
            names.forget(command.market);
        }
        TradesReport report = new TradesReport();
        report.market = command.market;
        report.fromTradeId = command.fromTradeId;
        report.lastTradeId = command.fromTradeId - (newestOnly ? 0 : 1);
        JsonNode rows = newestOnly
                ? calls.newestTrade(market.venueSymbol())
                : calls.tradesFrom(market.venueSymbol(), command.fromTradeId);
        long from = Math.max(0, command.fromTradeId);
        for (JsonNode row : rows) {
            long tradeId = BinanceJson.id(row, "id");
            if (tradeId < from) {
                throw new IllegalArgumentException("trade " + tradeId + " where " + from + " or later was due");
            }
            from = tradeId + 1;
            report.lastTradeId = tradeId;
        }
        if (!newestOnly) {
            tell(fills(market, rows, row -> orderId(market, BinanceJson.id(row, "orderId"))));
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
        BinanceJson.require(order, "symbol", market.venueSymbol());
        if (BinanceJson.id(order, "orderId") != venueOrderId) {
            throw new IllegalArgumentException("another order than " + venueOrderId);
        }
        long orderId = session.orderId(BinanceJson.text(order, "clientOrderId"));
        names.put(market.index(), venueOrderId, orderId);
        return orderId;
    }

    /** A trade's order, by our id. */
    @FunctionalInterface
    private interface Owner {
        long orderId(JsonNode row) throws IOException;
    }

    /** A trade and what it cost, in the venue's words. */
    private record Told(Fill fill, Session.Market market, BigDecimal commission, String asset) {}

    /** All of an answer's trades or, when one of them is not understood, none. */
    private List<Told> fills(Session.Market market, JsonNode rows, Owner owner) throws IOException {
        List<Told> all = new ArrayList<>();
        for (JsonNode row : rows) {
            all.add(fill(market, owner.orderId(row), row));
        }
        return all;
    }

    private void tell(List<Told> all) {
        all.forEach(each -> fills.deliver(each.fill, each.market, each.commission, each.asset));
    }

    private static Told fill(Session.Market market, long orderId, JsonNode row) {
        BinanceJson.require(row, "symbol", market.venueSymbol());
        Fill fill = new Fill();
        fill.market = market.index();
        fill.orderId = orderId;
        fill.exchangeTimeNanos = BinanceJson.nanos(row, "time");
        fill.tradeId = BinanceJson.id(row, "id");
        fill.side = BinanceJson.flag(row, "isBuyer") ? Side.BUY : Side.SELL;
        BigDecimal price = BinanceJson.positive(row, "price");
        BigDecimal quantity = BinanceJson.positive(row, "qty");
        if (orderId == 0) {
            // Others' orders may follow rules of another day; what rounding leaves out, the balances will tell.
            fill.priceTicks = Units.rounded(market.instrument().tick(), price, RoundingMode.HALF_EVEN);
            fill.lots = Units.rounded(market.instrument().lot(), quantity, RoundingMode.HALF_EVEN);
        } else {
            fill.priceTicks = market.units().ticks(price);
            fill.lots = market.units().lots(quantity);
        }
        fill.liquidity = BinanceJson.flag(row, "isMaker") ? Liquidity.MAKER : Liquidity.TAKER;
        fill.source = Source.QUERY;
        return new Told(fill, market, BinanceJson.decimal(row, "commission"), BinanceJson.text(row, "commissionAsset"));
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
    private OpenOrder openOrder(Session.Market market, JsonNode order) {
        BinanceJson.require(order, "symbol", market.venueSymbol());
        String clientId = BinanceJson.text(order, "clientOrderId");
        return new OpenOrder(
                session.orderId(clientId),
                clientId,
                BinanceJson.id(order, "orderId"),
                Side.valueOf(BinanceJson.text(order, "side")),
                Units.rounded(market.instrument().tick(), BinanceJson.amount(order, "price"), RoundingMode.HALF_EVEN),
                Units.rounded(
                        market.instrument().lot(), BinanceJson.positive(order, "origQty"), RoundingMode.HALF_EVEN),
                Units.rounded(
                        market.instrument().lot(), BinanceJson.amount(order, "executedQty"), RoundingMode.HALF_EVEN));
    }

    /** What the account holds of each of the session's assets; nothing where the venue names none. */
    void balances() throws IOException {
        JsonNode account = calls.account();
        long updatedNanos = BinanceJson.nanos(account, "updateTime");
        if (!account.path("balances").isArray()) {
            throw new IllegalArgumentException("balances that are no list");
        }
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : account.path("balances")) {
            if (rows.put(BinanceJson.text(row, "asset"), row) != null) {
                throw new IllegalArgumentException("two balances of one asset");
            }
        }
        List<Balance> all = new ArrayList<>();
        for (int i = 0; i < session.assets().size(); i++) {
            JsonNode row = rows.get(session.asset(i).code());
            Balance balance = new Balance();
            balance.exchangeTimeNanos = updatedNanos;
            balance.asset = i;
            balance.freeQuanta = row == null ? 0 : Units.quanta(session.asset(i), BinanceJson.amount(row, "free"));
            balance.lockedQuanta = row == null ? 0 : Units.quanta(session.asset(i), BinanceJson.amount(row, "locked"));
            balance.source = Source.QUERY;
            all.add(balance);
        }
        all.forEach(inbox::offer);
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
