package dev.flowmaker.report;

import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.Fill;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What became of a market's orders, and how long the venue took. */
final class OrderCounts {
    /** An order that is not known to have ended. */
    private static final class Open {
        final long placedNanos;
        final long lots;
        long cancelNanos = Long.MIN_VALUE;
        boolean acknowledged;
        long filled;

        Open(long placedNanos, long lots) {
            this.placedNanos = placedNanos;
            this.lots = lots;
        }
    }

    private final Map<Long, Open> openById = new HashMap<>();
    private final Set<Long> filledIds = new HashSet<>();
    private final Map<String, Histogram> latencies = new LinkedHashMap<>();
    private long placed;
    private long placedLots;
    private long filledLots;
    private long completed;
    private long cancels;
    private long canceled;
    private long rejected;
    private long trades;

    OrderCounts() {
        for (String name : new String[] {
            "placement to acknowledgement", "cancel to confirmation", "fill at the venue to its record"
        }) {
            latencies.put(name, new Histogram());
        }
    }

    private Histogram latency(String name) {
        return latencies.computeIfAbsent(name, key -> new Histogram());
    }

    void onPlace(PlaceOrder command) {
        placed++;
        placedLots += command.lots;
        openById.put(command.orderId, new Open(command.timeNanos, command.lots));
    }

    void onCancel(long orderId, long timeNanos) {
        cancels++;
        Open order = openById.get(orderId);
        if (order != null && order.cancelNanos == Long.MIN_VALUE) {
            order.cancelNanos = timeNanos;
        }
    }

    void onAccepted(long orderId, long timeNanos) {
        Open order = openById.get(orderId);
        if (order != null && !order.acknowledged) {
            order.acknowledged = true;
            latency("placement to acknowledgement").add(timeNanos - order.placedNanos);
        }
    }

    void onCanceled(long orderId, long timeNanos) {
        Open order = openById.remove(orderId);
        if (order != null) {
            canceled++;
            if (order.cancelNanos != Long.MIN_VALUE) {
                latency("cancel to confirmation").add(timeNanos - order.cancelNanos);
            }
        }
    }

    void onRejected(long orderId) {
        rejected += openById.remove(orderId) == null ? 0 : 1;
    }

    /** Returns how long after its placement, nanoseconds; -1 when that is not in the journal. */
    long onFill(Fill fill) {
        trades++;
        filledLots += fill.lots;
        filledIds.add(fill.orderId);
        if (fill.exchangeTimeNanos != 0) {
            latency("fill at the venue to its record").add(fill.timeNanos - fill.exchangeTimeNanos);
        }
        Open order = openById.get(fill.orderId);
        if (order == null) {
            return -1;
        }
        order.filled += fill.lots;
        if (order.filled >= order.lots) {
            completed++;
            openById.remove(fill.orderId);
        }
        return fill.timeNanos - order.placedNanos;
    }

    /** By name. */
    Map<String, Histogram> latencies() {
        return latencies;
    }

    long placed() {
        return placed;
    }

    long placedLots() {
        return placedLots;
    }

    long filledLots() {
        return filledLots;
    }

    /** Orders that traded at all. */
    long filled() {
        return filledIds.size();
    }

    /** Orders that traded whole. */
    long completed() {
        return completed;
    }

    long cancels() {
        return cancels;
    }

    long canceled() {
        return canceled;
    }

    long rejected() {
        return rejected;
    }

    long trades() {
        return trades;
    }
}
