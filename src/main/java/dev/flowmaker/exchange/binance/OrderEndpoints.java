package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.flowmaker.exchange.CancelResult;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.OrderStatus;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.door.Json;
import org.jspecify.annotations.Nullable;

/** Placing, asking after and cancelling orders. */
final class OrderEndpoints {
    private enum Response {
        ACK,
        RESULT,
        FULL
    }

    private static final long MAX_COUNTDOWN_MILLIS = 86_400_000;

    private final Venue venue;
    private long nextId = 1;

    OrderEndpoints(Venue venue) {
        this.venue = venue;
    }

    void addTo(Endpoints all) {
        String[] reference = {"symbol", "orderId", "origClientOrderId"};
        String[] cancel = {"symbol", "orderId", "origClientOrderId", "newClientOrderId", "cancelRestrictions"};
        all.add("POST", "/api/v3/order", "order.place", Endpoint.order(1, this::place, OrderRequest.PARAMS));
        all.add("POST", "/api/v3/order/test", "order.test", Endpoint.trade(1, this::test, OrderRequest.PARAMS));
        all.add("GET", "/api/v3/order", "order.status", Endpoint.account(4, this::query, reference));
        all.add("DELETE", "/api/v3/order", "order.cancel", Endpoint.trade(1, this::cancel, cancel));
        all.add("DELETE", "/api/v3/openOrders", "openOrders.cancelAll", Endpoint.trade(1, this::cancelAll, "symbol"));
        // Binance has it for futures only.
        all.add(
                "POST",
                "/api/v3/countdownCancelAll",
                "",
                Endpoint.trade(10, this::countdown, "symbol", "countdownTime"));
    }

    private JsonNode countdown(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        long millis = call.params().integer("countdownTime");
        if (millis > MAX_COUNTDOWN_MILLIS) {
            throw ApiException.bad(-1102, "'countdownTime' is above " + MAX_COUNTDOWN_MILLIS + ".");
        }
        venue.countdowns().set(call.account(), symbol.market(), millis * 1_000_000, call.nowNanos());
        return Json.object().put("symbol", symbol.name()).put("countdownTime", Long.toString(millis));
    }

    private JsonNode place(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        NewOrder order = OrderRequest.parse(call.params(), symbol, this::newId);
        Response response = response(call.params(), order.type());
        OrderQuota counts = venue.counts(call.account());
        OrderQuota.Reached reached = counts.reached(call.nowNanos());
        if (reached != null) {
            throw ApiException.limited(
                    429,
                    -1015,
                    "Too many new orders; current limit is " + reached.limit() + " orders per " + reached.interval()
                            + ".",
                    reached.endNanos());
        }
        // Counted first: what it trades at once takes it off again.
        counts.placed(call.nowNanos());
        PlaceResult result = venue.exchange().place(call.account(), order, call.nowNanos());
        OrderInfo placed = result.order();
        if (placed == null) {
            counts.returned(call.nowNanos());
            throw refusal(result.reject(), -2010);
        }
        return switch (response) {
            case ACK -> Orders.acknowledged(symbol, placed, call.scale());
            case RESULT -> Orders.result(symbol, placed, call.scale());
            case FULL -> venue.orders().full(symbol, placed, result.fills(), call.scale());
        };
    }

    private static Response response(Params params, OrderType type) {
        String name = params.optional("newOrderRespType");
        if (name == null) {
            return type == OrderType.LIMIT_MAKER ? Response.ACK : Response.FULL;
        }
        return OrderRequest.named(
                Response.values(), name, -1130, "Data sent for parameter 'newOrderRespType' is not valid.");
    }

    private JsonNode test(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        NewOrder order = OrderRequest.parse(call.params(), symbol, this::newId);
        response(call.params(), order.type());
        Reject reject = venue.exchange().check(call.account(), order);
        if (reject != null) {
            throw refusal(reject, -2010);
        }
        return Json.object();
    }

    private JsonNode query(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        OrderInfo order = venue.exchange().order(call.account(), symbol.market(), reference(call.params()));
        if (order == null) {
            throw ApiException.bad(-2013, "Order does not exist.");
        }
        checkSameOrder(call.params(), order);
        return Orders.queried(symbol, order, call.scale());
    }

