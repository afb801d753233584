package dev.flowmaker.exchange.kraken;

import java.util.HashMap;
import java.util.Map;

/**
 * The counters of each account's orders in each pair. A placement counts one; a cancel counts the more the sooner it comes:
 * 8 within 5 seconds, 6 within 10, 5 within 15, 4 within 45, 2 within 90, 1 within 300, then nothing.
 */
final class OrderLimits {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int[][] COST_BEFORE_SECONDS = {{5, 8}, {10, 6}, {15, 5}, {45, 4}, {90, 2}, {300, 1}};

    private record Key(int account, int market) {}

    private final KrakenLimits limits;
    private final Map<Key, Counter> counters = new HashMap<>();

    OrderLimits(KrakenLimits limits) {
        this.limits = limits;
    }

    void place(int account, int market, long nowNanos) {
        count(account, market, 1, nowNanos);
    }

    void cancel(int account, int market, long placedNanos, long nowNanos) {
        count(account, market, cancelCost(nowNanos - placedNanos), nowNanos);
    }

    static int cancelCost(long ageNanos) {
        for (int[] step : COST_BEFORE_SECONDS) {
            if (ageNanos < step[0] * NANOS_PER_SECOND) {
                return step[1];
            }
        }
        return 0;
    }

    private void count(int account, int market, int cost, long nowNanos) {
        Counter counter = counters.computeIfAbsent(
                new Key(account, market), first -> new Counter(limits.orders(), limits.ordersPerSecond()));
        if (!counter.add(cost, nowNanos)) {
            throw KrakenException.of("EOrder:Rate limit exceeded");
        }
    }
}
