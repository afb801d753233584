package dev.flowmaker.research.tape;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.capture.CaptureException;
import dev.flowmaker.exchange.capture.CaptureReader;
import dev.flowmaker.exchange.capture.CaptureRecord;
import dev.flowmaker.exchange.capture.CaptureRecord.BookTicker;
import dev.flowmaker.exchange.capture.CaptureRecord.DepthDiff;
import dev.flowmaker.exchange.capture.CaptureRecord.Place;
import dev.flowmaker.exchange.capture.CaptureRecord.Snapshot;
import dev.flowmaker.exchange.capture.CaptureRecord.TradePrint;
import dev.flowmaker.exchange.capture.Levels;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Captures of Binance's combined streams, spot or futures, one market. The clock is {@code E} for spot frames, {@code T}
 * for futures frames and all trades. Trades reach the capturing machine after the frames that show them already, so a
 * second is read ahead to sort by time; equal times stay as they came.
 *
 * <p>Best prices ({@code bookTicker}) lie between the frames by their ids. Of spot markets they carry no time: each is put
 * as long before the frame that has it in it as it was received before that, and not before the frame before.
 */
final class BinanceFormat implements TapeFormat {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long READ_AHEAD_MILLIS = 1_000;
    private static final int READ_AHEAD_RECORDS = 100_000;
    /** Share of quantities that may be from a time of smaller lots. */
    private static final double OLD_LOTS = 0.001;

    /** A record at its time, UTC nanoseconds, with the snapshot that a frame joins. */
    private record Timed(
            long nanos,
            long order,
            CaptureRecord record,
            @Nullable Snapshot before,
            ResetReason reset) {}

