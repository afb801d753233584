package dev.flowmaker.exchange.binance;

/** One account's unfilled orders in the last ten seconds and the day. */
final class OrderCounts {
    private final ApiLimits limits;
    private final Window tenSeconds = new Window(10_000_000_000L);
    private final Window day = new Window(86_400_000_000_000L);

    OrderCounts(ApiLimits limits) {
        this.limits = limits;
    }

    /** Refuses a further order when either count is at its limit. */
    void check(long nowNanos) {
        refuseAt(limits.ordersPerTenSeconds(), tenSeconds, "10 SECOND", nowNanos);
        refuseAt(limits.ordersPerDay(), day, "1 DAY", nowNanos);
    }

    private static void refuseAt(int limit, Window window, String interval, long nowNanos) {
        if (window.count(nowNanos) >= limit) {
            throw ApiException.limited(
                    429,
                    -1015,
                    "Too many new orders; current limit is " + limit + " orders per " + interval + ".",
                    window.endNanos(nowNanos));
        }
    }

    void placed(long nowNanos) {
        tenSeconds.add(nowNanos, 1);
        day.add(nowNanos, 1);
    }

    /** An order traded for the first time: it no longer counts. */
    void filled(long nowNanos) {
        tenSeconds.add(nowNanos, -1);
        day.add(nowNanos, -1);
    }

    int inTenSeconds(long nowNanos) {
        return tenSeconds.count(nowNanos);
    }

    int inDay(long nowNanos) {
        return day.count(nowNanos);
    }
}
