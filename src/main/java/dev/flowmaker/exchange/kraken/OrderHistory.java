package dev.flowmaker.exchange.kraken;

import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.FillInfo;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.OrderRef;
import dev.flowmaker.exchange.OrderType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account's orders and trades in all pairs. */
final class OrderHistory {
    private final Exchange exchange;
    private final Pairs pairs;

    OrderHistory(Exchange exchange, Pairs pairs) {
        this.exchange = exchange;
        this.pairs = pairs;
    }

    /** The oldest first. */
    List<OrderInfo> open(int account) {
        List<OrderInfo> orders = new ArrayList<>();
        pairs.all().forEach(pair -> orders.addAll(exchange.openOrders(account, pair.market())));
        orders.sort(Comparator.comparingLong(OrderInfo::placedNanos));
        return orders;
    }

    /** The latest to end first. */
    List<OrderInfo> ended(int account) {
        List<OrderInfo> orders = new ArrayList<>();
        for (Pair pair : pairs.all()) {
            exchange.allOrders(account, pair.market(), 0, Integer.MAX_VALUE).stream()
                    .filter(order -> !order.status().open())
                    .forEach(orders::add);
        }
        orders.sort(Comparator.comparingLong(OrderInfo::updatedNanos).reversed());
        return orders;
    }

    /** The order of a transaction id; null when the account has none of it. */
    @Nullable
    OrderInfo find(int account, String transactionId) {
        TransactionId id = TransactionId.parse(transactionId, 'O');
        return id == null || !there(id) ? null : exchange.order(account, id.market(), OrderRef.venueId(id.number()));
    }

    /** The latest first. */
    List<FillInfo> trades(int account) {
        List<FillInfo> trades = new ArrayList<>();
        for (Pair pair : pairs.all()) {
            trades.addAll(exchange.fills(account, pair.market(), 0, Integer.MAX_VALUE));
        }
        trades.sort(Comparator.comparingLong(FillInfo::timeNanos)
                .thenComparingLong(FillInfo::tradeId)
                .reversed());
        return trades;
    }

    /** The trade of a transaction id; null when the account has none of it. */
    @Nullable
    FillInfo findTrade(int account, String transactionId) {
        TransactionId id = TransactionId.parse(transactionId, 'T');
        if (id == null || !there(id)) {
            return null;
        }
        return exchange.fills(account, id.market(), id.number(), 1).stream()
                .filter(fill -> fill.tradeId() == id.number())
                .findFirst()
                .orElse(null);
    }

    /** The type of the order that traded; of one too old to be remembered the usual. */
    OrderType typeOf(FillInfo fill) {
        OrderInfo order = exchange.order(fill.account(), fill.market(), OrderRef.venueId(fill.venueOrderId()));
        return order == null ? OrderType.LIMIT : order.type();
    }

    private boolean there(TransactionId id) {
        return id.number() > 0 && id.market() < pairs.all().size();
    }
}
