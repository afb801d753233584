package dev.flowmaker.venue.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.Balance;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.Source;
import dev.flowmaker.venue.Inbox;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BitMEX's tables of our own account, as the stream tells them. Executions are told one by one. Positions and margin come as
 * rows of which only what changed is told again, several times a second with every mark price: they become a balance when
 * what is held or what it cost changes.
 */
final class BitmexUserTables {
    private final BitmexExecutions executions;
    private final BitmexBalances balances;
    private final BitmexOrders orders;
    private final Inbox inbox;
    private final Map<String, ObjectNode> positions = new HashMap<>();
    private final Map<String, ObjectNode> margins = new HashMap<>();
    private final Map<Integer, Balance> told = new HashMap<>();

    BitmexUserTables(BitmexExecutions executions, BitmexBalances balances, BitmexOrders orders, Inbox inbox) {
        this.executions = executions;
        this.balances = balances;
        this.orders = orders;
        this.inbox = inbox;
    }

    /** @throws RuntimeException when a row is not understood; those before it were told */
    synchronized void onRows(String table, String action, JsonNode rows) {
        switch (table) {
            case "execution" -> onExecutions(action, rows);
            case "position" -> onKeyed(positions, "symbol", action, rows);
            case "margin" -> onKeyed(margins, "currency", action, rows);
            default -> throw new IllegalArgumentException("a table that was not asked for: " + table);
        }
    }

    /** The whole at the beginning is history, which a query tells. */
    private void onExecutions(String action, JsonNode rows) {
        if (action.equals("partial")) {
            return;
        }
        if (!action.equals("insert")) {
            throw new IllegalArgumentException("an execution that is not new: " + action);
        }
        for (JsonNode row : rows) {
            Message event = executions.event(row, Source.STREAM);
            if (event != null) {
                tellHeld(event);
                inbox.offer(event);
            }
        }
    }

    /** An order that trades or ends was open before. */
    private void tellHeld(Message event) {
        long orderId = event instanceof Fill fill
                ? fill.orderId
                : event instanceof OrderCanceled canceled ? canceled.orderId : 0;
        OrderAccepted held = orderId == 0 ? null : orders.release(orderId);
        if (held != null) {
            inbox.offer(held);
        }
    }

    private void onKeyed(Map<String, ObjectNode> table, String key, String action, JsonNode rows) {
        if (action.equals("partial")) {
            table.clear();
        }
        for (JsonNode row : rows) {
            String name = BitmexJson.text(row, key);
            if (action.equals("delete")) {
                table.remove(name);
                continue;
            }
            ObjectNode merged = table.computeIfAbsent(name, first -> ((ObjectNode) row).objectNode());
            merged.setAll((ObjectNode) row);
            tell(
                    key.equals("symbol")
                            ? balances.position(merged, Source.STREAM)
                            : balances.wallet(merged, Source.STREAM));
        }
    }

    private void tell(@Nullable Balance balance) {
        if (balance == null) {
            return;
        }
        Balance before = told.put(balance.asset, balance);
        if (before == null || before.freeQuanta != balance.freeQuanta || before.costQuanta != balance.costQuanta) {
            inbox.offer(balance);
        }
    }
}
