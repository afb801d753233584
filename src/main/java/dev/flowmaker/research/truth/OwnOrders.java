package dev.flowmaker.research.truth;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a session's orders were at the exchange at each moment of its time, as told afterwards. */
final class OwnOrders {
    /** How long an order that was filled would have stood otherwise, nanoseconds: nobody knows. */
    static final long GRACE_NANOS = 10_000_000_000L;

    private static final class Own {
        final Side side;
        final long priceTicks;
        final long lots;
        long acceptedNanos;
        long endNanos = Long.MAX_VALUE;
        long filledLots;
        long filledNanos;
        final List<long[]> fills = new ArrayList<>();

        Own(PlaceOrder order) {
            side = order.side;
            priceTicks = order.priceTicks;
            lots = order.lots;
        }

        /** Just before the millisecond of its acceptance if a fill was in the same one. */
        long placedNanos() {
            return !fills.isEmpty() && fills.get(0)[0] == acceptedNanos ? acceptedNanos - 1 : acceptedNanos;
        }

        boolean openAt(long timeNanos) {
            return acceptedNanos > 0 && acceptedNanos <= timeNanos && timeNanos < endNanos;
        }

        long restingLots(long timeNanos) {
            long left = openAt(timeNanos) ? lots : 0;
            for (long[] fill : fills) {
                left -= left > 0 && fill[0] <= timeNanos ? fill[1] : 0;
            }
            return left;
        }
    }

    private final Map<Long, Own> byId = new LinkedHashMap<>();
    private final Map<Long, List<Own>> byPrice = new HashMap<>();
    private final Set<Long> tradeIds = new HashSet<>();

    void placed(PlaceOrder order) {
        Own own = new Own(order);
        byId.put(order.orderId, own);
        byPrice.computeIfAbsent(order.priceTicks, price -> new ArrayList<>()).add(own);
    }

    void accepted(OrderAccepted event) {
        Own own = byId.get(event.orderId);
        if (own != null && own.acceptedNanos == 0) {
            own.acceptedNanos = event.exchangeTimeNanos;
        }
    }

    void canceled(OrderCanceled event) {
        Own own = byId.get(event.orderId);
        if (own != null && event.exchangeTimeNanos > 0) {
            own.endNanos = event.exchangeTimeNanos;
        }
    }

    /** Each trade counts once, however often it was told. */
    void filled(Fill event) {
        Own own = byId.get(event.orderId);
        if (own != null && tradeIds.add(event.tradeId)) {
            own.filledLots += event.lots;
            own.filledNanos = Math.max(own.filledNanos, event.exchangeTimeNanos);
            own.fills.add(new long[] {event.exchangeTimeNanos, event.lots});
        }
    }

    /** Lots of ours shown at a price. */
    long lotsAt(Side side, long priceTicks, long timeNanos) {
        long lots = 0;
        for (Own own : byPrice.getOrDefault(priceTicks, List.of())) {
            lots += own.side == side ? own.restingLots(timeNanos) : 0;
        }
        return lots;
    }

    /** Those the exchange accepted, in the order of that. */
    List<Errand> errands(String kind) {
        return accepted().stream()
                .map(own -> new Errand(kind, own.side, own.priceTicks, own.lots, own.placedNanos(), cancelNanos(own)))
                .toList();
    }

    private static long cancelNanos(Own own) {
        return own.endNanos < Long.MAX_VALUE
                ? own.endNanos
                : Math.max(own.acceptedNanos, own.filledNanos) + GRACE_NANOS;
    }

    List<Outcome> outcomes() {
        return accepted().stream()
                .map(own -> new Outcome(false, own.filledLots, own.filledNanos))
                .toList();
    }

    private List<Own> accepted() {
        return byId.values().stream()
                .filter(own -> own.acceptedNanos > 0)
                .sorted((a, b) -> Long.compare(a.placedNanos(), b.placedNanos()))
                .toList();
    }
}
