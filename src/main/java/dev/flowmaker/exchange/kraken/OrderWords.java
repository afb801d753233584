package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.door.Json;
import org.jspecify.annotations.Nullable;

/** Orders and trades in the protocol's words: answers to requests and the private feeds differ in a few names. */
final class OrderWords {
    private static final String NO_PRICE = "0.00000";

    private final Pairs pairs;
    private final FillNotes notes;

    OrderWords(Pairs pairs, FillNotes notes) {
        this.pairs = pairs;
        this.notes = notes;
    }

    /** What an order wants, in words: {@code buy 0.10000000 XBTUSD @ limit 50000.00000}. */
    static String wish(Pair pair, String pairName, Side side, OrderType type, long lots, long priceTicks) {
        String start = side(side) + " " + pair.volume(lots) + " " + pairName + " @ ";
        return start + (type == OrderType.MARKET ? "market" : "limit " + pair.price(priceTicks));
    }

    static String side(Side side) {
        return side == Side.BUY ? "buy" : "sell";
    }

    private static String type(OrderType type) {
        return type == OrderType.MARKET ? "market" : "limit";
    }

    static String status(OrderInfo order) {
        return switch (order.status()) {
            case NEW, PARTIALLY_FILLED -> "open";
            case FILLED -> "closed";
            default -> "canceled";
        };
    }

    /** Why an order was canceled; null when it was not. Kraken documents the first two only. */
    static @Nullable String reason(OrderInfo order) {
        return switch (order.status()) {
            case CANCELED -> "User requested";
            case POST_ONLY -> "Post only order";
            case EXPIRED -> order.type() == OrderType.MARKET ? "Insufficient liquidity" : "Immediate or cancel";
            case EXPIRED_IN_MATCH -> "Self trade prevention";
            default -> null;
        };
    }

    /** An order as answers to requests show it. */
    ObjectNode answered(OrderInfo order, boolean withTrades) {
        Pair pair = pairs.get(order.market());
        ObjectNode node = Json.object()
                .putNull("refid")
                .put("userref", Reference.of(order).userReference())
                .put("status", status(order))
                .put("opentm", Stamp.number(order.placedNanos()))
                .put("starttm", 0)
                .put("expiretm", 0);
        node.set("descr", description(pair, pair.alternative(), order, "none", ""));
        node.put("vol", pair.volume(order.lots()));
        amounts(node, pair, order, "price");
        node.put("stopprice", NO_PRICE)
                .put("limitprice", NO_PRICE)
                .put("misc", "")
                .put("oflags", Reference.of(order).flags());
        if (!order.status().open()) {
            node.put("reason", reason(order)).put("closetm", Stamp.number(order.updatedNanos()));
        }
        if (withTrades) {
            ArrayNode trades = node.putArray("trades");
            notes.of(order).trades().forEach(trades::add);
        }
        return node;
    }

    /** An order as the private feed shows it first. */
    ObjectNode fed(OrderInfo order, String status) {
        Pair pair = pairs.get(order.market());
        ObjectNode node = Json.object();
        amounts(node, pair, order, "avg_price");
        node.set("descr", description(pair, pair.feedName(), order, null, null));
        return node.putNull("expiretm")
                .put("limitprice", NO_PRICE)
                .put("misc", "")
                .put("oflags", Reference.of(order).flags())
                .put("opentm", Stamp.text(order.placedNanos()))
                .putNull("refid")
                .putNull("starttm")
                .put("status", status)
                .put("stopprice", NO_PRICE)
                .put("timeinforce", order.timeInForce().name())
                .put("userref", Reference.of(order).userReference())
                .put("vol", pair.volume(order.lots()));
    }

    /** What was done of an order so far, which is all the feed says of a fill. */
    ObjectNode progress(OrderInfo order) {
        ObjectNode node = Json.object();
        amounts(node, pairs.get(order.market()), order, "avg_price");
        return node.put("userref", Reference.of(order).userReference());
    }

    /** What the feed says of an order that ends. */
    ObjectNode end(OrderInfo order) {
        ObjectNode node =
                progress(order).put("status", status(order)).put("lastupdated", Stamp.text(order.updatedNanos()));
        return order.status() == OrderStatus.FILLED ? node : node.put("cancel_reason", reason(order));
    }

    private void amounts(ObjectNode into, Pair pair, OrderInfo order, String averageName) {
        into.put("vol_exec", pair.volume(order.executedLots()))
                .put("cost", pair.cost(order.executedQuoteQuanta()))
                .put("fee", pair.cost(notes.of(order).feeQuanta()))
                .put(averageName, pair.averagePrice(order.executedQuoteQuanta(), order.executedLots()));
    }

    private static ObjectNode description(
            Pair pair, String pairName, OrderInfo order, @Nullable String leverage, @Nullable String close) {
        return Json.object()
                .put("pair", pairName)
                .put("type", side(order.side()))
                .put("ordertype", type(order.type()))
                .put("price", pair.price(order.priceTicks()))
                .put("price2", NO_PRICE)
                .put("leverage", leverage)
                .put("order", wish(pair, pairName, order.side(), order.type(), order.lots(), order.priceTicks()))
                .put("close", close);
    }

    /**
     * One trade as its account sees it.
     *
     * @param fed whether as the private feed shows it
     * @param type of the order
     */
    ObjectNode trade(FillInfo fill, OrderType type, boolean fed) {
        Pair pair = pairs.get(fill.market());
        ObjectNode node = Json.object()
                .put("ordertxid", TransactionId.ofOrder(fill.market(), fill.venueOrderId()))
                .put("postxid", (String) null)
                .put("pair", fed ? pair.feedName() : pair.name())
                .put("type", side(fill.side()))
                .put("ordertype", type(type))
                .put("price", pair.price(fill.priceTicks()))
                .put("cost", pair.cost(fill.quoteQuanta()))
                .put("fee", pair.cost(fill.commissionQuanta()))
                .put("vol", pair.volume(fill.lots()))
                .put("margin", NO_PRICE);
        return fed
                ? node.put("time", Stamp.text(fill.timeNanos()))
                : node.put("time", Stamp.number(fill.timeNanos()))
                        .put("leverage", "0")
                        .put("misc", "")
                        .put("trade_id", fill.tradeId())
                        .put("maker", fill.maker());
    }
}
