package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderStatus;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.TimeInForce;
import dev.flowmaker.exchange.door.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders and fills in the protocol's words. */
final class Orders {
    private static final String NO_AMOUNT = "0.00000000";

    private final List<Asset> assets;

    Orders(List<Asset> assets) {
        this.assets = assets;
    }

    /** The short answer to a placement. */
    static ObjectNode acknowledged(Symbol symbol, OrderInfo order, TimeScale scale) {
        return Json.object()
                .put("symbol", symbol.name())
                .put("orderId", order.venueOrderId())
                .put("orderListId", -1)
                .put("clientOrderId", order.clientId())
                .put("transactTime", scale.of(order.updatedNanos()));
    }

    /** The answer to a placement with the order's state. */
    static ObjectNode result(Symbol symbol, OrderInfo order, TimeScale scale) {
        ObjectNode node = state(acknowledged(symbol, order, scale), symbol, order)
                .put("workingTime", scale.of(order.placedNanos()))
                .put("selfTradePreventionMode", order.selfTradePrevention().name());
        return expiry(node, "expiryReason", order);
    }

    /** The answer to a placement with the order's state and its fills. */
    ObjectNode full(Symbol symbol, OrderInfo order, List<FillInfo> fills, TimeScale scale) {
        ObjectNode node = result(symbol, order, scale);
        ArrayNode array = node.putArray("fills");
        for (FillInfo fill : fills) {
            array.addObject()
                    .put("price", symbol.price(fill.priceTicks()))
                    .put("qty", symbol.quantity(fill.lots()))
                    .put("commission", commission(fill))
                    .put("commissionAsset", assets.get(fill.commissionAsset()).code())
                    .put("tradeId", fill.tradeId());
        }
        return node;
    }

    /** The answer to a cancel. */
    static ObjectNode canceled(Symbol symbol, OrderInfo order, String cancelId, TimeScale scale) {
        ObjectNode node = Json.object()
                .put("symbol", symbol.name())
                .put("origClientOrderId", order.clientId())
                .put("orderId", order.venueOrderId())
                .put("orderListId", -1)
                .put("clientOrderId", cancelId)
                .put("transactTime", scale.of(order.updatedNanos()));
        return state(node, symbol, order)
                .put("selfTradePreventionMode", order.selfTradePrevention().name());
    }

    /** The answer to a query. */
    static ObjectNode queried(Symbol symbol, OrderInfo order, TimeScale scale) {
        ObjectNode node = Json.object()
                .put("symbol", symbol.name())
                .put("orderId", order.venueOrderId())
                .put("orderListId", -1)
                .put("clientOrderId", order.clientId());
        state(node, symbol, order)
                .put("stopPrice", NO_AMOUNT)
                .put("icebergQty", NO_AMOUNT)
                .put("time", scale.of(order.placedNanos()))
                .put("updateTime", scale.of(order.updatedNanos()))
                .put("isWorking", true)
                .put("workingTime", scale.of(order.placedNanos()))
                .put("selfTradePreventionMode", order.selfTradePrevention().name());
        return expiry(node, "expiryReason", order);
    }

    private static ObjectNode state(ObjectNode into, Symbol symbol, OrderInfo order) {
        return into.put("price", symbol.price(order.priceTicks()))
                .put("origQty", symbol.quantity(order.lots()))
                .put("executedQty", symbol.quantity(order.executedLots()))
                .put("origQuoteOrderQty", symbol.quoteAmount(order.quoteQuanta()))
                .put("cummulativeQuoteQty", symbol.quoteAmount(order.executedQuoteQuanta()))
                .put("status", order.status().name())
                .put("timeInForce", timeInForce(order))
                .put("type", order.type().name())
                .put("side", order.side().name());
    }

    /** What the protocol shows: orders that name no time in force are called good till canceled. */
    private static String timeInForce(OrderInfo order) {
        return order.type() == OrderType.LIMIT ? order.timeInForce().name() : TimeInForce.GTC.name();
    }

