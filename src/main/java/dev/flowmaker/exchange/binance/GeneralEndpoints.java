package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketState;
import dev.flowmaker.exchange.OrderType;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.SelfTradePrevention;
import dev.flowmaker.exchange.door.Json;
import org.jspecify.annotations.Nullable;

/** What the venue says of itself: that it is there, its clock, its rules. */
final class GeneralEndpoints {
    private final Venue venue;
    private final ApiLimits limits;

    GeneralEndpoints(Venue venue, ApiLimits limits) {
        this.venue = venue;
        this.limits = limits;
    }

    void addTo(Endpoints all) {
        all.add("GET", "/api/v3/ping", "ping", Endpoint.open(1, call -> Json.object()));
        all.add("GET", "/sapi/v1/spot/delist-schedule", "", Endpoint.account(100, this::delistings));
        all.add("GET", "/api/v3/time", "time", Endpoint.open(1, this::time));
        all.add(
                "GET",
                "/api/v3/exchangeInfo",
                "exchangeInfo",
                Endpoint.open(
                        20,
                        this::exchangeInfo,
                        "symbol",
                        "symbols",
                        "permissions",
                        "showPermissionSets",
                        "symbolStatus"));
    }

    /** The markets that are to end, as Binance announces them. */
    private JsonNode delistings(Call call) {
        ArrayNode list = Json.array();
        for (Symbol symbol : venue.symbols().all()) {
            long endsNanos = venue.exchange().endsNanos(symbol.market());
            if (endsNanos != 0) {
                ObjectNode entry = list.addObject().put("delistTime", endsNanos / 1_000_000);
                entry.putArray("symbols").add(symbol.name());
            }
        }
        return list;
    }

    private JsonNode time(Call call) {
        return Json.object().put("serverTime", call.stamp(call.nowNanos()));
    }

    private JsonNode exchangeInfo(Call call) {
        ObjectNode info = Json.object().put("timezone", "UTC").put("serverTime", call.stamp(call.nowNanos()));
        info.set("rateLimits", rateLimits(limits, null, null, null));
        info.putArray("exchangeFilters");
        ArrayNode symbols = info.putArray("symbols");
        for (Symbol symbol : venue.symbols().selected(call.params())) {
            symbols.add(describe(symbol));
        }
        return info;
    }

    private ObjectNode describe(Symbol symbol) {
        ExchangeSettings settings = venue.exchange().settings();
        boolean open = venue.exchange().state(symbol.market()) == MarketState.OPEN;
        Instrument instrument = symbol.instrument();
        ObjectNode node = Json.object()
                .put("symbol", symbol.name())
                .put("status", open ? "TRADING" : "BREAK")
                .put("baseAsset", instrument.base().code())
                .put("baseAssetPrecision", precision(instrument.base()))
                .put("quoteAsset", instrument.quote().code())
                .put("quotePrecision", precision(instrument.quote()))
                .put("quoteAssetPrecision", precision(instrument.quote()))
                .put("baseCommissionPrecision", precision(instrument.base()))
                .put("quoteCommissionPrecision", precision(instrument.quote()));
        ArrayNode types = node.putArray("orderTypes");
        for (OrderType type : OrderType.values()) {
            types.add(type.name());
        }
        node.put("icebergAllowed", false)
                .put("ocoAllowed", false)
                .put("otoAllowed", false)
                .put("opoAllowed", false)
                .put("quoteOrderQtyMarketAllowed", true)
                .put("allowTrailingStop", false)
                .put("cancelReplaceAllowed", false)
                .put("amendAllowed", false)
                .put("pegInstructionsAllowed", false)
                .put("isSpotTradingAllowed", true)
                .put("isMarginTradingAllowed", false);
        node.set("filters", filters(symbol, venue.exchange().rules(symbol.market()), settings));
        node.putArray("permissions");
        node.putArray("permissionSets").addArray().add("SPOT");
        node.put(
                "defaultSelfTradePreventionMode", settings.selfTradePrevention().name());
        ArrayNode modes = node.putArray("allowedSelfTradePreventionModes");
        for (SelfTradePrevention mode : SelfTradePrevention.values()) {
            modes.add(mode.name());
        }
        return node;
    }

    private static ArrayNode filters(Symbol symbol, Rules rules, ExchangeSettings settings) {
        Instrument instrument = symbol.instrument();
        ArrayNode filters = Json.array();
        filters.addObject()
                .put("filterType", "PRICE_FILTER")
                .put("minPrice", symbol.price(instrument.minPriceTicks()))
                .put("maxPrice", symbol.price(instrument.maxPriceTicks()))
                .put("tickSize", symbol.price(rules.tickMultiple()));
        for (String lotFilter : new String[] {"LOT_SIZE", "MARKET_LOT_SIZE"}) {
            filters.addObject()
                    .put("filterType", lotFilter)
                    .put("minQty", symbol.quantity(rules.minLots()))
                    .put("maxQty", symbol.quantity(rules.maxLots()))
                    .put("stepSize", symbol.quantity(rules.lotMultiple()));
        }
        filters.addObject()
                .put("filterType", "NOTIONAL")
                .put("minNotional", symbol.quoteAmount(rules.minNotionalQuanta()))
                .put("applyMinToMarket", true)
                .put("maxNotional", symbol.quoteAmount(Long.MAX_VALUE))
                .put("applyMaxToMarket", false)
                .put("avgPriceMins", 0);
        filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("maxNumOrders", settings.maxOpenOrders());
        return filters;
    }

    private static int precision(Asset asset) {
        return Math.max(Symbol.DECIMALS, asset.scale());
    }

    /**
     * The limits as the protocol lists them, with how much of each is used when that is given.
     *
     * @param weight used, or null to leave out the counts
     * @param tenSeconds orders in ten seconds, or null
     * @param day orders in a day, or null
     */
    static ArrayNode rateLimits(
            ApiLimits limits, @Nullable Integer weight, @Nullable Integer tenSeconds, @Nullable Integer day) {
        ArrayNode array = Json.array();
        boolean counted = weight != null;
        add(array, "REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute(), weight);
        if (!counted || tenSeconds != null) {
            add(array, "ORDERS", "SECOND", 10, limits.ordersPerTenSeconds(), tenSeconds);
            add(array, "ORDERS", "DAY", 1, limits.ordersPerDay(), day);
        }
        return array;
    }

    private static void add(
            ArrayNode array, String type, String interval, int number, int limit, @Nullable Integer count) {
        ObjectNode node = array.addObject()
                .put("rateLimitType", type)
                .put("interval", interval)
                .put("intervalNum", number)
                .put("limit", limit);
        if (count != null) {
            node.put("count", count);
        }
    }
}
