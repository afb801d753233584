package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.bitmex.Endpoint.Access;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** What everybody may ask: the time, the rules, books, trades and fundings. */
final class MarketEndpoints {
    private static final int ROWS = 100;
    private static final int MOST_ROWS = 500;
    private static final int MOST_TRADES = 1_000;
    private static final int LEVELS = 25;

    private final BitmexVenue venue;

    MarketEndpoints(BitmexVenue venue) {
        this.venue = venue;
    }

    void addTo(Endpoints all) {
        all.add("GET", "", Access.PUBLIC, this::root);
        all.add("GET", "/announcement", Access.PUBLIC, call -> Json.array());
        all.add("GET", "/announcement/urgent", Access.PUBLIC, call -> Json.array());
        all.add("GET", "/instrument", Access.PUBLIC, this::instruments);
        all.add("GET", "/instrument/active", Access.PUBLIC, this::active);
        all.add("GET", "/instrument/activeIntervals", Access.PUBLIC, this::intervals);
        all.add("GET", "/orderBook/L2", Access.PUBLIC, this::book);
        all.add("GET", "/quote", Access.PUBLIC, this::quotes);
        all.add("GET", "/trade", Access.PUBLIC, call -> rows(call, MOST_TRADES, venue.markets()::trades));
        all.add("GET", "/funding", Access.PUBLIC, call -> rows(call, MOST_ROWS, venue.markets()::fundings));
    }

    private JsonNode root(Call call) {
        return Json.object()
                .put("name", "BitMEX API")
                .put("version", "2.0.0")
                .put("timestamp", call.nowNanos() / 1_000_000);
    }

    private JsonNode instruments(Call call) {
        return rows(
                call,
                MOST_ROWS,
                market -> List.of(
                        new RowQuery.Row(call.nowNanos(), venue.markets().instrument(market, call.nowNanos()))));
    }

    private JsonNode active(Call call) {
        return rows(
                call,
                MOST_ROWS,
                market -> venue.gone(market)
                        ? List.of()
                        : List.of(new RowQuery.Row(
                                call.nowNanos(), venue.markets().instrument(market, call.nowNanos()))));
    }

    private JsonNode quotes(Call call) {
        return rows(
                call,
                MOST_ROWS,
                market -> List.of(
                        new RowQuery.Row(call.nowNanos(), venue.markets().quote(market, call.nowNanos()))));
    }

    private JsonNode intervals(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode intervals = answer.putArray("intervals");
        ArrayNode symbols = answer.putArray("symbols");
        for (Listing listing : venue.listings().all()) {
            if (!venue.gone(listing.market())) {
                intervals.add(listing.symbol() + ":perpetual");
                symbols.add(listing.symbol());
            }
        }
        return answer;
    }

    private JsonNode book(Call call) {
        Listing listing = venue.listings().required(call.params());
        long depth = call.params().whole("depth", LEVELS, Integer.MAX_VALUE);
        return venue.markets().book(listing.market(), depth == 0 ? Integer.MAX_VALUE : (int) depth, call.nowNanos());
    }

    private JsonNode rows(Call call, int most, IntFunction<List<RowQuery.Row>> rowsOfMarket) {
        RowQuery query = new RowQuery(call.params(), ROWS, most);
        List<RowQuery.Row> rows = new ArrayList<>();
        for (Listing listing : venue.listings().selected(call.params())) {
            rows.addAll(rowsOfMarket.apply(listing.market()));
        }
        rows.sort(Comparator.comparingLong(RowQuery.Row::timeNanos));
        return query.answer(rows);
    }
}
