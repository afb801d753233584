package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.door.Json;
import java.util.List;
import java.util.function.Function;

/** Public market data. */
final class MarketEndpoints {
    private static final int MAX_DEPTH = 5_000;
    private static final int MAX_TRADES = 1_000;

    private final Venue venue;

    MarketEndpoints(Venue venue) {
        this.venue = venue;
    }

    void addTo(Endpoints all) {
        all.add(
                "GET",
                "/api/v3/depth",
                "depth",
                Endpoint.open(MarketEndpoints::depthWeight, this::depth, "symbol", "limit", "symbolStatus"));
        all.add("GET", "/api/v3/trades", "trades.recent", Endpoint.open(25, this::trades, "symbol", "limit"));
        all.add(
                "GET",
                "/api/v3/historicalTrades",
                "trades.historical",
                Endpoint.open(25, this::trades, "symbol", "limit", "fromId"));
        all.add(
                "GET",
                "/api/v3/aggTrades",
                "trades.aggregate",
                Endpoint.open(4, this::aggregates, "symbol", "fromId", "startTime", "endTime", "limit"));
        all.add(
                "GET",
                "/api/v3/ticker/price",
                "ticker.price",
                Endpoint.open(MarketEndpoints::tickerWeight, this::price, "symbol", "symbols", "symbolStatus"));
        all.add(
                "GET",
                "/api/v3/ticker/bookTicker",
                "ticker.book",
                Endpoint.open(MarketEndpoints::tickerWeight, this::bookTicker, "symbol", "symbols", "symbolStatus"));
    }

    private static int depthWeight(Params params) {
        int limit = params.limit(100, MAX_DEPTH);
        if (limit <= 100) {
            return 5;
        }
        return limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
    }

    private static int tickerWeight(Params params) {
        return params.has("symbol") ? 2 : 4;
    }

    private JsonNode depth(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        Exchange exchange = venue.exchange();
        int market = symbol.market();
        int limit = call.params().limit(100, MAX_DEPTH);
        return DepthFeed.snapshot(symbol, exchange.depth(market), exchange.lastUpdateId(market), limit);
    }

    private JsonNode trades(Call call) {
        Symbol symbol = venue.symbols().required(call.params());
        int limit = call.params().limit(500, MAX_TRADES);
        List<TradeInfo> trades = venue.exchange().recentTrades(symbol.market(), MAX_TRADES);
        if (call.params().has("fromId")) {
            long from = call.params().integer("fromId");
            trades = trades.stream()
                    .filter(trade -> trade.tradeId() >= from)
                    .limit(limit)
                    .toList();
        }
        ArrayNode array = Json.array();
        for (TradeInfo trade : latest(trades, limit)) {
            array.add(describe(symbol, trade, call));
        }
        return array;
    }

    private static ObjectNode describe(Symbol symbol, TradeInfo trade, Call call) {
        Instrument instrument = symbol.instrument();
        return Json.object()
                .put("id", trade.tradeId())
                .put("price", symbol.price(trade.priceTicks()))
                .put("qty", symbol.quantity(trade.lots()))
                .put("quoteQty", symbol.quoteAmount(instrument.notionalQuanta(trade.priceTicks(), trade.lots())))
                .put("time", call.stamp(trade.timeNanos()))
                .put("isBuyerMaker", trade.buyerIsMaker())
                .put("isBestMatch", true);
    }

    private JsonNode aggregates(Call call) {
        Params params = call.params();
        Symbol symbol = venue.symbols().required(params);
        int limit = params.limit(500, MAX_TRADES);
        long fromId = params.integer("fromId", 0);
        long start = params.timeNanos("startTime", 0);
        long end = params.timeNanos("endTime", Long.MAX_VALUE - 999_999) + 999_999;
        boolean oldestFirst = params.has("fromId") || params.has("startTime");
        List<TradeFeed.Aggregate> trades = venue.markets().aggregates(symbol.market()).stream()
                .filter(trade -> trade.id() >= fromId && trade.timeNanos() >= start && trade.timeNanos() <= end)
                .toList();
        ArrayNode array = Json.array();
        for (TradeFeed.Aggregate trade :
                oldestFirst ? trades.stream().limit(limit).toList() : latest(trades, limit)) {
            array.add(TradeFeed.describe(Json.object(), symbol, trade, call.scale()));
        }
        return array;
    }

    private static <T> List<T> latest(List<T> all, int limit) {
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private JsonNode price(Call call) {
        return ofEach(call, symbol -> {
            List<TradeInfo> last = venue.exchange().recentTrades(symbol.market(), 1);
            long ticks = last.isEmpty() ? 0 : last.get(0).priceTicks();
            return Json.object().put("symbol", symbol.name()).put("price", symbol.price(ticks));
        });
    }

    private JsonNode bookTicker(Call call) {
        return ofEach(
                call,
                symbol -> TickerFeed.describe(
                        Json.object().put("symbol", symbol.name()),
                        "bidPrice",
                        "bidQty",
                        "askPrice",
                        "askQty",
                        symbol,
                        venue.exchange().depth(symbol.market())));
    }

    /** One object for one symbol, an array for several. */
    private JsonNode ofEach(Call call, Function<Symbol, ObjectNode> describe) {
        List<Symbol> symbols = venue.symbols().selected(call.params());
        if (call.params().has("symbol")) {
            return describe.apply(symbols.get(0));
        }
        ArrayNode array = Json.array();
        symbols.forEach(symbol -> array.add(describe.apply(symbol)));
        return array;
    }
}
