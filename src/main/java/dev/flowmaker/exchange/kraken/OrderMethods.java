package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.PlaceResult;
import dev.flowmaker.exchange.Reject;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Countdowns;
import dev.flowmaker.exchange.door.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Placing and cancelling orders. */
final class OrderMethods {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_COUNTDOWN_SECONDS = 86_400;
    private static final String UNKNOWN = "EOrder:Unknown order";

    private final Venue venue;
    private final Cover cover;
    private long lastNumber;

    OrderMethods(Venue venue) {
        this.venue = venue;
        cover = new Cover(venue.exchange(), venue.pairs());
    }

    void addTo(Map<String, Method> all) {
        all.put("/0/private/AddOrder", Method.trade(0, this::place));
        all.put("/0/private/CancelOrder", Method.trade(0, this::cancel));
        all.put("/0/private/CancelAll", Method.trade(1, this::cancelAll));
        all.put("/0/private/CancelAllOrdersAfter", Method.trade(1, this::cancelAllAfter));
    }

    private JsonNode place(Call call) {
        Pair pair = venue.pairs().required(call.form());
        NewOrder order = OrderRequest.parse(call.form(), pair, ++lastNumber);
        boolean dry = call.form().flag("validate");
        if (!dry) {
            venue.orderLimits().place(call.account(), pair.market(), call.nowNanos());
        }
        Reject reject = venue.exchange().check(call.account(), order);
        if (reject != null && reject != Reject.WOULD_TAKE) {
            throw refusal(reject, pair, order);
        }
        if (!cover.enough(call.account(), order)) {
            throw refusal(Reject.INSUFFICIENT_BALANCE, pair, order);
        }
        ObjectNode result = Json.object();
        result.putObject("descr")
                .put(
                        "order",
                        OrderWords.wish(
                                pair,
                                pair.alternative(),
                                order.side(),
                                order.type(),
                                order.lots(),
                                order.priceTicks()));
        if (!dry) {
            PlaceResult placed = venue.exchange().placeOrEnd(call.account(), order, call.nowNanos());
            OrderInfo info = placed.order();
            if (info == null) {
                throw refusal(placed.reject(), pair, order);
            }
            result.putArray("txid").add(TransactionId.ofOrder(info.market(), info.venueOrderId()));
        }
        return result;
    }

    private KrakenException refusal(@Nullable Reject reject, Pair pair, NewOrder order) {
        Rules rules = venue.exchange().rules(pair.market());
        if (reject == null) {
            throw new IllegalStateException("the exchange refused without a reason");
        }
        return switch (reject) {
            case PRICE_FILTER ->
                order.priceTicks() % rules.tickMultiple() != 0
                        ? KrakenException.of("EOrder:Tick size check failed")
                        : KrakenException.invalid("price");
            case LOT_SIZE, MARKET_LOT_SIZE ->
                KrakenException.invalid(order.lots() < rules.minLots() ? "volume minimum not met" : "volume");
            case NOTIONAL -> KrakenException.of("EOrder:Cost minimum not met");
            case MARKET_CLOSED -> KrakenException.of("EService:Market in cancel_only mode");
            case MAX_NUM_ORDERS -> KrakenException.of("EOrder:Orders limit exceeded");
            case INSUFFICIENT_BALANCE -> KrakenException.of("EOrder:Insufficient funds");
            default -> throw new IllegalStateException("no order is refused here with " + reject);
        };
    }

    /** By transaction id, or every open order with the client's number. */
    private JsonNode cancel(Call call) {
        String name = call.form().text("txid");
        TransactionId id = TransactionId.parse(name, 'O');
        List<OrderInfo> orders;
        if (id == null) {
            int userReference = call.form().signed("txid", 0);
            orders = venue.history().open(call.account()).stream()
                    .filter(order -> Reference.of(order).userReference() == userReference)
                    .toList();
        } else {
            OrderInfo order = venue.history().find(call.account(), name);
            orders = order == null || !order.status().open() ? List.of() : List.of(order);
        }
        if (orders.isEmpty()) {
            throw KrakenException.of(UNKNOWN);
        }
        for (OrderInfo order : orders) {
            venue.orderLimits().cancel(call.account(), order.market(), order.placedNanos(), call.nowNanos());
            var unused = venue.exchange()
                    .cancel(call.account(), order.market(), OrderRef.venueId(order.venueOrderId()), call.nowNanos());
        }
        return Json.object().put("count", orders.size());
    }

    private JsonNode cancelAll(Call call) {
        return Json.object().put("count", venue.cancelAll(call.account(), call.nowNanos()));
    }

    /** The dead man's switch, of the whole account. */
    private JsonNode cancelAllAfter(Call call) {
        String text = call.form().text("timeout");
        long seconds = call.form().integer("timeout", 0);
        if (seconds > MAX_COUNTDOWN_SECONDS) {
            throw KrakenException.invalid("timeout");
        }
        venue.countdowns().set(call.account(), Countdowns.ALL_MARKETS, seconds * NANOS_PER_SECOND, call.nowNanos());
        Instant now = Instant.ofEpochSecond(call.nowNanos() / NANOS_PER_SECOND).truncatedTo(ChronoUnit.SECONDS);
        return Json.object()
                .put("currentTime", now.toString())
                .put(
                        "triggerTime",
                        text.equals("0") ? "0" : now.plusSeconds(seconds).toString());
    }
}
