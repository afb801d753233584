package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Side;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.TradeInfo;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayList;
import java.util.List;

/** The public tables. What the exchange does is kept until it is between two events, and told then. */
final class MarketTables {
    /** The tables of one market. */
    private static final class Tables {
        final Listing listing;
        final BookFeed book;
        final TradeRows trades;
        final InstrumentState state;
        final ArrayNode freshTrades = Json.array();
        final ArrayNode freshFundings = Json.array();
        String quote = "";
        boolean marked;

        Tables(Exchange exchange, Listing listing, TableHub hub) {
            this.listing = listing;
            int market = listing.market();
            book = new BookFeed(listing, exchange.depth(market), hub);
            trades = new TradeRows(listing);
            state = new InstrumentState(listing, exchange, trades);
        }
    }

    private final TableHub hub;
    private final List<Tables> byMarket = new ArrayList<>();

    MarketTables(Exchange exchange, Listings listings, TableHub hub) {
        this.hub = hub;
        listings.all().forEach(listing -> byMarket.add(new Tables(exchange, listing, hub)));
    }

    void level(int market, Side side, long priceTicks) {
        byMarket.get(market).book.level(side, priceTicks);
    }

    void trade(TradeInfo trade) {
        Tables tables = byMarket.get(trade.market());
        tables.freshTrades.add(tables.trades.add(trade));
    }

    void marked(int market, long mark2Ticks, long index2Ticks, long ratePpb, long fundingNanos) {
        Tables tables = byMarket.get(market);
        ObjectNode funding = tables.state.marked(mark2Ticks, index2Ticks, ratePpb, fundingNanos);
        if (funding != null) {
            tables.freshFundings.add(funding);
        }
        tables.marked = true;
    }

    /** The exchange is between two events: tells what happened, and what is true now. */
    void flush(long nowNanos) {
        for (Tables tables : byMarket) {
            int market = tables.listing.market();
            publish(Table.TRADE, market, tables.freshTrades);
            tables.book.flush(nowNanos);
            flushQuote(tables, nowNanos);
            publish(Table.FUNDING, market, tables.freshFundings);
            flushInstrument(tables, nowNanos);
        }
    }

    private void flushInstrument(Tables tables, long nowNanos) {
        int market = tables.listing.market();
        ArrayNode updates = Json.array();
        ObjectNode terms = tables.state.changedTerms(nowNanos);
        if (terms != null) {
            updates.add(terms);
        }
        if (tables.marked) {
            tables.marked = false;
            if (hub.followed(Table.INSTRUMENT, market)) {
                updates.add(tables.state.figures(nowNanos));
            }
        }
        hub.publish(Table.INSTRUMENT, market, "update", updates);
    }

    private void publish(Table table, int market, ArrayNode fresh) {
        hub.publish(table, market, "insert", fresh);
        fresh.removeAll();
    }

    private void flushQuote(Tables tables, long nowNanos) {
        int market = tables.listing.market();
        if (!hub.followed(Table.QUOTE, market)) {
            return;
        }
        ObjectNode row = tables.state.quote(nowNanos);
        String quote =
                row.get("bidPrice") + " " + row.get("bidSize") + " " + row.get("askPrice") + " " + row.get("askSize");
        if (!quote.equals(tables.quote)) {
            tables.quote = quote;
            hub.publish(Table.QUOTE, market, "insert", Json.array().add(row));
        }
    }

    /** A table as it stands for one who begins to follow it. */
    ArrayNode partial(Table table, int market, long nowNanos) {
        ArrayNode rows = Json.array();
        for (Tables tables : byMarket) {
            if (market == TableHub.ANY || market == tables.listing.market()) {
                rows.addAll(partial(table, tables, nowNanos));
            }
        }
        return rows;
    }

    private static ArrayNode partial(Table table, Tables tables, long nowNanos) {
        return switch (table) {
            case BOOK, BOOK_25, BOOK_10 -> tables.book.partial(table, nowNanos);
            case INSTRUMENT -> Json.array().add(tables.state.row(nowNanos));
            case QUOTE -> Json.array().add(tables.state.quote(nowNanos));
            case FUNDING -> tables.state.lastFunding();
            case TRADE -> {
                ObjectNode last = tables.trades.last();
                yield last == null ? Json.array() : Json.array().add(last);
            }
            case ORDER, EXECUTION, POSITION, MARGIN, WALLET ->
                throw new IllegalArgumentException(table + " is a table of accounts");
        };
    }

    /** The row of a market, which may be there no more. */
    ObjectNode instrument(int market, long nowNanos) {
        return byMarket.get(market).state.row(nowNanos);
    }

    ObjectNode quote(int market, long nowNanos) {
        return byMarket.get(market).state.quote(nowNanos);
    }

    ArrayNode book(int market, int levels, long nowNanos) {
        return byMarket.get(market).book.rows(levels, nowNanos);
    }

    List<RowQuery.Row> trades(int market) {
        return byMarket.get(market).trades.kept();
    }

    List<RowQuery.Row> fundings(int market) {
        return byMarket.get(market).state.fundings();
    }
}
