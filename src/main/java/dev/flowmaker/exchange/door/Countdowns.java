package dev.flowmaker.exchange.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead man's switches, in the manner of Binance's futures: an account's orders in a market are canceled when its countdown
 * ends before it was set anew.
 */
public final class Countdowns {
    /** In place of a market, where a countdown is the whole account's. */
    public static final int ALL_MARKETS = -1;

    /** Whose orders, and where. */
    public record Key(int account, int market) {}

    private final Map<Key, Long> deadlines = new LinkedHashMap<>();

    /** Sets the countdown anew, or calls it off with 0. */
    public void set(int account, int market, long countdownNanos, long nowNanos) {
        Key key = new Key(account, market);
        if (countdownNanos == 0) {
            deadlines.remove(key);
        } else {
            deadlines.put(key, nowNanos + countdownNanos);
        }
    }

    /** When the next one ends; Long.MAX_VALUE when none runs. */
    public long dueNanos() {
        return deadlines.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** Takes those that have ended. */
    public List<Key> takeDue(long nowNanos) {
        List<Key> due = deadlines.entrySet().stream()
                .filter(each -> each.getValue() <= nowNanos)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(deadlines::remove);
        return due;
    }
}
