package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.FundingInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.Rules;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tables of accounts. Orders and executions wait in order until they are flushed, so that it can be settled whether they
 * leave before or after the answer to the request that caused them; positions, margins and wallets follow as they stand then.
 */
final class AccountTables {
    private record Event(Table table, int market, int account, String action, ObjectNode row) {}

    /** A position when {@code index} is a market, a margin when it is an asset. */
    private record Key(int account, int index) {}

    private final Exchange exchange;
    private final Listings listings;
    private final TableHub hub;
    private final AccountRows rows;
    private final List<ExecutionLog> logs = new ArrayList<>();
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Set<Key> positions = new LinkedHashSet<>();
    private final Set<Key> freshPositions = new LinkedHashSet<>();
    private final Set<Key> freshMargins = new LinkedHashSet<>();
    private final Set<Key> freshWallets = new LinkedHashSet<>();

    AccountTables(Exchange exchange, Listings listings, TableHub hub) {
        this.exchange = exchange;
        this.listings = listings;
        this.hub = hub;
        rows = new AccountRows(exchange, listings);
        for (int i = 0; i < exchange.settings().accounts().size(); i++) {
            logs.add(new ExecutionLog(listings, exchange.settings().historyLimit()));
        }
    }

    AccountRows rows() {
        return rows;
    }

    void execution(ExecutionReport report) {
        OrderInfo order = report.order();
        Listing listing = listings.get(order.market());
        FillInfo fill = report.fill();
        Rules rules = exchange.rules(order.market());
        long feePpb = fill != null && fill.maker() ? rules.makerFeePpb() : rules.takerFeePpb();
        ObjectNode execution = logs.get(order.account()).add(report, feePpb);
        boolean first = report.type() == ExecutionType.NEW;
        tell(
                Table.ORDER,
                order,
                first ? "insert" : "update",
                first ? OrderRows.order(listing, order) : OrderRows.orderChange(listing, order));
        tell(Table.EXECUTION, order, "insert", execution);
        // What an open order binds is part of the margin and of the position's row.
        if (positions.contains(new Key(order.account(), order.market()))) {
            freshPositions.add(new Key(order.account(), order.market()));
        }
        freshMargins.add(new Key(order.account(), listing.instrument().quoteAsset()));
    }

    private void tell(Table table, OrderInfo order, String action, ObjectNode row) {
        if (hub.followedBy(table, order.account())) {
            waiting.add(new Event(table, order.market(), order.account(), action, row));
        }
    }

    void funding(FundingInfo funding) {
        int account = funding.account();
        int market = funding.market();
        ObjectNode row = logs.get(account).add(funding, rows.held(account, market));
        if (hub.followedBy(Table.EXECUTION, account)) {
            waiting.add(new Event(Table.EXECUTION, market, account, "insert", row));
        }
    }

    void balance(int account, int asset) {
        if (rows.settlements().contains(asset)) {
            freshMargins.add(new Key(account, asset));
            freshWallets.add(new Key(account, asset));
        }
    }

    void position(int account, int asset) {
        for (Listing listing : listings.all()) {
            if (listing.instrument().baseAsset() == asset) {
                freshPositions.add(new Key(account, listing.market()));
                freshMargins.add(new Key(account, listing.instrument().quoteAsset()));
            }
        }
    }

    /** A market was marked: whoever holds it gained or lost. */
    void marked(int market) {
        for (int account = 0; account < logs.size(); account++) {
            if (rows.held(account, market) != 0) {
                freshPositions.add(new Key(account, market));
                freshMargins.add(
                        new Key(account, listings.get(market).instrument().quoteAsset()));
            }
        }
    }

    /** Sends what waits. */
    void flush(long nowNanos) {
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            hub.publish(
                    event.table,
                    event.market,
                    event.account,
                    event.action,
                    Json.array().add(event.row));
        }
        for (Key key : freshPositions) {
            String action = positions.add(key) ? "insert" : "update";
            if (hub.followedBy(Table.POSITION, key.account)) {
                ArrayNode row = Json.array().add(rows.position(key.account, key.index, nowNanos));
                hub.publish(Table.POSITION, key.index, key.account, action, row);
            }
        }
        freshPositions.clear();
        for (Key key : freshMargins) {
            if (hub.followedBy(Table.MARGIN, key.account)) {
                ArrayNode row = Json.array().add(rows.margin(key.account, key.index, nowNanos));
                hub.publish(Table.MARGIN, TableHub.ANY, key.account, "update", row);
            }
        }
        freshMargins.clear();
        for (Key key : freshWallets) {
            if (hub.followedBy(Table.WALLET, key.account)) {
                ArrayNode row = Json.array().add(rows.wallet(key.account, key.index, nowNanos));
                hub.publish(Table.WALLET, TableHub.ANY, key.account, "update", row);
            }
        }
        freshWallets.clear();
    }

    /** A table as it stands for one who begins to follow it: of orders the open ones, of executions none. */
    ArrayNode partial(Table table, int market, int account, long nowNanos) {
        ArrayNode partial = Json.array();
        Predicate<Integer> wanted = each -> market == TableHub.ANY || market == each;
        switch (table) {
            case ORDER -> {
                for (Listing listing : listings.all()) {
                    if (wanted.test(listing.market())) {
                        exchange.openOrders(account, listing.market())
                                .forEach(order -> partial.add(OrderRows.order(listing, order)));
                    }
                }
            }
            case POSITION -> positions(account, wanted, nowNanos).forEach(row -> partial.add(row.node()));
            case MARGIN -> rows.settlements().forEach(asset -> partial.add(rows.margin(account, asset, nowNanos)));
            case WALLET -> rows.settlements().forEach(asset -> partial.add(rows.wallet(account, asset, nowNanos)));
            default -> {}
        }
        return partial;
    }

    /** Positions in markets that the account ever traded. */
    List<RowQuery.Row> positions(int account, Predicate<Integer> ofMarket, long nowNanos) {
        List<RowQuery.Row> found = new ArrayList<>();
        for (Key key : positions) {
            if (key.account == account && ofMarket.test(key.index)) {
                found.add(new RowQuery.Row(nowNanos, rows.position(account, key.index, nowNanos)));
            }
        }
        return found;
    }

    List<RowQuery.Row> executions(int account, Predicate<Integer> ofMarket, boolean paying) {
        return logs.get(account).rows(ofMarket, paying);
    }
}
