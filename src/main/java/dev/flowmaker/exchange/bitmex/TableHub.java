package dev.flowmaker.exchange.bitmex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.door.Json;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who follows which table. */
final class TableHub {
    /** Of all markets, and of no account. */
    static final int ANY = -1;

    /**
     * What is followed of a table.
     *
     * @param market {@link #ANY} for all
     * @param account {@link #ANY} of a public table
     */
    record Topic(Table table, int market, int account) {
        private boolean holds(int ofMarket, int ofAccount) {
            return (market == ANY || market == ofMarket || ofMarket == ANY) && account == ofAccount;
        }
    }

    /** A topic's way to who follows it. */
    record Subscription(Topic topic, RealtimeSession session) {}

    private final Map<Table, Set<Subscription>> byTable = new EnumMap<>(Table.class);

    TableHub() {
        for (Table table : Table.values()) {
            byTable.put(table, new LinkedHashSet<>());
        }
    }

    private Set<Subscription> of(Table table) {
        return byTable.getOrDefault(table, Set.of());
    }

    void follow(Subscription subscription) {
        of(subscription.topic.table).add(subscription);
    }

    void leave(Subscription subscription) {
        of(subscription.topic.table).remove(subscription);
    }

    boolean followed(Table table, int market) {
        return of(table).stream().anyMatch(each -> each.topic.market == ANY || each.topic.market == market);
    }

    boolean followedBy(Table table, int account) {
        return of(table).stream().anyMatch(each -> each.topic.account == account);
    }

    /** Tells everybody who follows a public table of a market. */
    void publish(Table table, int market, String action, ArrayNode rows) {
        publish(table, market, ANY, action, rows);
    }

    /** Tells everybody who follows a table of an account. */
    void publish(Table table, int market, int account, String action, ArrayNode rows) {
        if (rows.isEmpty()) {
            return;
        }
        byte[] text = null;
        for (Subscription each : of(table)) {
            if (each.topic.holds(market, account)) {
                text = text == null ? Json.bytes(message(table, action, rows)) : text;
                each.session.send(text);
            }
        }
    }

    static ObjectNode message(Table table, String action, ArrayNode rows) {
        ObjectNode message = Json.object().put("table", table.title()).put("action", action);
        message.set("data", rows);
        return message;
    }
}
