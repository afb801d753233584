package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderQuota;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.ApiKey;
import dev.flowmaker.exchange.door.Json;
import java.util.List;
import java.util.Set;

/** What an account has, owes and did. */
final class AccountEndpoints {
    private static final int MAX_ROWS = 1_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000;

    private final Venue venue;
    private final ApiLimits limits;

    AccountEndpoints(Venue venue, ApiLimits limits) {
        this.venue = venue;
        this.limits = limits;
    }

    void addTo(Endpoints all) {
        all.add("GET", "/api/v3/account", "account.status", Endpoint.account(20, this::account, "omitZeroBalances"));
        all.add(
                "GET",
                "/api/v3/account/commission",
                "account.commission",
                Endpoint.account(20, this::commission, "symbol"));
        all.add(
                "GET",
                "/api/v3/openOrders",
                "openOrders.status",
                Endpoint.account(params -> params.has("symbol") ? 6 : 80, this::openOrders, "symbol"));
        all.add(
                "GET",
                "/api/v3/allOrders",
                "allOrders",
                Endpoint.account(20, this::allOrders, "symbol", "orderId", "startTime", "endTime", "limit"));
        all.add(
                "GET",
                "/api/v3/myTrades",
                "myTrades",
                Endpoint.account(
                        params -> params.has("orderId") ? 5 : 20,
                        this::trades,
                        "symbol",
                        "orderId",
                        "startTime",
                        "endTime",
                        "fromId",
                        "limit"));
        all.add("GET", "/api/v3/rateLimit/order", "account.rateLimits.orders", Endpoint.account(40, this::orderCounts));
        all.add("GET", "/sapi/v1/account/apiRestrictions", "", Endpoint.account(1, this::restrictions));
        all.add("GET", "/sapi/v1/asset/assetDetail", "", Endpoint.account(1, this::assets, "asset"));
        all.add("GET", "/sapi/v1/asset/tradeFee", "", Endpoint.account(1, this::fees, "symbol"));
    }

    private JsonNode account(Call call) {
        Rules first = venue.exchange().rules(0);
        ObjectNode account = Json.object()
                .put("makerCommission", first.makerFeePpb() / 100_000)
                .put("takerCommission", first.takerFeePpb() / 100_000)
                .put("buyerCommission", 0)
                .put("sellerCommission", 0);
        account.set("commissionRates", rates(first.makerFeePpb(), first.takerFeePpb()));
        account.put("canTrade", true)
                .put("canWithdraw", false)
                .put("canDeposit", false)
                .put("brokered", false)
                .put("requireSelfTradePrevention", false)
                .put("preventSor", false)
                .put("updateTime", call.stamp(call.nowNanos()))
                .put("accountType", "SPOT");
        boolean omitZero = call.params().flag("omitZeroBalances", false);
        ArrayNode balances = account.putArray("balances");
        for (BalanceInfo balance : venue.exchange().balances(call.account())) {
            if (omitZero && balance.freeQuanta() == 0 && balance.lockedQuanta() == 0) {
                continue;
            }
            Asset asset = venue.exchange().settings().assets().get(balance.asset());
            balances.addObject()
                    .put("asset", asset.code())
                    .put("free", Symbol.amount(asset, balance.freeQuanta()))
                    .put("locked", Symbol.amount(asset, balance.lockedQuanta()));
        }
        account.putArray("permissions").add("SPOT");
        return account.put("uid", call.account() + 1);
    }

    private JsonNode commission(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        Rules rules = venue.exchange().rules(symbol.market());
        ObjectNode node = Json.object().put("symbol", symbol.name());
        node.set("standardCommission", rates(rules.makerFeePpb(), rules.takerFeePpb()));
        node.set("specialCommission", rates(0, 0));
        node.set("taxCommission", rates(0, 0));
        node.putObject("discount")
                .put("enabledForAccount", false)
                .put("enabledForSymbol", false)
                .put("discountAsset", "BNB")
                .put("discount", rate(0));
        return node;
    }

    private static ObjectNode rates(long makerPpb, long takerPpb) {
        return Json.object()
                .put("maker", rate(makerPpb))
                .put("taker", rate(takerPpb))
                .put("buyer", rate(0))
                .put("seller", rate(0));
    }

