package dev.flowmaker.research.truth;

import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.ExecutionType;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.Relay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Orders as the exchange itself tells of them, to the nanosecond, whoever sends them. */
final class Overheard extends Relay {
    private static final class Order {
        final OrderInfo placed;
        final long placedNanos;
        long endNanos;
        long filledLots;
        long filledNanos;

        Order(OrderInfo placed, long placedNanos) {
            this.placed = placed;
            this.placedNanos = placedNanos;
        }
    }

    private final Map<Long, Order> orders = new LinkedHashMap<>();

    /**
     * Has heard nothing yet.
     *
     * @param observer hears everything too
     */
    Overheard(ExchangeListener observer) {
        super(observer);
    }

    /** The orders of one account in the order they were placed; filled ones stand for the grace of {@link OwnOrders}. */
    List<Errand> errands(String kind) {
        List<Errand> errands = new ArrayList<>();
        for (Order order : orders.values()) {
            long cancel = order.endNanos > 0
                    ? order.endNanos
                    : Math.max(order.placedNanos, order.filledNanos) + OwnOrders.GRACE_NANOS;
            OrderInfo placed = order.placed;
            errands.add(new Errand(kind, placed.side(), placed.priceTicks(), placed.lots(), order.placedNanos, cancel));
        }
        return errands;
    }

    /** What became of them, in the same order. */
    List<Outcome> outcomes() {
        return orders.values().stream()
                .map(order -> new Outcome(false, order.filledLots, order.filledNanos))
                .toList();
    }

    @Override
    public void onExecution(ExecutionReport report) {
        super.onExecution(report);
        long id = report.order().venueOrderId();
        if (report.type() == ExecutionType.NEW) {
            orders.put(id, new Order(report.order(), report.timeNanos()));
            return;
        }
        Order order = Objects.requireNonNull(orders.get(id), "an order that never was");
        if (report.fill() != null) {
            order.filledLots += report.fill().lots();
            order.filledNanos = report.timeNanos();
        } else {
            order.endNanos = report.timeNanos();
        }
    }
}
