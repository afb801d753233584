package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.exchange.capture.CaptureException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * LOBSTER's days of NASDAQ: a message file and an order-book file of any number of levels, row for row. Each row is one
 * frame: the book after the message. Executions, visible (type 4) and hidden (5), are trades before their frame; the
 * order that rested names its side, who took is the other one. Times are seconds after midnight in New York of the day
 * that the file's name gives. Prices are in units of 0.0001 dollars, quantities in shares.
 */
final class LobsterFormat implements TapeFormat {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANO_SCALE = 9;
    private static final int PRICE_SCALE = 4;
    /** Prices from here on are whole cents: Regulation NMS, rule 612. */
    private static final long DOLLAR = 10_000;
    /** Share of best prices that may be off the tick. */
    private static final double ABSURD = 0.001;

    private static final int MOST_SECONDS = 172_800;
    private static final int EXECUTED = 4;
    private static final int EXECUTED_HIDDEN = 5;

    /** A day's two files. */
    record Day(Path messages, Path books, long midnightNanos) {}

    private final List<Day> days;
    private final Pair pair;
    private final String ticker;
    private final ImportReport report;
    private final BookRow before;
    private final BookRow now;

    LobsterFormat(List<Path> files, @Nullable Pair pair, @Nullable LocalDate date, ImportReport report) {
        this.days = days(files, date);
        String name = String.valueOf(days.get(0).messages.getFileName());
        this.ticker = name.contains("_") ? name.substring(0, name.indexOf('_')) : name;
        this.pair = pair == null ? new Pair(ticker, "USD") : pair;
        this.report = report;
        this.before = new BookRow(report);
        this.now = new BookRow(report);
    }

    private static List<Day> days(List<Path> files, @Nullable LocalDate date) {
        List<Path> books =
                files.stream().filter(file -> named(file, "orderbook")).toList();
        List<Path> messages =
                files.stream().filter(file -> named(file, "message")).toList();
        if (books.size() != messages.size() || books.size() + messages.size() != files.size() || books.isEmpty()) {
            throw new ImportException("lobster needs a message and an orderbook file for each day, with these words in"
                    + " their names; found " + messages.size() + " and " + books.size() + " in " + files.size());
        }
        List<Day> days = new ArrayList<>();
        for (Path message : messages) {
            String wanted = String.valueOf(message.getFileName()).replace("message", "orderbook");
            Path book = books.stream()
                    .filter(file -> String.valueOf(file.getFileName()).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new ImportException(message + ": there is no " + wanted + " with it"));
            days.add(new Day(message, book, midnight(message, date)));
        }
        return days;
    }

    private static boolean named(Path file, String word) {
        return String.valueOf(file.getFileName()).contains(word);
    }

    private static long midnight(Path file, @Nullable LocalDate given) {
        Matcher found = DATE.matcher(String.valueOf(file.getFileName()));
        LocalDate date = given;
        try {
            if (date == null && found.find()) {
                date = LocalDate.parse(found.group());
            }
        } catch (DateTimeException e) {
            throw new ImportException(file + ": '" + found.group() + "' in its name is not a day", e);
        }
        if (date == null) {
            throw new ImportException(file + ": no day like 2012-06-21 in its name; give it with --date");
        }
        return date.atStartOfDay(NEW_YORK).toEpochSecond() * NANOS_PER_SECOND;
    }

    @Override
    public long totalBytes() {
        return Importer.sizeOf(days.stream().map(Day::messages).toList())
                + Importer.sizeOf(days.stream().map(Day::books).toList());
    }

    @Override
    public Survey survey(boolean unitsKnown, LongConsumer bytes) {
        UnitFinder prices = UnitFinder.ofPowers(ABSURD);
        UnitFinder quantities = UnitFinder.ofPowers(0);
        quantities.see(1, 0);
        long done = 0;
        for (Day day : unitsKnown ? List.<Day>of() : days) {
            try (CsvFile books = new CsvFile(day.books)) {
                boolean more = true;
                while (more) {
                    try {
                        more = books.next();
                        if (more) {
                            now.read(books);
                            now.see(prices);
                        }
                    } catch (CaptureException e) {
                        more = !e.endsFile();
                    }
                    bytes.accept(done + books.bytesRead());
                }
                done += books.bytesRead();
            }
        }
        return new Survey(ticker, pair, prices, quantities);
    }

    @Override
    public void play(TapeWriter tape, LongConsumer bytes) {
        long done = 0;
        for (Day day : days) {
            before.clear();
            try (CsvFile messages = new CsvFile(day.messages);
                    CsvFile books = new CsvFile(day.books)) {
                boolean more = true;
                boolean first = true;
                while (more) {
                    try {
                        more = next(messages, books);
                        if (more) {
                            row(day, messages, books, tape, first);
                            first = false;
                        }
                    } catch (CaptureException e) {
                        report.add(e);
                        more = !e.endsFile();
                    }
                    bytes.accept(done + messages.bytesRead() + books.bytesRead());
                }
                done += messages.bytesRead() + books.bytesRead();
            }
        }
    }

    /** Moves both files on by a row, whatever is wrong with either, so that they stay side by side. */
    private boolean next(CsvFile messages, CsvFile books) {
        boolean message;
        try {
            message = messages.next();
        } catch (CaptureException e) {
            books.next();
            throw e;
        }
        boolean book = books.next();
        if (message != book) {
            CsvFile longer = message ? messages : books;
            report.add(Finding.UNEVEN, longer.path(), longer.line(), "the other file has no such row");
        }
        return message && book;
    }

