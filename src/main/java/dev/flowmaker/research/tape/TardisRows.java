package dev.flowmaker.research.tape;

import dev.flowmaker.exchange.capture.CaptureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of Tardis's CSV files of one kind, file after file. Columns are found by the names in each file's first line. */
final class TardisRows implements AutoCloseable {
    private static final int ABSENT = -1;
    /** The year 2200. */
    private static final long LAST_MICROS = 7_258_118_400_000_000L;

    private final List<Path> files;
    private int fileIndex;
    private @Nullable CsvFile csv;
    private long finishedBytes;
    private int symbolColumn;
    private int timestampColumn;
    private int localColumn;
    private int snapshotColumn = ABSENT;
    private int sideColumn;
    private int priceColumn;
    private int amountColumn;
    private int idColumn = ABSENT;

    private String symbol = "";
    private long micros;
    private long localMicros;
    private boolean snapshot;
    private boolean startsFile;
    private boolean firstOfFile;
    private long price;
    private int priceScale;
    private long amount;
    private int amountScale;

    /** Opens the first file. */
    TardisRows(List<Path> files) {
        this.files = List.copyOf(files);
        if (!files.isEmpty()) {
            csv = open(files.get(0));
        }
    }

    static TardisRows none() {
        return new TardisRows(List.of());
    }

    private CsvFile open(Path file) {
        CsvFile opened = new CsvFile(file);
        header(opened);
        startsFile = true;
        String header = "," + String.join(",", columns(opened)).toLowerCase(Locale.ROOT) + ",";
        symbolColumn = column(header, "symbol", opened);
        timestampColumn = column(header, "timestamp", opened);
        localColumn = column(header, "local_timestamp", opened);
        sideColumn = column(header, "side", opened);
        priceColumn = column(header, "price", opened);
        amountColumn = column(header, "amount", opened);
        snapshotColumn = header.contains(",is_snapshot,") ? column(header, "is_snapshot", opened) : ABSENT;
        idColumn = header.contains(",id,") ? column(header, "id", opened) : ABSENT;
        return opened;
    }

    private static void header(CsvFile opened) {
        boolean any;
        try {
            any = opened.next();
        } catch (CaptureException e) {
            throw e.endsFile() ? e : opened.error("this is no first line of Tardis's CSV, which names the columns");
        }
        if (!any) {
            throw opened.error("the file is empty");
        }
    }

    private static List<String> columns(CsvFile file) {
        return java.util.stream.IntStream.range(0, file.columns())
                .mapToObj(file::text)
                .toList();
    }

    private static int column(String header, String name, CsvFile file) {
        int at = header.indexOf("," + name + ",");
        if (at < 0) {
            throw file.error("no column '" + name + "'; the first line must name the columns as Tardis does");
        }
        return (int) header.substring(0, at).chars().filter(c -> c == ',').count();
    }

    boolean isBook() {
        return snapshotColumn != ABSENT;
    }

    /**
     * Moves to the next row; false after the last file's last.
     *
     * @throws CaptureException when the row is not what it should be; the next call goes on behind it
     */
    boolean next() {
        while (csv != null) {
            CsvFile current = csv;
            try {
                if (current.next()) {
                    read(current);
                    firstOfFile = startsFile;
                    startsFile = false;
                    return true;
                }
            } catch (CaptureException e) {
                if (e.endsFile()) {
                    nextFile(current);
                }
                throw e;
            }
            nextFile(current);
        }
        return false;
    }

    private void nextFile(CsvFile ended) {
        finishedBytes += ended.bytesRead();
        ended.close();
        csv = null;
        fileIndex++;
        if (fileIndex < files.size()) {
            csv = open(files.get(fileIndex));
        }
    }

    private void read(CsvFile row) {
        if (!row.is(symbolColumn, symbol)) {
            symbol = row.text(symbolColumn);
        }
        micros = time(row, timestampColumn);
        localMicros = time(row, localColumn);
        row.decimal(priceColumn);
        price = row.mantissa();
        priceScale = row.scale();
        row.decimal(amountColumn);
        amount = row.mantissa();
        amountScale = row.scale();
        if (price < 0 || amount < 0) {
            throw row.error("a price or amount is negative");
        }
        if (isBook()) {
            snapshot = row.is(snapshotColumn, "true");
            if (!snapshot && !row.is(snapshotColumn, "false")) {
                throw row.error("'" + row.text(snapshotColumn) + "' is neither true nor false");
            }
            side(row, "bid", "ask");
        } else {
            side(row, "buy", "sell");
        }
    }

    private static long time(CsvFile row, int column) {
        long time = row.integer(column);
        if (time <= 0 || time > LAST_MICROS) {
            throw row.error("'" + row.text(column) + "' is not a time in microseconds since 1970");
        }
        return time;
    }

    private void side(CsvFile row, String buying, String selling) {
        if (!row.is(sideColumn, buying)
                && !row.is(sideColumn, selling)
                && (isBook() || !row.is(sideColumn, "unknown"))) {
            throw row.error("side '" + row.text(sideColumn) + "' is neither " + buying + " nor " + selling);
        }
    }

    private CsvFile row() {
        CsvFile current = csv;
        if (current == null) {
            throw new IllegalStateException("no row");
        }
        return current;
    }

    boolean isSide(String word) {
        return row().is(sideColumn, word);
    }

    String id() {
        return idColumn == ABSENT ? "" : row().text(idColumn);
    }

    String symbol() {
        return symbol;
    }

    long micros() {
        return micros;
    }

    long localMicros() {
        return localMicros;
    }

    boolean snapshot() {
        return snapshot;
    }

    /** Whether the row is the first good one of its file. */
    boolean firstOfFile() {
        return firstOfFile;
    }

    long price() {
        return price;
    }

    int priceScale() {
        return priceScale;
    }

    long amount() {
        return amount;
    }

    int amountScale() {
        return amountScale;
    }

    Path path() {
        return row().path();
    }

    long line() {
        return row().line();
    }

    long bytesRead() {
        return finishedBytes + (csv == null ? 0 : csv.bytesRead());
    }

    @Override
    public void close() {
        if (csv != null) {
            csv.close();
        }
    }
}
