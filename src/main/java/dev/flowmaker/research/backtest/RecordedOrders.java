package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.CancelAll;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderCanceled;
import dev.flowmaker.core.event.OrderRejected;
import dev.flowmaker.core.event.RejectReason;
import dev.flowmaker.core.event.RequestNotSent;
import dev.flowmaker.core.event.RequestType;
import dev.flowmaker.core.market.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session sent to the venue, order by order, so that another fill model can be asked about the same orders. An order
 * that the session's own model filled was never canceled: its place is over when the session gives it to another order, which is
 * when it next places one on that side.
 */
final class RecordedOrders {
    /** One order, as it was sent. */
    static final class Order {
        final int market;
        final long id;
        final long sentNanos;
        final Side side;
        final long priceTicks;
        final long lots;
        final boolean postOnly;
        /** When its cancel left, or its place was given away; Long.MAX_VALUE for never. */
        long cancelNanos = Long.MAX_VALUE;

        private long filledLots;

        private Order(PlaceOrder place) {
            market = place.market;
            id = place.orderId;
            sentNanos = place.timeNanos;
            side = place.side;
            priceTicks = place.priceTicks;
            lots = place.lots;
            postOnly = place.postOnly;
        }
    }

    private record Place(int market, Side side) {}

    private record Paid(int market, int asset) {}

    private final Map<Paid, Long> fees = new LinkedHashMap<>();
    private final Map<Integer, Long> boughtLots = new LinkedHashMap<>();
    private final Map<Integer, Long> lastTradeIds = new LinkedHashMap<>();

    private final List<Order> orders = new ArrayList<>();
    private final Map<Long, Order> live = new LinkedHashMap<>();
    private final Map<Place, Deque<Order>> filled = new LinkedHashMap<>();

    void on(Message message) {
        if (message instanceof PlaceOrder place) {
            Deque<Order> free = filled.get(new Place(place.market, place.side));
            if (free != null && !free.isEmpty()) {
                free.remove().cancelNanos = place.timeNanos;
            }
            Order order = new Order(place);
            orders.add(order);
            live.put(order.id, order);
        } else if (message instanceof CancelOrder cancel) {
            cancel(live.get(cancel.orderId), cancel.timeNanos);
        } else if (message instanceof CancelAll all) {
            live.values().stream()
                    .filter(order -> order.market == all.market)
                    .forEach(order -> cancel(order, all.timeNanos));
        } else if (message instanceof OrderCanceled canceled) {
            live.remove(canceled.orderId);
        } else if (message instanceof OrderRejected rejected) {
            Order order = live.remove(rejected.orderId);
            if (order != null && rejected.reason != RejectReason.POST_ONLY_WOULD_TAKE) {
                // The venue's limits refused it before its matching saw it, whoever fills.
                orders.remove(order);
            }
        } else if (message instanceof RequestNotSent not && not.request == RequestType.PLACE) {
            Order order = live.remove(not.orderId);
            if (order != null) {
                orders.remove(order);
            }
        } else if (message instanceof Fill fill) {
            if (fill.tradeId <= lastTradeIds.getOrDefault(fill.market, 0L)) {
                return;
            }
            lastTradeIds.put(fill.market, fill.tradeId);
            boughtLots.merge(fill.market, fill.side.sign() * fill.lots, Long::sum);
            fees.merge(new Paid(fill.market, fill.feeAsset), fill.feeQuanta, Long::sum);
            Order order = live.get(fill.orderId);
            if (order != null) {
                order.filledLots += fill.lots;
                if (order.filledLots >= order.lots) {
                    live.remove(fill.orderId);
                    filled.computeIfAbsent(new Place(order.market, order.side), place -> new ArrayDeque<>())
                            .add(order);
                }
            }
        }
    }

    private static void cancel(@Nullable Order order, long timeNanos) {
        if (order != null) {
            order.cancelNanos = Math.min(order.cancelNanos, timeNanos);
        }
    }

    /** What trading made of the base held in a market, its commission in it taken off, base quanta. */
    long tradedQuanta(Instrument instrument) {
        return boughtLots.getOrDefault(instrument.market(), 0L) * instrument.baseQuantaPerLot()
                - fees.getOrDefault(new Paid(instrument.market(), instrument.baseAsset()), 0L);
    }

    /** In the order in which they were sent. */
    List<Order> orders() {
        return orders;
    }
}
