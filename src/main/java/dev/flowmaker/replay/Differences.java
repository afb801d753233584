package dev.flowmaker.replay;

import dev.flowmaker.journal.StateDiff.Difference;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a replay found to differ: how much of what, and the first in full. */
public final class Differences {
    private static final int KEPT = 100;

    private final List<Divergence> list = new ArrayList<>();
    private final Map<Divergence.Kind, Long> kinds = new EnumMap<>(Divergence.Kind.class);
    private final Map<String, Long> fields = new TreeMap<>();
    private long count;

    void add(Divergence divergence) {
        count++;
        kinds.merge(divergence.kind(), 1L, Long::sum);
        if (list.size() < KEPT) {
            list.add(divergence);
        }
        for (Difference each : divergence.differences()) {
            fields.merge(each.path().replaceAll("\\[\\d+\\]", "[]").replaceAll("#\\d+", ""), 1L, Long::sum);
        }
    }

    public long count() {
        return count;
    }

    public @Nullable Divergence first() {
        return list.isEmpty() ? null : list.get(0);
    }

    /** The first hundred. */
    public List<Divergence> list() {
        return list;
    }

    public Map<Divergence.Kind, Long> kinds() {
        return kinds;
    }

    /** How often each field differed, whichever quote, signal or part it was of. */
    public Map<String, Long> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return list.isEmpty() ? "none" : count + ", the first: " + list.get(0);
    }
}
