package dev.flowmaker.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orders and fills of one account in one market. Of the ended ones and of the fills the latest are kept. */
final class AccountOrders {
    private final int historyLimit;
    private final TreeMap<Long, ClientOrder> byVenueId = new TreeMap<>();
    private final Map<String, ClientOrder> latestByClientId = new HashMap<>();
    private final Map<Long, ClientOrder> open = new LinkedHashMap<>();
    private final ArrayDeque<ClientOrder> ended = new ArrayDeque<>();
    private final ArrayDeque<FundingInfo> fundings = new ArrayDeque<>();
    private final TreeMap<Long, List<FillInfo>> fillsByTradeId = new TreeMap<>();

    AccountOrders(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    void add(ClientOrder order) {
        byVenueId.put(order.venueOrderId, order);
        latestByClientId.put(order.clientId, order);
        open.put(order.venueOrderId, order);
    }

    void end(ClientOrder order) {
        open.remove(order.venueOrderId);
        ended.addLast(order);
        if (ended.size() > historyLimit) {
            ClientOrder forgotten = ended.removeFirst();
            byVenueId.remove(forgotten.venueOrderId);
            latestByClientId.remove(forgotten.clientId, forgotten);
        }
    }

    /** Both sides of a trade of an account with itself have its one trade id. */
    void addFill(FillInfo fill) {
        fillsByTradeId.computeIfAbsent(fill.tradeId(), id -> new ArrayList<>(1)).add(fill);
        if (fillsByTradeId.size() > historyLimit) {
            fillsByTradeId.pollFirstEntry();
        }
    }

    void addFunding(FundingInfo funding) {
        fundings.addLast(funding);
        if (fundings.size() > historyLimit) {
            fundings.removeFirst();
        }
    }

    List<FundingInfo> fundings() {
        return List.copyOf(fundings);
    }

    int openCount() {
        return open.size();
    }

    List<ClientOrder> open() {
        return List.copyOf(open.values());
    }

    @Nullable
    ClientOrder find(OrderRef ref) {
        return ref.venueOrderId() != 0 ? byVenueId.get(ref.venueOrderId()) : latestByClientId.get(ref.clientId());
    }

    @Nullable
    ClientOrder findOpen(OrderRef ref) {
        ClientOrder order = find(ref);
        return order != null && order.status.open() ? order : null;
    }

    List<OrderInfo> from(long venueOrderId, int limit) {
        return byVenueId.tailMap(venueOrderId, true).values().stream()
                .limit(limit)
                .map(ClientOrder::info)
                .toList();
    }

    List<FillInfo> fillsFrom(long tradeId, int limit) {
        return fillsByTradeId.tailMap(tradeId, true).values().stream()
                .flatMap(List::stream)
                .limit(limit)
                .toList();
    }
}
