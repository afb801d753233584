package dev.flowmaker.core.market;

import dev.flowmaker.core.StateVisitor;

/**
 * Whether the faster feed of the touch still tells. Time says nothing: a quiet market is silent too. But a depth frame
 * that moves the best prices should not be the first to do so: when that many in a row were, the feed is silent.
 */
public final class TouchWatch {
    /** Frames in a row after which the feed is called silent. */
    static final int FRAMES = 20;

    private int unheard;
    private boolean silent;
    private long used;
    private long late;
    private long orphans;

    /** A touch update that was newer than all before. */
    void used() {
        used++;
        unheard = 0;
        silent = false;
    }

    /** One that a depth frame or another had overtaken. */
    void late() {
        late++;
        unheard = 0;
        silent = false;
    }

    /** One without a book it could be laid over. */
    void orphan() {
        orphans++;
    }

    /** A depth frame moved the best prices or their quantities. */
    void movedWithout() {
        unheard = StrictMath.min(unheard + 1, FRAMES);
        silent = unheard >= FRAMES;
    }

    /** The book began anew. */
    void restart() {
        unheard = 0;
    }

    /** Whether it should tell and does not. */
    public boolean isSilent() {
        return silent;
    }

    /** Touches that were newer than all before. */
    public long usedCount() {
        return used;
    }

    /** Touches dropped because a depth frame or another touch was as new. */
    public long lateCount() {
        return late;
    }

    /** Touches dropped because there was no book they could be laid over, or none was wanted. */
    public long orphanCount() {
        return orphans;
    }

    void visitState(StateVisitor visitor) {
        visitor.begin("touchWatch");
        unheard = visitor.int32("unheard", unheard);
        silent = visitor.flag("silent", silent);
        used = visitor.int64("used", used);
        late = visitor.int64("late", late);
        orphans = visitor.int64("orphans", orphans);
        visitor.end();
    }
}
