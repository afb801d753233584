package dev.flowmaker.research.tape;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.capture.CaptureException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Tardis's {@code incremental_book_L2} and {@code trades} CSV files of one market, several days of each in order. Rows of
 * the same local time are one message of the venue, as Tardis's documentation says, and so are the rows of a snapshot;
 * rows of another exchange time begin a new one all the same. A snapshot after others is a new beginning: of a day's file,
 * or because the connection was made anew. Both kinds are merged by the exchange's time; at equal times trades come first,
 * as their frame follows from them.
 */
final class TardisFormat implements TapeFormat {
    private static final long NANOS_PER_MICRO = 1_000;
    /** Share of numbers that may be off the grid: a few damaged rows do not make a tick. */
    private static final double ABSURD = 0.0001;

    private final List<Path> bookFiles = new ArrayList<>();
    private final List<Path> tradeFiles = new ArrayList<>();
    private final @Nullable Pair pair;
    private final ImportReport report;
    private String symbol = "";
    private long lastBookMicros;

    TardisFormat(List<Path> files, @Nullable Pair pair, ImportReport report) {
        this.pair = pair;
        this.report = report;
        for (Path file : files) {
            try (TardisRows rows = new TardisRows(List.of(file))) {
                (rows.isBook() ? bookFiles : tradeFiles).add(file);
            }
        }
        if (bookFiles.isEmpty()) {
            throw new ImportException(
                    "none of the files is an incremental_book_L2, whose first line names is_snapshot");
        }
    }

    @Override
    public long totalBytes() {
        return Importer.sizeOf(bookFiles) + Importer.sizeOf(tradeFiles);
    }

    @Override
    public Survey survey(boolean unitsKnown, LongConsumer bytes) {
        UnitFinder prices = new UnitFinder(ABSURD);
        UnitFinder quantities = new UnitFinder(ABSURD);
        long done = 0;
        for (List<Path> files : List.of(bookFiles, tradeFiles)) {
            if (files.isEmpty()) {
                continue;
            }
            try (TardisRows rows = new TardisRows(files)) {
                while (!(unitsKnown && !symbol.isEmpty()) && nextGood(rows)) {
                    if (symbol.isEmpty()) {
                        symbol = rows.symbol();
                    }
                    prices.see(rows.price(), rows.priceScale());
                    quantities.see(rows.amount(), rows.amountScale());
                    bytes.accept(done + rows.bytesRead());
                }
                done += rows.bytesRead();
            }
        }
        if (symbol.isEmpty()) {
            throw new ImportException(bookFiles.get(0) + ": no rows");
        }
        return new Survey(symbol, pair == null ? Pair.ofVenue(symbol) : pair, prices, quantities);
    }

    private static boolean nextGood(TardisRows rows) {
        while (true) {
            try {
                return rows.next();
            } catch (CaptureException e) {
                // Met again, and reported, when played.
            }
        }
    }

    @Override
    public void play(TapeWriter tape, LongConsumer bytes) {
        try (TardisRows books = new TardisRows(bookFiles);
                TardisRows trades = tradeFiles.isEmpty() ? TardisRows.none() : new TardisRows(tradeFiles)) {
            boolean moreBooks = advance(books);
            boolean moreTrades = advance(trades);
            while (moreBooks || moreTrades) {
                if (moreBooks && (!moreTrades || books.micros() < trades.micros())) {
                    moreBooks = frame(books, tape);
                } else {
                    trade(trades, tape);
                    moreTrades = advance(trades);
                }
                bytes.accept(books.bytesRead() + trades.bytesRead());
            }
        }
    }

    /** Moves to the next good row of our symbol. */
    private boolean advance(TardisRows rows) {
        while (true) {
            try {
                if (!rows.next()) {
                    return false;
                }
                if (rows.symbol().equals(symbol)) {
                    return true;
                }
                report.add(Finding.OTHER_SYMBOL);
            } catch (CaptureException e) {
                report.add(e);
            }
        }
    }

    /** Writes the rows of one frame, the first of which is current; returns whether another row follows. */
    private boolean frame(TardisRows rows, TapeWriter tape) {
        long micros = rows.micros();
        long localMicros = rows.localMicros();
        boolean snapshot = rows.snapshot();
        Path file = rows.path();
        long line = rows.line();
        boolean known = snapshot || tape.hasBook();
        ResetReason reset =
                !snapshot ? ResetReason.NONE : tape.hasBook() ? ResetReason.RECONNECT : ResetReason.SNAPSHOT;
        if (reset == ResetReason.RECONNECT && rows.firstOfFile()) {
            report.add(Finding.DAY_SNAPSHOT);
        } else if (reset == ResetReason.RECONNECT) {
            report.add(Finding.GAP, file, line, "a new snapshot: the connection was made anew");
        }
        if (micros < lastBookMicros) {
            report.add(Finding.CLOCK_BACK, file, line, "time " + micros + " µs comes after " + lastBookMicros);
        }
        lastBookMicros = Math.max(lastBookMicros, micros);
        tape.beginBook(micros * NANOS_PER_MICRO, localMicros * NANOS_PER_MICRO, 0, reset);
        boolean more = true;
        while (more
                && rows.snapshot() == snapshot
                && (snapshot || (rows.micros() == micros && rows.localMicros() == localMicros))) {
            if (known) {
                tape.level(
                        rows.isSide("bid") ? Side.BUY : Side.SELL,
                        rows.price(),
                        rows.priceScale(),
                        rows.amount(),
                        rows.amountScale(),
                        rows.path(),
                        rows.line());
            } else {
                report.add(Finding.BEFORE_BOOK);
            }
            more = advance(rows);
        }
        if (known) {
            tape.endBook(micros * NANOS_PER_MICRO, file, line);
        }
        return more;
    }

    private void trade(TardisRows rows, TapeWriter tape) {
        if (!tape.hasBook()) {
            report.add(Finding.BEFORE_BOOK);
        } else if (rows.isSide("unknown")) {
            report.add(Finding.UNKNOWN_SIDE);
        } else {
            tape.trade(
                    rows.micros() * NANOS_PER_MICRO,
                    rows.localMicros() * NANOS_PER_MICRO,
                    id(rows.id()),
                    rows.isSide("buy") ? Side.BUY : Side.SELL,
                    rows.price(),
                    rows.priceScale(),
                    rows.amount(),
                    rows.amountScale(),
                    rows.path(),
                    rows.line());
        }
    }

    /** The number, or a hash of the text. */
    private static long id(String text) {
        if (text.length() <= 18 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32C hash = new CRC32C();
        hash.update(bytes);
        return hash.getValue() << 31 ^ text.hashCode();
    }
}
