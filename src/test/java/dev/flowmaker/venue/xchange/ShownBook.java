package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The book that book updates make, kept the plain way. */
public final class ShownBook {
    private final SortedMap<Long, Long> bids = new TreeMap<>(Comparator.<Long>reverseOrder());
    private final SortedMap<Long, Long> asks = new TreeMap<>();

    public void apply(BookUpdate update) {
        if (update.reset != ResetReason.NONE) {
            bids.clear();
            asks.clear();
        }
        for (int i = 0; i < update.levels.count(); i++) {
            SortedMap<Long, Long> side = side(update.levels.side(i));
            if (update.levels.lots(i) == 0) {
                side.remove(update.levels.priceTicks(i));
            } else {
                side.put(update.levels.priceTicks(i), update.levels.lots(i));
            }
        }
    }

    private SortedMap<Long, Long> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** All of a side, best first. */
    public List<String> levels(Side side) {
        return top(side(side), Integer.MAX_VALUE);
    }

    /** The best levels of a side, best first, as {@code ticks x lots}. */
    public static List<String> top(SortedMap<Long, Long> side, int depth) {
        return side.entrySet().stream()
                .limit(depth)
                .map(level -> level.getKey() + " x " + level.getValue())
                .toList();
    }
}
