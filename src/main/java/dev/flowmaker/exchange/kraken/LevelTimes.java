package dev.flowmaker.exchange.kraken;

import dev.flowmaker.core.Side;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** When each level of a market's book last changed, and which have since the last update was sent. */
final class LevelTimes {
    private final long openedNanos;
    private final Map<Side, Map<Long, Long>> times = new EnumMap<>(Side.class);
    private final Map<Side, Set<Long>> changed = new EnumMap<>(Side.class);

    /** @param openedNanos the time of levels that have been there from the beginning */
    LevelTimes(long openedNanos) {
        this.openedNanos = openedNanos;
        for (Side side : Side.values()) {
            times.put(side, new HashMap<>());
            changed.put(side, new HashSet<>());
        }
    }

    void level(long timeNanos, Side side, long priceTicks, long lots) {
        if (lots == 0) {
            of(times, side).remove(priceTicks);
        } else {
            of(times, side).put(priceTicks, timeNanos);
        }
        of(changed, side).add(priceTicks);
    }

    private static <T> T of(Map<Side, T> bySide, Side side) {
        T found = bySide.get(side);
        if (found == null) {
            throw new IllegalStateException("no " + side);
        }
        return found;
    }

    long nanos(Side side, long priceTicks) {
        return of(times, side).getOrDefault(priceTicks, openedNanos);
    }

    boolean hasChanged(Side side, long priceTicks) {
        return of(changed, side).contains(priceTicks);
    }

    boolean anyChanged() {
        return changed.values().stream().anyMatch(prices -> !prices.isEmpty());
    }

    void sent() {
        changed.values().forEach(Set::clear);
    }
}