    private void row(Day day, CsvFile messages, CsvFile books, TapeWriter tape, boolean first) {
        long timeNanos = day.midnightNanos + nanos(messages);
        int type = (int) messages.integer(1);
        now.read(books);
        if (type == EXECUTED || type == EXECUTED_HIDDEN) {
            long price = messages.integer(4);
            long direction = messages.integer(5);
            if (price <= 0 || messages.integer(3) <= 0 || Math.abs(direction) != 1) {
                throw messages.error("an execution needs a price, a size and a direction of 1 or -1");
            }
            if (!tape.hasBook()) {
                report.add(Finding.BEFORE_BOOK);
            } else {
                tape.trade(
                        timeNanos,
                        timeNanos,
                        messages.line(),
                        direction == 1 ? Side.SELL : Side.BUY,
                        price,
                        PRICE_SCALE,
                        messages.integer(3),
                        0,
                        messages.path(),
                        messages.line());
            }
        } else if (type < 1 || type > EXECUTED_HIDDEN) {
            report.add(Finding.NO_TRADE);
        }
        ResetReason reset = !first ? ResetReason.NONE : tape.hasBook() ? ResetReason.RESYNC : ResetReason.SNAPSHOT;
        tape.beginBook(timeNanos, timeNanos, messages.line(), reset);
        now.changes(before, Side.BUY, tape, books);
        now.changes(before, Side.SELL, tape, books);
        tape.endBook(timeNanos, books.path(), books.line());
        before.set(now);
    }

    private static long nanos(CsvFile messages) {
        messages.decimal(0);
        if (messages.scale() > NANO_SCALE
                || messages.mantissa() < 0
                || messages.mantissa() / Decimal.powerOfTen(messages.scale()) > MOST_SECONDS) {
            throw messages.error("'" + messages.text(0) + "' is not a time in seconds to 9 decimals");
        }
        long nanos = messages.mantissa();
        for (int scale = messages.scale(); scale < NANO_SCALE; scale++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** One row of the book: ask price, ask size, bid price, bid size, then the next level. */
    private static final class BookRow {
        private final ImportReport report;
        private long[] prices = new long[0];
        private long[] sizes = new long[0];
        private int levels;

        BookRow(ImportReport report) {
            this.report = report;
        }

        void clear() {
            levels = 0;
        }

        void set(BookRow other) {
            resize(other.levels);
            System.arraycopy(other.prices, 0, prices, 0, levels * 2);
            System.arraycopy(other.sizes, 0, sizes, 0, levels * 2);
        }

        private void resize(int count) {
            if (prices.length < count * 2) {
                prices = new long[count * 2];
                sizes = new long[count * 2];
            }
            levels = count;
        }

        void read(CsvFile row) {
            if (row.columns() % 4 != 0) {
                throw row.error(row.columns() + " columns; a level of each side takes four");
            }
            resize(row.columns() / 4);
            for (int i = 0; i < levels * 2; i++) {
                prices[i] = row.integer(i * 2);
                sizes[i] = row.integer(i * 2 + 1);
                if (sizes[i] < 0) {
                    throw row.error("a negative size in column " + (i * 2 + 2));
                }
            }
            check(row, Side.BUY);
            check(row, Side.SELL);
        }

        private void check(CsvFile row, Side side) {
            for (int level = 1; level < levels; level++) {
                int i = index(side, level);
                int better = index(side, level - 1);
                if (sizes[i] > 0 && (sizes[better] == 0 || !side.better(prices[better], prices[i]))) {
                    throw row.error("level " + (level + 1) + " of the " + (side == Side.BUY ? "bids" : "asks")
                            + " is not behind level " + level);
                }
            }
        }

        /** Stub quotes far below are in finer steps than the stock trades in, and do not count. */
        void see(UnitFinder finder) {
            for (int i = 0; i < levels * 2; i++) {
                if (sizes[i] > 0 && (i < 2 || prices[i] >= DOLLAR)) {
                    finder.see(prices[i], PRICE_SCALE);
                }
            }
        }

        private static int index(Side side, int level) {
            return level * 2 + (side == Side.SELL ? 0 : 1);
        }

        private boolean has(Side side, int level) {
            return level < levels && sizes[index(side, level)] > 0;
        }

        /** Writes what is not as it was: both lists are sorted from the best. */
        void changes(BookRow old, Side side, TapeWriter tape, CsvFile row) {
            int left = 0;
            int right = 0;
            while (old.has(side, left) || has(side, right)) {
                long was = old.has(side, left) ? old.prices[index(side, left)] : 0;
                long is = has(side, right) ? prices[index(side, right)] : 0;
                if (!has(side, right) || (old.has(side, left) && side.better(was, is))) {
                    level(tape, side, was, 0, row);
                    left++;
                } else if (!old.has(side, left) || side.better(is, was)) {
                    level(tape, side, is, sizes[index(side, right)], row);
                    right++;
                } else {
                    if (old.sizes[index(side, left)] != sizes[index(side, right)]) {
                        level(tape, side, is, sizes[index(side, right)], row);
                    }
                    left++;
                    right++;
                }
            }
        }

        private void level(TapeWriter tape, Side side, long price, long size, CsvFile row) {
            if (price < DOLLAR && !tape.onTick(price, PRICE_SCALE)) {
                report.add(Finding.STUB_LEVEL);
                return;
            }
            tape.level(side, price, PRICE_SCALE, size, 0, row.path(), row.line());
        }
    }
}