    private final List<Path> files;
    private final @Nullable Pair pair;
    private final ImportReport report;
    private final PriorityQueue<Timed> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Timed::nanos).thenComparingLong(Timed::order));
    private final SeenIds tradeIds = new SeenIds();
    private String symbol = "";
    private String firstProblem = "";
    private long newestMillis;
    private long lastFrameMillis;
    private long playedNanos;
    /** Best prices whose frame has not been read yet. */
    private final Deque<BookTicker> waiting = new ArrayDeque<>();

    private long lastFrameId;
    private long lastTouchId;
    private long lastTouchNanos;
    private long order;

    BinanceFormat(List<Path> files, @Nullable Pair pair, ImportReport report) {
        this.files = files;
        this.pair = pair;
        this.report = report;
    }

    @Override
    public long totalBytes() {
        return Importer.sizeOf(files);
    }

    @Override
    public Survey survey(boolean unitsKnown, LongConsumer bytes) {
        UnitFinder prices = new UnitFinder(0);
        UnitFinder quantities = new UnitFinder(OLD_LOTS);
        String wanted = pair == null ? "" : pair.base() + pair.quote();
        try (CaptureReader reader = new CaptureReader(files)) {
            for (CaptureRecord found = nextGood(reader); found != null; found = nextGood(reader)) {
                if (symbol.isEmpty() && (wanted.isEmpty() || wanted.equals(symbolOf(found)))) {
                    symbol = symbolOf(found);
                }
                if (unitsKnown && !symbol.isEmpty()) {
                    break;
                }
                see(found, prices, quantities);
                bytes.accept(reader.bytesRead());
            }
        }
        if (symbol.isEmpty()) {
            throw new ImportException(
                    files.get(0) + ": no depth frame or trade" + (wanted.isEmpty() ? "" : " of " + wanted)
                            + " in the capture; is it one of Binance's combined streams?"
                            + (firstProblem.isEmpty() ? "" : " First of all: " + firstProblem));
        }
        return new Survey(symbol, pair == null ? Pair.ofVenue(symbol) : pair, prices, quantities);
    }

    private @Nullable CaptureRecord nextGood(CaptureReader reader) {
        while (true) {
            try {
                return reader.next();
            } catch (CaptureException e) {
                // Met again, and reported, when played.
                firstProblem = firstProblem.isEmpty() ? String.valueOf(e.getMessage()) : firstProblem;
            }
        }
    }

    private void see(CaptureRecord found, UnitFinder prices, UnitFinder quantities) {
        if (found instanceof Snapshot snapshot) {
            see(snapshot.bids(), prices, quantities);
            see(snapshot.asks(), prices, quantities);
        } else if (found instanceof DepthDiff diff && diff.symbol().equals(symbol)) {
            see(diff.bids(), prices, quantities);
            see(diff.asks(), prices, quantities);
        } else if (found instanceof TradePrint trade && trade.symbol().equals(symbol)) {
            prices.see(trade.priceE8(), CaptureRecord.SCALE);
            quantities.see(trade.quantityE8(), CaptureRecord.SCALE);
        }
    }

    private static void see(Levels levels, UnitFinder prices, UnitFinder quantities) {
        for (int i = 0; i < levels.size(); i++) {
            prices.see(levels.priceE8(i), CaptureRecord.SCALE);
            quantities.see(levels.quantityE8(i), CaptureRecord.SCALE);
        }
    }

    private static String symbolOf(CaptureRecord found) {
        if (found instanceof DepthDiff diff) {
            return diff.symbol();
        }
        return found instanceof TradePrint trade ? trade.symbol() : "";
    }

    @Override
    public void play(TapeWriter tape, LongConsumer bytes) {
        DepthSequencer depth = new DepthSequencer(report, this::queue);
        try (CaptureReader reader = new CaptureReader(files)) {
            boolean more = true;
            while (more) {
                try {
                    CaptureRecord found = reader.next();
                    more = found != null;
                    if (found != null) {
                        accept(found, depth);
                    }
                } catch (CaptureException e) {
                    report.add(e);
                }
                // While a frame is missing, what comes after the last one waits for it.
                long limit = newestMillis - READ_AHEAD_MILLIS;
                play(tape, depth.waiting() ? Math.min(limit, lastFrameMillis) : limit);
                bytes.accept(reader.bytesRead());
            }
            for (long i = reader.skippedLines(); i > 0; i--) {
                report.add(Finding.OTHER_STREAM);
            }
        }
        depth.finish();
        waiting.forEach(left -> report.add(Finding.BEST_PRICE));
        play(tape, Long.MAX_VALUE);
        if (tradeIds.missing() > 0) {
            report.add(
                    Finding.MISSING_TRADES,
                    tradeIds.missing(),
                    files.get(0) + ": " + tradeIds.missing() + " trade ids are missing up to " + tradeIds.newest());
        }
    }

    private void accept(CaptureRecord found, DepthSequencer depth) {
        if (found instanceof BookTicker touch) {
            accept(touch);
        } else if (found instanceof Snapshot snapshot) {
            depth.accept(snapshot);
        } else if (!symbolOf(found).equals(symbol)) {
            report.add(Finding.OTHER_SYMBOL);
        } else if (found instanceof DepthDiff diff) {
            depth.accept(diff);
        } else if (found instanceof TradePrint trade) {
            accept(trade);
        }
    }

    private void accept(BookTicker touch) {
        if (!touch.symbol().equals(symbol)) {
            report.add(Finding.OTHER_SYMBOL);
        } else if (touch.updateId() <= Math.max(lastTouchId, lastFrameId) || waiting.size() == READ_AHEAD_RECORDS) {
            report.add(Finding.BEST_PRICE);
        } else {
            lastTouchId = touch.updateId();
            waiting.add(touch);
        }
    }

    /** Places the best prices that a frame has in it before it, if the frame follows another. */
    private void queueTouches(DepthDiff frame, boolean follows, long millisBefore) {
        long frameNanos = lastFrameMillis * NANOS_PER_MILLI;
        while (!waiting.isEmpty() && waiting.getFirst().updateId() <= frame.lastUpdateId()) {
            BookTicker touch = waiting.removeFirst();
            if (!follows || touch.updateId() <= lastFrameId) {
                report.add(Finding.BEST_PRICE);
                continue;
            }
            boolean timed = touch.transactionMillis() != CaptureRecord.NONE;
            long lead = Math.max(0, frame.place().receiveNanos() - touch.place().receiveNanos());
            long nanos = timed ? touch.transactionMillis() * NANOS_PER_MILLI : frameNanos - lead;
            long earliest = Math.max(lastTouchNanos, millisBefore * NANOS_PER_MILLI);
            lastTouchNanos = Math.min(frameNanos, Math.max(earliest, nanos));
            ahead.add(new Timed(lastTouchNanos, order++, touch, null, ResetReason.NONE));
        }
    }

    private void accept(TradePrint trade) {
        Place place = trade.place();
        SeenIds.Kind kind = tradeIds.add(trade.tradeId());
        if (kind == SeenIds.Kind.SEEN) {
            report.add(Finding.DUPLICATE, place.file(), place.line(), "trade " + trade.tradeId() + " was there before");
            return;
        }
        if (kind == SeenIds.Kind.LATE) {
            report.add(
                    Finding.TRADE_REORDERED,
                    place.file(),
                    place.line(),
                    "trade " + trade.tradeId() + " comes after " + tradeIds.newest());
        }
        if (!trade.orderType().isEmpty() && !trade.orderType().equals("MARKET")) {
            report.add(Finding.NOT_MARKET);
            return;
        }
        queue(trade.tradeMillis(), trade, null, ResetReason.NONE);
    }

    private void queue(@Nullable Snapshot before, ResetReason reset, DepthDiff diff) {
        long millis = clock(diff);
        if (millis < lastFrameMillis) {
            Place place = diff.place();
            report.add(
                    Finding.CLOCK_BACK,
                    place.file(),
                    place.line(),
                    "time " + millis + " ms comes after " + lastFrameMillis);
        }
        long millisBefore = lastFrameMillis;
        lastFrameMillis = Math.max(lastFrameMillis, millis);
        queueTouches(diff, before == null && reset == ResetReason.NONE, millisBefore);
        lastFrameId = diff.lastUpdateId();
        queue(lastFrameMillis, diff, before, reset);
    }

    private static long clock(DepthDiff diff) {
        return diff.futures() ? diff.transactionMillis() : diff.eventMillis();
    }

    private void queue(long millis, CaptureRecord found, @Nullable Snapshot before, ResetReason reset) {
        if (millis * NANOS_PER_MILLI < playedNanos) {
            Place place = found.place();
            report.add(
                    Finding.LATE,
                    place.file(),
                    place.line(),
                    "time " + millis + " ms, but " + playedNanos / NANOS_PER_MILLI + " is written already");
        }
        newestMillis = Math.max(newestMillis, millis);
        ahead.add(new Timed(millis * NANOS_PER_MILLI, order++, found, before, reset));
    }

    private void play(TapeWriter tape, long untilMillis) {
        for (Timed next = ahead.peek();
                next != null
                        && (Math.floorDiv(next.nanos, NANOS_PER_MILLI) <= untilMillis
                                || ahead.size() > READ_AHEAD_RECORDS);
                next = ahead.peek()) {
            ahead.remove();
            playedNanos = Math.max(playedNanos, next.nanos);
            if (next.record instanceof DepthDiff diff) {
                write(next, diff, tape);
            } else if (next.record instanceof BookTicker touch) {
                write(next.nanos, touch, tape);
            } else if (next.record instanceof TradePrint trade) {
                write(trade, tape);
            }
        }
    }

    private static void write(Timed at, DepthDiff diff, TapeWriter tape) {
        long nanos = at.nanos;
        Place place = diff.place();
        if (at.before != null) {
            tape.beginBook(0, at.before.place().receiveNanos(), at.before.lastUpdateId(), at.reset);
            levels(Side.BUY, at.before.bids(), tape, at.before.place());
            levels(Side.SELL, at.before.asks(), tape, at.before.place());
            tape.endBook(nanos, at.before.place().file(), at.before.place().line());
        }
        boolean afterGap = at.before == null && at.reset != ResetReason.NONE;
        ResetReason reset = afterGap ? at.reset : ResetReason.NONE;
        tape.beginBook(clock(diff) * NANOS_PER_MILLI, place.receiveNanos(), diff.lastUpdateId(), reset);
        if (afterGap) {
            tape.carryBook();
        }
        levels(Side.BUY, diff.bids(), tape, place);
        levels(Side.SELL, diff.asks(), tape, place);
        tape.endBook(nanos, place.file(), place.line());
    }

    private static void levels(Side side, Levels levels, TapeWriter tape, Place place) {
        for (int i = 0; i < levels.size(); i++) {
            tape.level(
                    side,
                    levels.priceE8(i),
                    CaptureRecord.SCALE,
                    levels.quantityE8(i),
                    CaptureRecord.SCALE,
                    place.file(),
                    place.line());
        }
    }

    private static void write(long nanos, BookTicker touch, TapeWriter tape) {
        boolean timed = touch.transactionMillis() != CaptureRecord.NONE;
        tape.touch(
                nanos,
                timed ? touch.transactionMillis() * NANOS_PER_MILLI : 0,
                touch.place().receiveNanos(),
                touch.updateId(),
                touch.bidPriceE8(),
                touch.bidQuantityE8(),
                touch.askPriceE8(),
                touch.askQuantityE8(),
                CaptureRecord.SCALE,
                touch.place().file(),
                touch.place().line());
    }

    private void write(TradePrint trade, TapeWriter tape) {
        if (!tape.hasBook()) {
            report.add(Finding.BEFORE_BOOK);
            return;
        }
        tape.trade(
                trade.tradeMillis() * NANOS_PER_MILLI,
                trade.place().receiveNanos(),
                trade.tradeId(),
                trade.buyerIsMaker() ? Side.SELL : Side.BUY,
                trade.priceE8(),
                CaptureRecord.SCALE,
                trade.quantityE8(),
                CaptureRecord.SCALE,
                trade.place().file(),
                trade.place().line());
    }
}
