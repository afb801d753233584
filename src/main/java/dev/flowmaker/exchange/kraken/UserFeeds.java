package dev.flowmaker.exchange.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What accounts are told of their orders and trades. Events wait in order until they are flushed, so that it can be settled
 * whether they leave before or after the answer to the request that caused them.
 */
final class UserFeeds {
    static final String ORDERS = "openOrders";
    static final String TRADES = "ownTrades";

    private static final int FIRST_TRADES = 50;

    private record Event(int account, String channel, String id, ObjectNode payload) {}

    private final OrderWords words;
    private final Set<PrivateSession> sessions = new LinkedHashSet<>();
    private final Deque<Event> waiting = new ArrayDeque<>();

    UserFeeds(OrderWords words) {
        this.words = words;
    }

    void add(PrivateSession session) {
        sessions.add(session);
    }

    void remove(PrivateSession session) {
        sessions.remove(session);
    }

    void onExecution(ExecutionReport report) {
        OrderInfo order = report.order();
        if (report.type() == ExecutionType.NEW) {
            tell(order, words.fed(order, "pending"));
            tell(
                    order,
                    Json.object()
                            .put("status", "open")
                            .put("userref", Reference.of(order).userReference()));
            return;
        }
        FillInfo fill = report.fill();
        if (fill != null) {
            String id = TransactionId.ofTrade(fill.market(), fill.tradeId());
            waiting.add(new Event(order.account(), TRADES, id, words.trade(fill, order.type(), true)));
            tell(order, words.progress(order));
        }
        if (!order.status().open()) {
            tell(order, words.end(order));
        }
    }

    private void tell(OrderInfo order, ObjectNode payload) {
        String id = TransactionId.ofOrder(order.market(), order.venueOrderId());
        waiting.add(new Event(order.account(), ORDERS, id, payload));
    }

    /** Sends what waits. */
    void flush() {
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            ObjectNode payload = Json.object();
            payload.set(event.id, event.payload);
            for (PrivateSession session : List.copyOf(sessions)) {
                session.tell(event.account, event.channel, payload);
            }
        }
    }

    /** What a new follower of the orders is told first. */
    ArrayNode openOrders(OrderHistory history, int account) {
        ArrayNode array = Json.array();
        for (OrderInfo order : history.open(account)) {
            array.addObject()
                    .set(
                            TransactionId.ofOrder(order.market(), order.venueOrderId()),
                            words.fed(order, OrderWords.status(order)));
        }
        return array;
    }

    /** What a new follower of the trades is told first: the latest, the newest first. */
    ArrayNode latestTrades(OrderHistory history, int account) {
        List<FillInfo> trades = new ArrayList<>(history.trades(account));
        ArrayNode array = Json.array();
        for (FillInfo fill : trades.subList(0, Math.min(FIRST_TRADES, trades.size()))) {
            array.addObject()
                    .set(
                            TransactionId.ofTrade(fill.market(), fill.tradeId()),
                            words.trade(fill, history.typeOf(fill), true));
        }
        return array;
    }
}
