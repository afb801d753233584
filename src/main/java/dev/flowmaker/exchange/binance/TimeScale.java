package dev.flowmaker.exchange.binance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The unit of the times a client is told. */
enum TimeScale {
    MILLISECOND(1_000_000),
    MICROSECOND(1_000);

    private final long nanos;

    TimeScale(long nanos) {
        this.nanos = nanos;
    }

    /** A time in this unit, cut off. */
    long of(long timeNanos) {
        return Math.floorDiv(timeNanos, nanos);
    }

    /** What a header or a query asks for: milliseconds unless it says otherwise. */
    static TimeScale named(@Nullable String name) {
        if (name == null) {
            return MILLISECOND;
        }
        for (TimeScale scale : values()) {
            if (scale.name().equals(name)
                    || scale.name().toLowerCase(Locale.ROOT).equals(name)) {
                return scale;
            }
        }
        throw ApiException.bad(-1194, "Invalid value for time unit; expected either MICROSECOND or MILLISECOND.");
    }
}
