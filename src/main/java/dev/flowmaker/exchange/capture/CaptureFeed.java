package dev.flowmaker.exchange.capture;

import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Snapshot;
import dev.flowmaker.exchange.capture.CaptureRecord.TradePrint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A spot capture as one series of depth frames and trades after its snapshot, in order of the exchange's time.
 *
 * <p>Sync: frames with {@code u} at or below the snapshot's id are dropped, the first kept has {@code U ≤ id+1 ≤ u}, from
 * then on each {@code U} is the {@code u} before plus 1. Frames recorded before the snapshot count. A later snapshot
 * changes nothing, the frames are dense.
 *
 * <p>Order: frames by {@code E}, trades by {@code T}, equal times as in the file. Trades reach the capturing machine up to
 * a second after the frame that already shows them, so a second is read ahead; what comes later still takes the time of
 * the last event. A frame that does not come later than the one before it is moved to the millisecond after. Trades
 * before the first kept frame are dropped; so are bookTicker lines, which repeat what the frames say.
 */
final class CaptureFeed implements AutoCloseable {
    private static final long READ_AHEAD_MILLIS = 1_000;
    private static final int READ_AHEAD_RECORDS = 100_000;

    /** A record with the exchange's time it is played at. */
    record Timed(long millis, long order, CaptureRecord record) {}

    private final List<Path> files;
    private final String symbol;
    private final CaptureReader reader;
    private final PriorityQueue<Timed> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Timed::millis).thenComparingLong(Timed::order));
    private final Snapshot snapshot;
    private boolean synced;
    private boolean exhausted;
    private long firstMillis;
    private long newestMillis;
    private long lastPlayedMillis;
    private long lastFrameMillis = Long.MIN_VALUE;
    private long lastUpdateId;
    private long order;

    /** Reads on until the first frame that is kept. */
    CaptureFeed(List<Path> files, String symbol) {
        this.files = files;
        this.symbol = symbol;
        this.reader = new CaptureReader(files);
        List<CaptureRecord> early = new ArrayList<>();
        this.snapshot = readSnapshot(early);
        this.lastUpdateId = snapshot.lastUpdateId();
        early.forEach(this::accept);
        while (!synced && !exhausted) {
            readOne();
        }
        if (!synced) {
            throw snapshot.place().error("no depth frame follows the snapshot");
        }
    }

    private Snapshot readSnapshot(List<CaptureRecord> early) {
        for (CaptureRecord found = reader.next(); found != null; found = reader.next()) {
            if (found instanceof Snapshot first) {
                return first;
            }
            check(found);
            early.add(found);
            if (early.size() > READ_AHEAD_RECORDS) {
                throw found.place().error("no depth snapshot in the first " + READ_AHEAD_RECORDS + " records");
            }
        }
        throw new CaptureException(files.get(files.size() - 1), reader.line(), "the capture has no depth snapshot");
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** The exchange's time of the first kept frame. */
    long firstMillis() {
        return firstMillis;
    }

    /** The next record; null at the end. */
    @Nullable
    Timed next() {
        while (true) {
            while (!exhausted && !enoughRead()) {
                readOne();
            }
            Timed next = ahead.poll();
            if (next == null) {
                return null;
            }
            if (next.millis >= firstMillis) {
                lastPlayedMillis = Math.max(lastPlayedMillis, next.millis);
                return new Timed(lastPlayedMillis, next.order, next.record);
            }
        }
    }

    private boolean enoughRead() {
        Timed head = ahead.peek();
        return head != null && (newestMillis >= head.millis + READ_AHEAD_MILLIS || ahead.size() > READ_AHEAD_RECORDS);
    }

    private void readOne() {
        CaptureRecord found = reader.next();
        if (found == null) {
            exhausted = true;
        } else {
            check(found);
            accept(found);
        }
    }

    private void check(CaptureRecord found) {
        String of = symbol;
        if (found instanceof DepthDiff diff) {
            if (diff.futures()) {
                throw diff.place().error("a futures capture; only spot captures can be played on a spot market");
            }
            of = diff.symbol();
        } else if (found instanceof TradePrint trade) {
            if (!trade.orderType().isEmpty()) {
                throw trade.place().error("a futures capture; only spot captures can be played on a spot market");
            }
            of = trade.symbol();
        }
        if (!of.equals(symbol)) {
            throw found.place().error("is of " + of + ", the market is " + symbol);
        }
    }

    private void accept(CaptureRecord found) {
        if (found instanceof DepthDiff diff && follows(diff)) {
            lastUpdateId = diff.lastUpdateId();
            lastFrameMillis = Math.max(lastFrameMillis + 1, diff.eventMillis());
            queue(lastFrameMillis, diff);
        } else if (found instanceof TradePrint trade) {
            queue(trade.tradeMillis(), trade);
        }
    }

    private void queue(long millis, CaptureRecord found) {
        newestMillis = Math.max(newestMillis, millis);
        ahead.add(new Timed(millis, order++, found));
    }

    private boolean follows(DepthDiff diff) {
        if (!synced && diff.lastUpdateId() <= lastUpdateId) {
            return false;
        }
        boolean dense = synced ? diff.firstUpdateId() == lastUpdateId + 1 : diff.firstUpdateId() <= lastUpdateId + 1;
        if (!dense) {
            throw diff.place()
                    .error("sequence gap: update " + diff.firstUpdateId() + " follows " + lastUpdateId
                            + (synced ? "" : " of the snapshot"));
        }
        if (!synced) {
            synced = true;
            firstMillis = diff.eventMillis();
        }
        return true;
    }

    @Override
    public void close() {
        reader.close();
    }
}