    private static ObjectNode expiry(ObjectNode into, String field, OrderInfo order) {
        if (order.status() == OrderStatus.EXPIRED) {
            into.put(field, reason(order));
        }
        return into;
    }

    private static String reason(OrderInfo order) {
        if (order.type() == OrderType.MARKET) {
            return "INSUFFICIENT_LIQUIDITY";
        }
        return order.timeInForce() == TimeInForce.FOK ? "UNFILLED_FOK_ORDER_EXPIRED" : "UNFILLED_IOC_QUANTITY_EXPIRED";
    }

    /** One fill as its account's list of trades shows it. */
    ObjectNode trade(Symbol symbol, FillInfo fill, TimeScale scale) {
        return Json.object()
                .put("symbol", symbol.name())
                .put("id", fill.tradeId())
                .put("orderId", fill.venueOrderId())
                .put("orderListId", -1)
                .put("price", symbol.price(fill.priceTicks()))
                .put("qty", symbol.quantity(fill.lots()))
                .put("quoteQty", symbol.quoteAmount(fill.quoteQuanta()))
                .put("commission", commission(fill))
                .put("commissionAsset", assets.get(fill.commissionAsset()).code())
                .put("time", scale.of(fill.timeNanos()))
                .put("isBuyer", fill.side() == Side.BUY)
                .put("isMaker", fill.maker())
                .put("isBestMatch", true);
    }

    /**
     * What the user stream says of an order.
     *
     * @param cancelId the id of the cancel that ended it, or null
     */
    ObjectNode report(
            Symbol symbol, ExecutionReport report, long executionId, @Nullable String cancelId, TimeScale scale) {
        OrderInfo order = report.order();
        FillInfo fill = report.fill();
        boolean canceled = report.type() == ExecutionType.CANCELED && cancelId != null;
        ObjectNode event = Json.object()
                .put("e", "executionReport")
                .put("E", scale.of(report.timeNanos()))
                .put("s", symbol.name())
                .put("c", canceled ? cancelId : order.clientId())
                .put("S", order.side().name())
                .put("o", order.type().name())
                .put("f", timeInForce(order))
                .put("q", symbol.quantity(order.lots()))
                .put("p", symbol.price(order.priceTicks()))
                .put("P", NO_AMOUNT)
                .put("F", NO_AMOUNT)
                .put("g", -1)
                .put("C", canceled ? order.clientId() : "")
                .put("x", executionType(report))
                .put("X", order.status().name())
                .put("r", "NONE")
                .put("i", order.venueOrderId())
                .put("l", fill == null ? NO_AMOUNT : symbol.quantity(fill.lots()))
                .put("z", symbol.quantity(order.executedLots()))
                .put("L", fill == null ? NO_AMOUNT : symbol.price(fill.priceTicks()))
                .put("n", fill == null ? "0" : commission(fill))
                .put(
                        "N",
                        fill == null ? null : assets.get(fill.commissionAsset()).code())
                .put("T", scale.of(report.timeNanos()))
                .put("t", fill == null ? -1 : fill.tradeId())
                .put("I", executionId)
                .put("w", order.status().open())
                .put("m", fill != null && fill.maker())
                .put("M", fill != null)
                .put("O", scale.of(order.placedNanos()))
                .put("Z", symbol.quoteAmount(order.executedQuoteQuanta()))
                .put("Y", fill == null ? NO_AMOUNT : symbol.quoteAmount(fill.quoteQuanta()))
                .put("Q", symbol.quoteAmount(order.quoteQuanta()))
                .put("W", scale.of(order.placedNanos()))
                .put("V", order.selfTradePrevention().name());
        return expiry(event, "eR", order);
    }

    /** An order that self-trade prevention ends is told as a trade that was prevented. */
    private static String executionType(ExecutionReport report) {
        return report.order().status() == OrderStatus.EXPIRED_IN_MATCH
                ? "TRADE_PREVENTION"
                : report.type().name();
    }

    private String commission(FillInfo fill) {
        return Symbol.amount(assets.get(fill.commissionAsset()), fill.commissionQuanta());
    }
}
