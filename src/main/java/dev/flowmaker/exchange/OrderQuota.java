package dev.flowmaker.exchange;

import org.jspecify.annotations.Nullable;

/** One account's unfilled orders in the last ten seconds and the day, against what it may have. */
public final class OrderQuota {
    private final RequestLimits limits;
    private final CountWindow tenSeconds = new CountWindow(10_000_000_000L);
    private final CountWindow day = new CountWindow(86_400_000_000_000L);

    /**
     * A limit that is reached.
     *
     * @param interval as Binance writes it
     * @param endNanos when there is room again, UTC nanoseconds
     */
    public record Reached(int limit, String interval, long endNanos) {}

    public OrderQuota(RequestLimits limits) {
        this.limits = limits;
    }

    /** The limit that a further order would break, or null. */
    public @Nullable Reached reached(long nowNanos) {
        if (tenSeconds.count(nowNanos) >= limits.ordersPerTenSeconds()) {
            return new Reached(limits.ordersPerTenSeconds(), "10 SECOND", tenSeconds.endNanos(nowNanos));
        }
        if (day.count(nowNanos) >= limits.ordersPerDay()) {
            return new Reached(limits.ordersPerDay(), "1 DAY", day.endNanos(nowNanos));
        }
        return null;
    }

    public void placed(long nowNanos) {
        tenSeconds.add(nowNanos, 1);
        day.add(nowNanos, 1);
    }

    /** An order traded for the first time, or was refused: it no longer counts. */
    public void returned(long nowNanos) {
        tenSeconds.add(nowNanos, -1);
        day.add(nowNanos, -1);
    }

    public int inTenSeconds(long nowNanos) {
        return tenSeconds.count(nowNanos);
    }

    public int inDay(long nowNanos) {
        return day.count(nowNanos);
    }
}
