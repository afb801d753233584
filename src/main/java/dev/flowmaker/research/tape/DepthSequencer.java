package dev.flowmaker.research.tape;

import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import dev.flowmaker.exchange.capture.CaptureRecord.Snapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts Binance's depth frames in the order of their ids and joins them to a snapshot L. Spot: frames with {@code u ≤ L}
 * are dropped, the first kept has {@code U ≤ L+1 ≤ u}, then {@code U = u+1} of the one before. Futures: {@code u < L} is
 * dropped, the first kept has {@code U ≤ L ≤ u} or {@code pu = L}, then {@code pu = u} of the one before. A frame that does not follow is
 * held back until those before it came; when too many are held, that is a gap: a snapshot since then is joined; without one the known book is gone on with, until a
 * later snapshot can be joined.
 */
final class DepthSequencer {
    /** Frames held back before a gap is called one. */
    static final int HELD_LIMIT = 64;
    /** Frames kept that came before a snapshot. */
    static final int EARLY_LIMIT = 10_000;

    /** Takes what follows. */
    interface Output {
        /**
         * The next frame.
         *
         * @param before the snapshot it joins, or null
         * @param reset NONE when it follows the frame before; anything else without a snapshot is after a gap
         */
        void frame(@Nullable Snapshot before, ResetReason reset, DepthDiff diff);
    }

    private final ImportReport report;
    private final Output out;
    private final TreeMap<Long, DepthDiff> held = new TreeMap<>();
    /** The newest snapshot, when it may still be needed. */
    private @Nullable Snapshot snapshot;

    private ResetReason reason = ResetReason.SNAPSHOT;
    private boolean synced;
    /** There was a gap without a snapshot after it. */
    private boolean doubtful;

    private long lastUpdateId;

    DepthSequencer(ImportReport report, Output out) {
        this.report = report;
        this.out = out;
    }

    void accept(Snapshot found) {
        if (synced) {
            report.add(Finding.LATER_SNAPSHOT);
        }
        if (synced && doubtful && found.lastUpdateId() >= lastUpdateId) {
            synced = false;
        }
        if (!synced || found.lastUpdateId() > lastUpdateId) {
            snapshot = found;
            join();
        }
    }

    void accept(DepthDiff diff) {
        Place place = diff.place();
        if (synced && diff.lastUpdateId() <= lastUpdateId) {
            duplicate(diff);
        } else if (synced && follows(diff)) {
            if (!held.isEmpty()) {
                report.add(
                        Finding.REORDERED,
                        place.file(),
                        place.line(),
                        "update " + diff.firstUpdateId() + " comes after later ones");
            }
            emit(null, ResetReason.NONE, diff);
            follow();
        } else {
            if (held.putIfAbsent(diff.firstUpdateId(), diff) != null) {
                duplicate(diff);
            }
            if (!synced) {
                join();
            } else if (held.size() > HELD_LIMIT) {
                gap();
            }
        }
        if (!synced && held.size() > EARLY_LIMIT) {
            withoutSnapshot(held.pollFirstEntry());
        }
    }

    /** Whether a frame waits for those before it. */
    boolean waiting() {
        boolean begun = synced || reason == ResetReason.RESYNC;
        return begun && !held.isEmpty();
    }

    /** Says what could not be placed. */
    void finish() {
        if (synced && !held.isEmpty()) {
            gap();
        }
        if (!synced) {
            while (!held.isEmpty()) {
                withoutSnapshot(held.pollFirstEntry());
            }
        }
    }

    private boolean follows(DepthDiff diff) {
        return follows(diff, lastUpdateId);
    }

    private static boolean follows(DepthDiff diff, long updateId) {
        return diff.futures() ? diff.previousUpdateId() == updateId : diff.firstUpdateId() == updateId + 1;
    }

    private void emit(@Nullable Snapshot before, ResetReason reset, DepthDiff diff) {
        lastUpdateId = diff.lastUpdateId();
        out.frame(before, reset, diff);
    }

    private void follow() {
        while (synced && !held.isEmpty()) {
            DepthDiff next = held.firstEntry().getValue();
            if (next.lastUpdateId() <= lastUpdateId) {
                duplicate(next);
            } else if (follows(next)) {
                emit(null, ResetReason.NONE, next);
            } else {
                return;
            }
            held.pollFirstEntry();
        }
    }

    private void join() {
        Snapshot base = snapshot;
        while (!synced && base != null && !held.isEmpty()) {
            DepthDiff first = held.firstEntry().getValue();
            long next = first.futures() ? base.lastUpdateId() : base.lastUpdateId() + 1;
            if (first.lastUpdateId() < next) {
                report.add(Finding.BEFORE_SNAPSHOT);
                held.pollFirstEntry();
            } else if (first.firstUpdateId() <= next || follows(first, base.lastUpdateId())) {
                held.pollFirstEntry();
                synced = true;
                doubtful = false;
                snapshot = null;
                emit(base, reason, first);
                reason = ResetReason.RESYNC;
                follow();
            } else {
                Place place = base.place();
                report.add(
                        Finding.GAP,
                        place.file(),
                        place.line(),
                        "the snapshot ends with update " + base.lastUpdateId() + ", the frames begin with "
                                + first.firstUpdateId());
                snapshot = null;
                if (reason == ResetReason.RESYNC) {
                    goOn();
                }
                return;
            }
        }
    }

    private void gap() {
        DepthDiff first = held.firstEntry().getValue();
        long begins = first.futures() ? first.previousUpdateId() : first.firstUpdateId() - 1;
        Place place = first.place();
        report.add(
                Finding.GAP,
                place.file(),
                place.line(),
                "sequence gap: the last update was " + lastUpdateId + ", this follows " + begins);
        synced = false;
        if (snapshot == null) {
            goOn();
        } else {
            join();
        }
    }

    /** After a gap, on the book as it is known. */
    private void goOn() {
        DepthDiff first = held.pollFirstEntry().getValue();
        synced = true;
        doubtful = true;
        emit(null, ResetReason.RESYNC, first);
        follow();
    }

    private void duplicate(DepthDiff diff) {
        Place place = diff.place();
        report.add(
                Finding.DUPLICATE, place.file(), place.line(), "update " + diff.lastUpdateId() + " was there before");
    }

    private void withoutSnapshot(Map.Entry<Long, DepthDiff> entry) {
        Place place = entry.getValue().place();
        report.add(
                Finding.WITHOUT_SNAPSHOT,
                place.file(),
                place.line(),
                "no snapshot that update " + entry.getValue().firstUpdateId() + " follows");
    }
}
