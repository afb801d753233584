package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.door.Json;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Asking after orders and trades. Lists come in pages of fifty, the latest first. */
final class QueryMethods {
    private static final int PAGE = 50;
    private static final int MOST_ORDERS = 50;
    private static final int MOST_TRADES = 20;
    private static final String INVALID_ORDER = "EOrder:Invalid order";

    private final OrderHistory history;
    private final OrderWords words;

    QueryMethods(Venue venue) {
        history = venue.history();
        words = venue.words();
    }

    void addTo(Map<String, Method> all) {
        all.put("/0/private/OpenOrders", Method.read(1, this::openOrders));
        all.put("/0/private/ClosedOrders", Method.read(1, this::closedOrders));
        all.put("/0/private/QueryOrders", Method.read(1, this::queryOrders));
        all.put("/0/private/TradesHistory", Method.read(2, this::tradesHistory));
        all.put("/0/private/QueryTrades", Method.read(1, this::queryTrades));
    }

    private static String id(OrderInfo order) {
        return TransactionId.ofOrder(order.market(), order.venueOrderId());
    }

    private static boolean wanted(Call call, OrderInfo order) {
        return call.form().optional("userref") == null
                || Reference.of(order).userReference() == call.form().signed("userref", 0);
    }

    private JsonNode openOrders(Call call) {
        ObjectNode result = Json.object();
        ObjectNode open = result.putObject("open");
        boolean trades = call.form().flag("trades");
        for (OrderInfo order : history.open(call.account())) {
            if (wanted(call, order)) {
                open.set(id(order), words.answered(order, trades));
            }
        }
        return result;
    }

    private JsonNode closedOrders(Call call) {
        boolean byOpening = call.form().text("closetime", "both").equals("open");
        ToLongFunction<OrderInfo> time = byOpening ? OrderInfo::placedNanos : OrderInfo::updatedNanos;
        Span span = span(call, this::closeNanos);
        List<OrderInfo> orders = history.ended(call.account()).stream()
                .filter(order -> wanted(call, order) && span.holds(time.applyAsLong(order)))
                .toList();
        ObjectNode result = Json.object();
        ObjectNode closed = result.putObject("closed");
        boolean trades = call.form().flag("trades");
        page(call, orders).forEach(order -> closed.set(id(order), words.answered(order, trades)));
        return result.put("count", orders.size());
    }

    private JsonNode queryOrders(Call call) {
        String[] ids = call.form().text("txid").split(",", -1);
        if (ids.length > MOST_ORDERS) {
            throw KrakenException.invalid("txid");
        }
        ObjectNode result = Json.object();
        for (String id : ids) {
            OrderInfo order = history.find(call.account(), id);
            if (order == null) {
                throw KrakenException.of(INVALID_ORDER);
            }
            if (wanted(call, order)) {
                result.set(id, words.answered(order, call.form().flag("trades")));
            }
        }
        return result;
    }

    private JsonNode tradesHistory(Call call) {
        Span span = span(call, this::tradeNanos);
        List<FillInfo> trades = history.trades(call.account()).stream()
                .filter(fill -> span.holds(fill.timeNanos()))
                .toList();
        ObjectNode result = Json.object();
        ObjectNode shown = result.putObject("trades");
        page(call, trades).forEach(fill -> shown.set(id(fill), words.trade(fill, history.typeOf(fill), false)));
        return result.put("count", trades.size());
    }

    private static String id(FillInfo fill) {
        return TransactionId.ofTrade(fill.market(), fill.tradeId());
    }

    private JsonNode queryTrades(Call call) {
        String[] ids = call.form().text("txid").split(",", -1);
        if (ids.length > MOST_TRADES) {
            throw KrakenException.invalid("txid");
        }
        ObjectNode result = Json.object();
        for (String id : ids) {
            FillInfo fill = history.findTrade(call.account(), id);
            if (fill == null) {
                throw KrakenException.invalid("txid");
            }
            result.set(id, words.trade(fill, history.typeOf(fill), false));
        }
        return result;
    }

    private static <T> List<T> page(Call call, List<T> all) {
        int from = (int) Math.min(call.form().integer("ofs", 0), all.size());
        return all.subList(from, Math.min(from + PAGE, all.size()));
    }

    /** After the first and up to the last, both venue time. */
    private record Span(long afterNanos, long toNanos) {
        boolean holds(long nanos) {
            return nanos > afterNanos && nanos <= toNanos;
        }
    }

    /** When what an id names was, or null. */
    private interface Lookup {
        @Nullable
        Long nanos(int account, String id);
    }

    private static Span span(Call call, Lookup lookup) {
        return new Span(bound(call, "start", Long.MIN_VALUE, lookup), bound(call, "end", Long.MAX_VALUE, lookup));
    }

    private static long bound(Call call, String name, long otherwise, Lookup lookup) {
        String value = call.form().optional(name);
        if (value == null) {
            return otherwise;
        }
        Long named = lookup.nanos(call.account(), value);
        return named != null ? named : Stamp.nanos(value);
    }

    private @Nullable Long closeNanos(int account, String id) {
        OrderInfo order = history.find(account, id);
        return order == null ? null : order.updatedNanos();
    }

    private @Nullable Long tradeNanos(int account, String id) {
        FillInfo fill = history.findTrade(account, id);
        return fill == null ? null : fill.timeNanos();
    }
}
