package dev.flowmaker.exchange.capture;

import dev.flowmaker.exchange.capture.CaptureRecord.BookTicker;
import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Snapshot;
import dev.flowmaker.exchange.capture.CaptureRecord.TradePrint;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
 * before the first kept frame are dropped.
 *
 * <p>Touches (bookTicker) lie between the frames by their ids. They carry no time: each takes that of the frame that has
 * it in it, less the time it was received before that frame, but is after the frame before. One that was received after
 * its frame, or has none, is dropped, and so is one before the first frame.
 */
final class CaptureFeed implements AutoCloseable {
    private static final long READ_AHEAD_MILLIS = 1_000;
    private static final int READ_AHEAD_RECORDS = 100_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A record with the exchange's time it is played at, UTC nanoseconds. */
    record Timed(long nanos, long order, CaptureRecord record) {
        long millis() {
            return Math.floorDiv(nanos, NANOS_PER_MILLI);
        }
    }

    private final List<Path> files;
    private final String symbol;
    private final CaptureReader reader;
    private final PriorityQueue<Timed> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Timed::nanos).thenComparingLong(Timed::order));
    private final Snapshot snapshot;
    private boolean synced;
    private boolean exhausted;
    /** Touches whose frame has not been read yet. */
    private final Deque<BookTicker> waiting = new ArrayDeque<>();

    private long firstMillis;
    private long newestMillis;
    private long lastPlayedNanos;
    private long lastTouchNanos;
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
            if (next.millis() >= firstMillis) {
                lastPlayedNanos = Math.max(lastPlayedNanos, next.nanos);
                return new Timed(lastPlayedNanos, next.order, next.record);
            }
        }
    }

    private boolean enoughRead() {
        Timed head = ahead.peek();
        return head != null && (newestMillis >= head.millis() + READ_AHEAD_MILLIS || ahead.size() > READ_AHEAD_RECORDS);
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
        } else if (found instanceof BookTicker touch) {
            if (touch.transactionMillis() != CaptureRecord.NONE) {
                throw touch.place().error("a futures capture; only spot captures can be played on a spot market");
            }
            of = touch.symbol();
        }
        if (!of.equals(symbol)) {
            throw found.place().error("is of " + of + ", the market is " + symbol);
        }
    }

    private void accept(CaptureRecord found) {
        if (found instanceof DepthDiff diff && follows(diff)) {
            long before = lastFrameMillis;
            lastFrameMillis = Math.max(lastFrameMillis + 1, diff.eventMillis());
            queueTouches(diff, before);
            lastUpdateId = diff.lastUpdateId();
            queue(lastFrameMillis * NANOS_PER_MILLI, diff);
        } else if (found instanceof TradePrint trade) {
            queue(trade.tradeMillis() * NANOS_PER_MILLI, trade);
        } else if (found instanceof BookTicker touch && waiting.size() < READ_AHEAD_RECORDS) {
            waiting.add(touch);
        }
    }

    /** Places the touches that a frame has in it before it. */
    private void queueTouches(DepthDiff frame, long millisBefore) {
        long frameNanos = lastFrameMillis * NANOS_PER_MILLI;
        long earliest = Math.max(lastTouchNanos, Math.max(0, millisBefore) * NANOS_PER_MILLI + 1);
        while (!waiting.isEmpty() && waiting.getFirst().updateId() <= frame.lastUpdateId()) {
            BookTicker touch = waiting.removeFirst();
            if (touch.updateId() > lastUpdateId && millisBefore != Long.MIN_VALUE) {
                long lead = frame.place().receiveNanos() - touch.place().receiveNanos();
                long nanos = Math.min(frameNanos, Math.max(earliest, frameNanos - Math.max(0, lead)));
                earliest = nanos;
                lastTouchNanos = nanos;
                queue(nanos, touch);
            }
        }
    }

    private void queue(long nanos, CaptureRecord found) {
        newestMillis = Math.max(newestMillis, Math.floorDiv(nanos, NANOS_PER_MILLI));
        ahead.add(new Timed(nanos, order++, found));
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
