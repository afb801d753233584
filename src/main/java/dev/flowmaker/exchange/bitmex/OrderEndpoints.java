package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.risk.Margin;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.bitmex.Endpoint.Access;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Placing, asking after and cancelling orders. */
final class OrderEndpoints {
    private static final int ROWS = 100;
    private static final int MOST_ROWS = 500;
    private static final int MOST_IDS = 100;
    private static final String NOT_OURS = "Unable to cancel order: Not found or not owned by user";

    private final BitmexVenue venue;
    private final ClientIds names = new ClientIds();

    OrderEndpoints(BitmexVenue venue) {
        this.venue = venue;
    }

    void addTo(Endpoints all) {
        all.add("GET", "/order", Access.ACCOUNT, this::orders);
        all.add("POST", "/order", Access.ORDER, this::place);
        all.add("DELETE", "/order", Access.ORDER, this::cancel);
        all.add("DELETE", "/order/all", Access.ORDER, this::cancelAll);
        all.add("POST", "/order/cancelAllAfter", Access.TRADE, this::cancelAllAfter);
    }

    private Exchange exchange() {
        return venue.exchange();
    }

    private JsonNode orders(Call call) {
        RowQuery query = new RowQuery(call.params(), ROWS, MOST_ROWS);
        List<OrderInfo> orders = new ArrayList<>();
        for (Listing listing : venue.listings().selected(call.params())) {
            orders.addAll(exchange().allOrders(call.account(), listing.market(), 0, Integer.MAX_VALUE));
        }
        orders.sort(Comparator.comparingLong(OrderInfo::placedNanos));
        return query.answer(orders.stream()
                .map(order -> new RowQuery.Row(order.placedNanos(), row(order)))
                .toList());
    }

    private ObjectNode row(OrderInfo order) {
        return OrderRows.order(venue.listings().get(order.market()), order);
    }

    private JsonNode place(Call call) {
        Listing listing = venue.listings().required(call.params());
        NewOrder order = OrderRequest.parse(call.params(), listing, names);
        if (named(call.account(), order.clientId()) != null) {
            throw ApiException.bad("Duplicate clOrdID");
        }
        PlaceResult result = exchange().placeOrEnd(call.account(), order, call.nowNanos());
        OrderInfo placed = result.order();
        if (placed == null) {
            throw refusal(result.reject(), listing, order, call.account());
        }
        return row(placed);
    }

    /** An account's order of that name, whatever became of it, in any market. */
    private @Nullable OrderInfo named(int account, String clientId) {
        for (Listing listing : venue.listings().all()) {
            OrderInfo order = exchange().order(account, listing.market(), OrderRef.clientId(clientId));
            if (order != null) {
                return order;
            }
        }
        return null;
    }

    private ApiException refusal(@Nullable Reject reject, Listing listing, NewOrder order, int account) {
        if (reject == null) {
            throw new IllegalStateException("the exchange refused without a reason");
        }
        Rules rules = exchange().rules(listing.market());
        return switch (reject) {
            case PRICE_FILTER ->
                ApiException.bad(
                        order.priceTicks() % rules.tickMultiple() == 0 ? "Invalid price" : "Invalid price tickSize");
            case LOT_SIZE, MARKET_LOT_SIZE, NOTIONAL ->
                ApiException.bad(
                        order.lots() % rules.lotMultiple() == 0
                                ? "Invalid orderQty"
                                : "Order quantity must be a multiple of lot size: "
                                        + listing.contracts(rules.lotMultiple()));
            case MARKET_CLOSED ->
                ApiException.invalid(
                        venue.gone(listing.market()) ? "Instrument expired" : "Instrument is not open for trading");
            case MAX_NUM_ORDERS -> ApiException.invalid("Too many open orders");
            case DUPLICATE_CLIENT_ID -> ApiException.bad("Duplicate clOrdID");
            case RESERVED_CLIENT_ID -> ApiException.bad("Invalid clOrdID");
            case INSUFFICIENT_MARGIN, INSUFFICIENT_BALANCE ->
                ApiException.invalid("Account has insufficient Available Balance, " + missing(listing, order, account)
                        + " " + listing.settlement() + " required");
            case WOULD_TAKE, UNKNOWN_ORDER ->
                throw new IllegalStateException(reject + " is no answer to a placement here");
        };
    }

    private long missing(Listing listing, NewOrder order, int account) {
        long mark2 = exchange().mark2Ticks(listing.market());
        long price = order.priceTicks() > 0 ? order.priceTicks() : Math.max(1, mark2 / 2);
        long value = listing.instrument().notionalQuanta(price, order.lots());
        long asked =
                Margin.requiredQuanta(value, listing.instrument().contract().initialMarginPpb());
        int asset = listing.instrument().quoteAsset();
        return Math.max(
                asked,
                asked
                        + exchange().initialMarginQuanta(account, asset)
                        - exchange().equityQuanta(account, asset));
    }

    private JsonNode cancel(Call call) {
        List<String> ids = call.params().list("orderID");
        boolean byId = !ids.isEmpty();
        List<String> named = byId ? ids : call.params().list("clOrdID");
        if (named.isEmpty()) {
            throw ApiException.bad("orderID or clOrdID must be sent.");
        }
        if (named.size() > MOST_IDS) {
            throw ApiException.bad("Too many ids: at most " + MOST_IDS);
        }
        ArrayNode answer = Json.array();
        for (String id : named) {
            OrderInfo order = byId ? byId(call.account(), id) : named(call.account(), id);
            if (order == null && named.size() == 1) {
                throw ApiException.of(404, NOT_OURS);
            }
            answer.add(
                    order == null
                            ? Json.object()
                                    .put(byId ? "orderID" : "clOrdID", id)
                                    .put("error", NOT_OURS)
                            : cancel(order, call.nowNanos()));
        }
        return answer;
    }

    private @Nullable OrderInfo byId(int account, String id) {
        Ids.OrderKey key = Ids.order(id);
        return key == null || key.market() >= venue.listings().all().size()
                ? null
                : exchange().order(account, key.market(), OrderRef.venueId(key.venueOrderId()));
    }

    private ObjectNode cancel(OrderInfo order, long nowNanos) {
        OrderRef ref = OrderRef.venueId(order.venueOrderId());
        OrderInfo canceled = exchange()
                .cancel(order.account(), order.market(), ref, nowNanos)
                .order();
        return canceled != null
                ? row(canceled)
                : row(order)
                        .put(
                                "error",
                                "Unable to cancel order due to existing state: " + OrderWords.status(order.status()));
    }

    private JsonNode cancelAll(Call call) {
        JsonNode filter = call.params().object("filter");
        ArrayNode answer = Json.array();
        for (Listing listing : venue.listings().selected(call.params())) {
            for (OrderInfo order : exchange().openOrders(call.account(), listing.market())) {
                if (filter == null || RowQuery.matches(filter, row(order))) {
                    answer.add(cancel(order, call.nowNanos()));
                }
            }
        }
        return answer;
    }

    private JsonNode cancelAllAfter(Call call) {
        if (!call.params().has("timeout")) {
            throw ApiException.bad("timeout is invalid");
        }
        return venue.cancelAllAfter(
                call.account(), call.params().whole("timeout", 0, Integer.MAX_VALUE), call.nowNanos());
    }
}
