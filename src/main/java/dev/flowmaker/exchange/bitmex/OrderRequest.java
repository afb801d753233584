package dev.flowmaker.exchange.bitmex;

import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a placement, and refuses what the protocol refuses before the exchange sees it. */
final class OrderRequest {
    /** What BitMEX has and this exchange has not. */
    private static final List<String> NOT_HERE =
            List.of("simpleOrderQty", "stopPx", "pegOffsetValue", "pegPriceType", "clOrdLinkID", "contingencyType");

    private OrderRequest() {}

    /** @param names makes a client id when the request names none */
    static NewOrder parse(Params params, Listing listing, ClientIds names) {
        for (String param : NOT_HERE) {
            if (params.has(param)) {
                throw ApiException.bad(param + " is not supported here");
            }
        }
        BigDecimal contracts = params.decimal("orderQty");
        if (contracts == null) {
            throw ApiException.bad("Invalid orderQty");
        }
        Side side = side(params.optional("side"), contracts);
        long lots = listing.lots(params.has("side") ? contracts : contracts.abs());
        if (params.has("displayQty") && params.whole("displayQty", 0, Long.MAX_VALUE) < listing.contracts(lots)) {
            throw ApiException.bad("displayQty is not supported here");
        }
        String named = params.optional("clOrdID");
        String clientId = named == null ? names.next() : ClientIds.checked(named);
        boolean postOnly = postOnly(params.list("execInst"));
        BigDecimal price = params.decimal("price");
        String type = params.text("ordType", price == null ? "Market" : "Limit");
        if (type.equals("Market")) {
            if (postOnly) {
                throw ApiException.bad("Invalid execInst");
            }
            return NewOrder.market(listing.market(), clientId, side, lots);
        }
        if (!type.equals("Limit")) {
            throw ApiException.bad("Invalid ordType");
        }
        if (price == null) {
            throw ApiException.bad("Invalid price");
        }
        TimeInForce time = timeInForce(params.text("timeInForce", "GoodTillCancel"));
        if (postOnly && time != TimeInForce.GTC) {
            throw ApiException.bad("Invalid timeInForce");
        }
        return new NewOrder(
                listing.market(),
                clientId,
                side,
                postOnly ? OrderType.LIMIT_MAKER : OrderType.LIMIT,
                time,
                listing.ticks(price),
                lots,
                0,
                null);
    }

    /** Without a side its sign says it. */
    private static Side side(@Nullable String side, BigDecimal contracts) {
        if (side == null) {
            return contracts.signum() < 0 ? Side.SELL : Side.BUY;
        }
        return switch (side) {
            case "Buy" -> Side.BUY;
            case "Sell" -> Side.SELL;
            default -> throw ApiException.bad("Invalid side");
        };
    }

    private static boolean postOnly(List<String> instructions) {
        for (String instruction : instructions) {
            if (!instruction.equals(OrderWords.POST_ONLY)) {
                throw ApiException.bad("Invalid execInst");
            }
        }
        return !instructions.isEmpty();
    }

    private static TimeInForce timeInForce(String name) {
        for (TimeInForce time : TimeInForce.values()) {
            if (OrderWords.timeInForce(time).equals(name)) {
                return time;
            }
        }
        throw ApiException.bad("Invalid timeInForce");
    }
}