    private JsonNode cancel(Call call) {
        Params params = call.params();
        Symbol symbol = venue.symbols().required(params);
        OrderRef reference = reference(params);
        String cancelId = OrderRequest.clientId(params, "newClientOrderId", this::newId);
        OrderInfo before = venue.exchange().order(call.account(), symbol.market(), reference);
        if (before != null) {
            checkSameOrder(params, before);
            checkRestrictions(params, before.status());
        }
        venue.users().canceling(cancelId);
        CancelResult result;
        try {
            result = venue.exchange().cancel(call.account(), symbol.market(), reference, call.nowNanos());
        } finally {
            venue.users().canceling(null);
        }
        OrderInfo order = result.order();
        if (order == null) {
            throw refusal(result.reject(), -2011);
        }
        return Orders.canceled(symbol, order, cancelId, call.scale());
    }

    private JsonNode cancelAll(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        String cancelId = newId();
        ArrayNode canceled = Json.array();
        venue.users().canceling(cancelId);
        try {
            for (OrderInfo order : venue.exchange().cancelAll(call.account(), symbol.market(), call.nowNanos())) {
                canceled.add(Orders.canceled(symbol, order, cancelId, call.scale()));
            }
        } finally {
            venue.users().canceling(null);
        }
        if (canceled.isEmpty()) {
            throw ApiException.bad(-2011, "Unknown order sent.");
        }
        return canceled;
    }

    private static OrderRef reference(Params params) {
        if (params.optional("orderId") != null) {
            long id = params.integer("orderId");
            // No order has the id 0, which would mean "not given" to the exchange.
            return OrderRef.venueId(id == 0 ? Long.MAX_VALUE : id);
        }
        String clientId = params.optional("origClientOrderId");
        if (clientId == null) {
            throw OrderRequest.eitherOf("origClientOrderId", "orderId");
        }
        return OrderRef.clientId(clientId);
    }

    private static void checkSameOrder(Params params, OrderInfo order) {
        String clientId = params.optional("origClientOrderId");
        if (clientId != null && !clientId.equals(order.clientId())) {
            throw ApiException.bad(-2039, "Client order ID is not correct for this order ID.");
        }
    }

    private static void checkRestrictions(Params params, OrderStatus status) {
        String restriction = params.optional("cancelRestrictions");
        if (restriction == null) {
            return;
        }
        OrderStatus wanted = switch (restriction) {
            case "ONLY_NEW" -> OrderStatus.NEW;
            case "ONLY_PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
            default -> throw ApiException.bad(-1145, "Invalid cancelRestrictions");
        };
        if (status.open() && status != wanted) {
            throw ApiException.bad(-2011, "Order was not canceled due to cancel restrictions.");
        }
    }

    /** @param unknownCode for an order that is not there */
    private static ApiException refusal(@Nullable Reject reject, int unknownCode) {
        if (reject == null) {
            throw new IllegalStateException("the exchange refused without a reason");
        }
        return switch (reject) {
            case PRICE_FILTER, LOT_SIZE, MARKET_LOT_SIZE, NOTIONAL, MAX_NUM_ORDERS ->
                ApiException.filter(reject.name());
            case DUPLICATE_CLIENT_ID -> ApiException.bad(-2010, "Duplicate order sent.");
            case WOULD_TAKE -> ApiException.bad(-2010, "Order would immediately match and take.");
            case INSUFFICIENT_BALANCE ->
                ApiException.bad(-2010, "Account has insufficient balance for requested action.");
            case UNKNOWN_ORDER -> ApiException.bad(unknownCode, "Unknown order sent.");
            case INSUFFICIENT_MARGIN -> ApiException.bad(-2019, "Margin is insufficient.");
            case MARKET_CLOSED -> ApiException.bad(-2010, "Market is closed.");
            case RESERVED_CLIENT_ID -> ApiException.bad(-4116, "ClientOrderId is reserved.");
        };
    }

    /** 22 characters, as those Binance makes up; ours say that nobody else did. */
    private String newId() {
        String number = Long.toString(nextId++, 36);
        return "auto" + "0".repeat(18 - number.length()) + number;
    }
}
