package dev.flowmaker.exchange.binance;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.TimeInForce;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a placement, and refuses what the protocol refuses before the exchange sees it. */
final class OrderRequest {
    static final String[] PARAMS = {
        "symbol",
        "side",
        "type",
        "timeInForce",
        "quantity",
        "quoteOrderQty",
        "price",
        "newClientOrderId",
        "newOrderRespType",
        "selfTradePreventionMode",
        "strategyId",
        "strategyType",
        "stopPrice",
        "trailingDelta",
        "icebergQty",
        "computeCommissionRates"
    };

    private static final String ID_RANGE = "^[a-zA-Z0-9-_]{1,36}$";
    private static final Pattern ID = Pattern.compile(ID_RANGE);
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "STOP_LOSS", "Stop loss orders are not supported for this symbol.",
            "STOP_LOSS_LIMIT", "Stop loss limit orders are not supported for this symbol.",
            "TAKE_PROFIT", "Take profit orders are not supported for this symbol.",
            "TAKE_PROFIT_LIMIT", "Take profit limit orders are not supported for this symbol.");

    private OrderRequest() {}

    /** @param newId makes a client id when the request names none */
    static NewOrder parse(Params params, Symbol symbol, Supplier<String> newId) {
        Side side = named(Side.values(), params.text("side"), -1117, "Invalid side.");
        OrderType type = type(params.text("type"));
        refuseUnsupported(params);
        String clientId = clientId(params, "newClientOrderId", newId);
        SelfTradePrevention prevention = prevention(params);
        if (type == OrderType.MARKET) {
            notRequired(params, "timeInForce");
            notRequired(params, "price");
            return market(params, symbol, side, clientId, prevention);
        }
        TimeInForce timeInForce = TimeInForce.GTC;
        if (type == OrderType.LIMIT) {
            timeInForce = named(TimeInForce.values(), params.text("timeInForce"), -1115, "Invalid timeInForce.");
        } else {
            notRequired(params, "timeInForce");
        }
        notRequired(params, "quoteOrderQty");
        long lots = symbol.lots(params.decimal("quantity"));
        long ticks = symbol.ticks(params.decimal("price"));
        return new NewOrder(symbol.market(), clientId, side, type, timeInForce, ticks, lots, 0, prevention);
    }

    private static NewOrder market(
            Params params, Symbol symbol, Side side, String clientId, @Nullable SelfTradePrevention prevention) {
        long lots = 0;
        long quoteQuanta = 0;
        if (params.optional("quantity") != null) {
            notRequired(params, "quoteOrderQty");
            lots = symbol.lots(params.decimal("quantity"));
        } else if (params.optional("quoteOrderQty") != null) {
            quoteQuanta = symbol.quoteQuanta(params.decimal("quoteOrderQty"));
        } else {
            throw eitherOf("quantity", "quoteOrderQty");
        }
        return new NewOrder(
                symbol.market(), clientId, side, OrderType.MARKET, TimeInForce.IOC, 0, lots, quoteQuanta, prevention);
    }

    static ApiException eitherOf(String one, String other) {
        return ApiException.bad(
                -1102, "Param '" + one + "' or '" + other + "' must be sent, but both were empty/null!");
    }

    /** A client's id of an order or of a cancel: the request's, or a new one. */
    static String clientId(Params params, String name, Supplier<String> newId) {
        String id = params.optional(name);
        if (id == null) {
            return newId.get();
        }
        if (!ID.matcher(id).matches()) {
            throw ApiException.illegal(name, ID_RANGE);
        }
        return id;
    }

    private static OrderType type(String name) {
        String unsupported = UNSUPPORTED.get(name);
        if (unsupported != null) {
            throw ApiException.bad(-2010, unsupported);
        }
        return named(OrderType.values(), name, -1116, "Invalid orderType.");
    }

    private static void refuseUnsupported(Params params) {
        if (params.has("icebergQty")) {
            throw ApiException.bad(-2010, "Iceberg orders are not supported for this symbol.");
        }
        notRequired(params, "stopPrice");
        notRequired(params, "trailingDelta");
    }

    private static @Nullable SelfTradePrevention prevention(Params params) {
        String name = params.optional("selfTradePreventionMode");
        return name == null
                ? null
                : named(
                        SelfTradePrevention.values(),
                        name,
                        -1130,
                        "Data sent for parameter 'selfTradePreventionMode' is not valid.");
    }

    private static void notRequired(Params params, String name) {
        if (params.has(name)) {
            throw ApiException.bad(-1106, "Parameter '" + name + "' sent when not required.");
        }
    }

    static <E extends Enum<E>> E named(E[] values, String name, int code, String message) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.bad(code, message));
    }
}