    /** Eight digits, nine when the ninth is not 0. */
    private static String rate(long ppb) {
        String text = Decimal.text(ppb, 9);
        return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    private JsonNode openOrders(Call call) {
        Symbol one = venue.symbols().optional(call.params());
        ArrayNode array = Json.array();
        for (Symbol symbol : one == null ? venue.symbols().all() : List.of(one)) {
            for (OrderInfo order : venue.exchange().openOrders(call.account(), symbol.market())) {
                array.add(Orders.queried(symbol, order, call.scale()));
            }
        }
        return array;
    }

    private JsonNode allOrders(Call call) {
        Params params = call.params();
        Symbol symbol = venue.symbols().required(params);
        Span span = span(params);
        int limit = params.limit(500, MAX_ROWS);
        List<OrderInfo> orders = venue
                .exchange()
                .allOrders(call.account(), symbol.market(), params.integer("orderId", 0), Integer.MAX_VALUE)
                .stream()
                .filter(order -> span.holds(order.placedNanos()))
                .toList();
        boolean oldestFirst = params.has("orderId") || params.has("startTime");
        ArrayNode array = Json.array();
        for (OrderInfo order : cut(orders, limit, oldestFirst)) {
            array.add(Orders.queried(symbol, order, call.scale()));
        }
        return array;
    }

    private JsonNode trades(Call call) {
        Params params = call.params();
        Symbol symbol = venue.symbols().required(params);
        Span span = span(params);
        int limit = params.limit(500, MAX_ROWS);
        long orderId = params.integer("orderId", -1);
        List<FillInfo> fills = venue
                .exchange()
                .fills(call.account(), symbol.market(), params.integer("fromId", 0), Integer.MAX_VALUE)
                .stream()
                .filter(fill -> span.holds(fill.timeNanos()))
                .filter(fill -> orderId < 0 || fill.venueOrderId() == orderId)
                .toList();
        boolean oldestFirst = params.has("fromId") || params.has("startTime");
        ArrayNode array = Json.array();
        for (FillInfo fill : cut(fills, limit, oldestFirst)) {
            array.add(venue.orders().trade(symbol, fill, call.scale()));
        }
        return array;
    }

    /** Rows of a time from {@code start} to {@code end}, both ends' milliseconds included. */
    private record Span(long start, long end) {
        boolean holds(long timeNanos) {
            return timeNanos >= start && timeNanos <= end;
        }
    }

    private static Span span(Params params) {
        long start = params.timeNanos("startTime", 0);
        long end = params.timeNanos("endTime", Long.MAX_VALUE - MILLI_NANOS);
        if (params.has("startTime") && params.has("endTime") && end - start > DAY_NANOS) {
            throw ApiException.bad(-1127, "More than 24 hours between startTime and endTime.");
        }
        return new Span(start, Math.min(end, Long.MAX_VALUE - MILLI_NANOS) + MILLI_NANOS - 1);
    }

    private static <T> List<T> cut(List<T> rows, int limit, boolean oldestFirst) {
        int size = rows.size();
        return oldestFirst ? rows.subList(0, Math.min(limit, size)) : rows.subList(Math.max(0, size - limit), size);
    }

    private JsonNode orderCounts(Call call) {
        OrderQuota counts = venue.counts(call.account());
        ArrayNode all = GeneralEndpoints.rateLimits(
                limits, 0, counts.inTenSeconds(call.nowNanos()), counts.inDay(call.nowNanos()));
        // The weight is not an account's.
        all.remove(0);
        return all;
    }

    /** What the key may do; nothing is bound to an address here. */
    private JsonNode restrictions(Call call) {
        Set<ApiKey.Right> rights = call.signer().rights();
        return Json.object()
                .put("ipRestrict", false)
                .put("createTime", call.stamp(call.nowNanos()))
                .put("enableReading", rights.contains(ApiKey.Right.READ))
                .put("enableWithdrawals", rights.contains(ApiKey.Right.WITHDRAW))
                .put("enableInternalTransfer", false)
                .put("enableMargin", false)
                .put("enableFutures", false)
                .put("permitsUniversalTransfer", false)
                .put("enableVanillaOptions", false)
                .put("enableSpotAndMarginTrading", rights.contains(ApiKey.Right.TRADE));
    }

    private JsonNode assets(Call call) {
        ObjectNode node = Json.object();
        String only = call.params().optional("asset");
        for (Asset asset : venue.exchange().settings().assets()) {
            if (only == null || only.equals(asset.code())) {
                node.putObject(asset.code())
                        .put("minWithdrawAmount", Symbol.amount(asset, 0))
                        .put("depositStatus", false)
                        .put("withdrawFee", Symbol.amount(asset, 0))
                        .put("withdrawStatus", false);
            }
        }
        return node;
    }

    private JsonNode fees(Call call) {
        Symbol one = venue.symbols().optional(call.params());
        ArrayNode array = Json.array();
        for (Symbol symbol : one == null ? venue.symbols().all() : List.of(one)) {
            Rules rules = venue.exchange().rules(symbol.market());
            array.addObject()
                    .put("symbol", symbol.name())
                    .put("makerCommission", rate(rules.makerFeePpb()))
                    .put("takerCommission", rate(rules.takerFeePpb()));
        }
        return array;
    }
}
