package dev.flowmaker.core.engine;

import dev.flowmaker.core.StateVisitor;

/** The last trade ids that named no order we know, so that one which comes twice is booked once. */
final class StrayTrades {
    private static final int REMEMBERED = 256;

    private final long[] ids = new long[REMEMBERED];
    private int used;
    private int next;

    /** Remembers the id; false when it was there. */
    boolean add(long id) {
        for (int i = 0; i < used; i++) {
            if (ids[i] == id) {
                return false;
            }
        }
        ids[next] = id;
        next = (next + 1) % REMEMBERED;
        used = StrictMath.min(used + 1, REMEMBERED);
        return true;
    }

    void visitState(StateVisitor v) {
        v.begin("strayTrades");
        used = v.length("used", used, REMEMBERED);
        next = v.int32("next", next);
        for (int i = 0; i < used; i++) {
            ids[i] = v.int64("id", ids[i]);
        }
        v.end();
    }
}
