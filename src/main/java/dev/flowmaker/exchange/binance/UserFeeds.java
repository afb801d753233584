package dev.flowmaker.exchange.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.door.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What accounts are told of themselves: reports of their orders and the balances these changed. Events wait in order
 * until they are flushed, so that it can be settled whether they leave before or after the answer to the request that
 * caused them.
 */
final class UserFeeds {
    private record Event(int account, Function<TimeScale, ObjectNode> payload) {}

    private final List<Asset> assets;
    private final Symbols symbols;
    private final Orders orders;
    private final List<List<ApiSession.Subscription>> subscriptions = new ArrayList<>();
    private final Deque<Event> waiting = new ArrayDeque<>();
    /** Balances that the last report changed: told together, after it. */
    private final Map<Integer, BalanceInfo> balances = new LinkedHashMap<>();

    private int balancesAccount;
    private long balancesNanos;
    private long executionId;
    private @Nullable String cancelId;

    UserFeeds(List<Asset> assets, int accounts, Symbols symbols, Orders orders) {
        this.assets = assets;
        this.symbols = symbols;
        this.orders = orders;
        for (int i = 0; i < accounts; i++) {
            subscriptions.add(new ArrayList<>());
        }
    }

    void follow(ApiSession.Subscription subscription) {
        subscriptions.get(subscription.account()).add(subscription);
    }

    void leave(ApiSession.Subscription subscription) {
        subscriptions.get(subscription.account()).remove(subscription);
    }

    /** Until the next call, orders that are canceled were canceled by this id; null for none. */
    void canceling(@Nullable String cancelId) {
        this.cancelId = cancelId;
    }

    void execution(ExecutionReport report) {
        settleBalances();
        long id = ++executionId;
        String cancel = cancelId;
        Symbol symbol = symbols.get(report.order().market());
        waiting.add(new Event(report.order().account(), scale -> orders.report(symbol, report, id, cancel, scale)));
    }

    void balance(int account, long timeNanos, int asset, long freeQuanta, long lockedQuanta) {
        if (account != balancesAccount) {
            settleBalances();
        }
        balancesAccount = account;
        balancesNanos = timeNanos;
        balances.put(asset, new BalanceInfo(asset, freeQuanta, lockedQuanta));
    }

    private void settleBalances() {
        if (balances.isEmpty()) {
            return;
        }
        List<BalanceInfo> changed = List.copyOf(balances.values());
        balances.clear();
        long timeNanos = balancesNanos;
        waiting.add(new Event(balancesAccount, scale -> position(changed, scale.of(timeNanos))));
    }

    private ObjectNode position(List<BalanceInfo> changed, long time) {
        ObjectNode event =
                Json.object().put("e", "outboundAccountPosition").put("E", time).put("u", time);
        ArrayNode array = event.putArray("B");
        for (BalanceInfo balance : changed) {
            Asset asset = assets.get(balance.asset());
            array.addObject()
                    .put("a", asset.code())
                    .put("f", Symbol.amount(asset, balance.freeQuanta()))
                    .put("l", Symbol.amount(asset, balance.lockedQuanta()));
        }
        return event;
    }

    /** Sends what waits. */
    void flush() {
        settleBalances();
        for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
            for (ApiSession.Subscription subscription : List.copyOf(subscriptions.get(event.account))) {
                subscription.send(event.payload.apply(subscription.scale()));
            }
        }
    }
}
