package dev.flowmaker.research.tape;

import java.util.BitSet;

/** Remembers the newest ids of a dense rising series, to tell what is new, late, or there twice. */
final class SeenIds {
    private static final int WINDOW = 1 << 16;

    /** What an id is. */
    enum Kind {
        NEXT,
        LATE,
        SEEN
    }

    private final BitSet seen = new BitSet(WINDOW);
    private long newest = -1;
    private long missing;

    /** Takes an id, 0 or above. Late ones older than the last 65,536 count as seen. */
    Kind add(long id) {
        if (newest >= 0 && id <= newest) {
            int slot = (int) (id & (WINDOW - 1));
            if (newest - id >= WINDOW || seen.get(slot)) {
                return Kind.SEEN;
            }
            seen.set(slot);
            missing--;
            return Kind.LATE;
        }
        if (newest >= 0) {
            missing += id - newest - 1;
            clear(newest + 1, id);
        }
        seen.set((int) (id & (WINDOW - 1)));
        newest = id;
        return Kind.NEXT;
    }

    private void clear(long from, long to) {
        if (to - from >= WINDOW) {
            seen.clear();
        } else {
            for (long id = from; id < to; id++) {
                seen.clear((int) (id & (WINDOW - 1)));
            }
        }
    }

    long newest() {
        return newest;
    }

    /** Ids between the first and the newest that never came. */
    long missing() {
        return missing;
    }
}
