package dev.flowmaker.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened, in bounded memory: the first of each sort in each of its markets are kept one by one, later ones are
 * drawn together with the one before when they follow closely, and all are counted.
 */
final class Timeline {
    private static final int MOST_OF_A_SORT = 400;
    private static final long NEAR_NANOS = 1_000_000_000L;

    /** One on the line, standing for so many that followed each other closely. */
    static final class Entry {
        final Happening first;
        long lastNanos;
        long count = 1;

        Entry(Happening first) {
            this.first = first;
            this.lastNanos = first.timeNanos();
        }
    }

    private record Sort(String symbol, String what) {}

    /** All of a sort. */
    static final class Kind {
        final String symbol;
        final List<Entry> entries = new ArrayList<>();
        long count;
        long nearNanos = NEAR_NANOS;

        Kind(String symbol) {
            this.symbol = symbol;
        }
    }

    private final Map<Sort, Kind> kinds = new LinkedHashMap<>();

    /** @param symbol of its market; empty for none */
    void add(String symbol, Happening happening) {
        Kind kind = kinds.computeIfAbsent(new Sort(symbol, happening.what()), key -> new Kind(symbol));
        kind.count++;
        int size = kind.entries.size();
        Entry last = size == 0 ? null : kind.entries.get(size - 1);
        if (last != null && happening.timeNanos() - last.lastNanos <= kind.nearNanos) {
            last.lastNanos = happening.timeNanos();
            last.count++;
            return;
        }
        kind.entries.add(new Entry(happening));
        if (kind.entries.size() > MOST_OF_A_SORT) {
            thin(kind);
        }
    }

    /** Calls a longer time close, until half of them are left at most. */
    private static void thin(Kind kind) {
        while (kind.entries.size() > MOST_OF_A_SORT / 2) {
            kind.nearNanos *= 2;
            List<Entry> merged = new ArrayList<>();
            for (Entry entry : kind.entries) {
                Entry last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                if (last != null && entry.first.timeNanos() - last.lastNanos <= kind.nearNanos) {
                    last.lastNanos = entry.lastNanos;
                    last.count += entry.count;
                } else {
                    merged.add(entry);
                }
            }
            kind.entries.clear();
            kind.entries.addAll(merged);
        }
    }

    /** By sort, in the order in which each was first seen. */
    List<Kind> kinds() {
        return List.copyOf(kinds.values());
    }
}
