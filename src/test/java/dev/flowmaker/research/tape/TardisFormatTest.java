package dev.flowmaker.research.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files written by hand in Tardis's format. */
class TardisFormatTest {
    private static final String BOOK = "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount";
    private static final String TRADES = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount";

    @TempDir
    private Path folder;

    private final List<String> books = new ArrayList<>(List.of(
            BOOK,
            "x,BTCUSDT,900000,900100,false,bid,100.5,9",
            "x,BTCUSDT,1000000,1000100,true,bid,100.5,2",
            "x,BTCUSDT,1000000,1000100,true,ask,101,3.5",
            "x,BTCUSDT,2000000,2000100,false,bid,100.5,1e-1",
            "x,BTCUSDT,2000000,2000100,false,ask,101,0",
            "x,BTCUSDT,2000000,2000200,false,ask,101.5,4"));
    private final List<String> trades = new ArrayList<>(List.of(
            TRADES,
            "x,BTCUSDT,950000,950100,6,buy,101,1",
            "x,BTCUSDT,2000000,2000300,7,buy,101,3.5",
            "x,BTCUSDT,2500000,2500300,a-8,sell,100.5,0.1",
            "x,BTCUSDT,2600000,2600300,9,unknown,100.5,0.1"));

    private ImportSummary make(boolean strict) throws IOException {
        Path trade = Files.write(folder.resolve("trades.csv"), trades);
        Path book = Files.write(folder.resolve("book.csv"), books);
        return Tapes.make("tardis", folder.resolve("tape" + strict), strict, null, trade, book);
    }

    @Test
    void shouldGroupRowsIntoFramesAndMergeTrades() throws IOException {
        ImportSummary summary = make(false);
        assertEquals(
                List.of(
                        "1000 book SNAPSHOT b1005x20 a1010x35",
                        "2000 BUY 1010x35",
                        "2000 book b1005x1 a1010x0",
                        "2000 book a1015x40",
                        "2500 SELL 1005x1"),
                Tapes.lines(folder.resolve("tapefalse")));
        assertEquals(2, summary.report().count(Finding.BEFORE_BOOK));
        assertEquals(1, summary.report().count(Finding.UNKNOWN_SIDE));
        assertEquals("BTC/USDT", summary.instrument().symbol());
        assertEquals("0.1", summary.instrument().tick().toString());
    }

    @Test
    void shouldBeginAnewWithALaterSnapshot() throws IOException {
        books.add("x,BTCUSDT,3000000,3000100,true,bid,99,2");
        books.add("x,BTCUSDT,3000000,3000100,true,ask,99.5,2");
        ImportSummary summary = make(false);
        assertEquals(2, summary.resets());
        assertTrue(summary.report().examples(Finding.GAP).get(0).contains("book.csv:8: "));
        assertTrue(Tapes.lines(folder.resolve("tapefalse")).contains("3000 book RECONNECT b990x20 a995x20"));
        assertThrows(ImportException.class, () -> make(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,BTCUSDT,2000000,2000100,false,bid,100.5 | column 8 is missing",
                "x,BTCUSDT,2000000,2000100,perhaps,bid,100.5,1 | neither true nor false",
                "x,BTCUSDT,2000000,2000100,false,buy,100.5,1 | side 'buy' is neither bid nor ask",
                "x,BTCUSDT,2000000,2000100,false,bid,1oo,1 | '1oo' in column 7 is not a number",
                "x,BTCUSDT,20000000000000000,2000100,false,bid,100.5,1 | not a time in microseconds",
                "x,BTCUSDT,now,2000100,false,bid,100.5,1 | 'now' in column 3 is not a whole number",
                "x,BTCUSDT,2000000,2000100,false,bid,100.5,-1 | negative",
                "x,BTCUSDT,2000000,2000100,false,bid,1e30,1 | too large",
                "x,BTCUSDT,2000000,2000100,false,bid,1e-30,1 | too many decimals",
            })
    void shouldNameFileAndLineOfBadRows(String bad, String words) throws IOException {
        books.add(5, bad);
        ImportSummary summary = make(false);
        assertEquals(1, summary.report().count(Finding.BAD_LINE));
        String example = summary.report().examples(Finding.BAD_LINE).get(0);
        assertTrue(example.contains("book.csv:6: ") && example.contains(words), example);
        ImportException stopped = assertThrows(ImportException.class, () -> make(true));
        assertTrue(String.valueOf(stopped.getMessage()).contains("book.csv:6: "), stopped.getMessage());
    }

    @Test
    void shouldTakeADaysFirstSnapshotForNoGap() throws IOException {
        Path first = Files.write(folder.resolve("day1.csv"), books);
        Path second = Files.write(
                folder.resolve("day2.csv"),
                List.of(BOOK, "x,BTCUSDT,3000000,3000100,true,bid,99,2", "x,BTCUSDT,3000000,3000100,true,ask,99.5,2"));
        ImportSummary summary = Tapes.make("tardis", folder.resolve("tape"), true, null, first, second);
        assertEquals(1, summary.report().count(Finding.DAY_SNAPSHOT));
        assertEquals(2, summary.resets());
    }

    @Test
    void shouldReadWhatEditorsLeaveBehind() throws IOException {
        Files.writeString(
                folder.resolve("windows.csv"),
                "\uFEFF" + String.join("\r\n", books).replaceAll("(?m)^(x|exchange),", ""));
        Tapes.make("tardis", folder.resolve("tape"), true, null, folder.resolve("windows.csv"));
        assertEquals(3, Tapes.lines(folder.resolve("tape")).size());
    }

    @Test
    void shouldNotLetAFewAbsurdRowsMakeTheTick() throws IOException {
        for (int i = 0; i < 30_000; i++) {
            books.add(
                    "x,BTCUSDT," + (3_000_000 + i) + "," + (3_000_100 + i) + ",false,bid,100.5," + (1 + i % 9) + ".5");
        }
        books.add("x,BTCUSDT,4000000,4000100,false,bid,0.00000000000000001,1");
        books.add("x,BTCUSDT,4000001,4000101,false,bid,99999999999999999,1");
        books.add("x,BTCUSDT,99999999999999999,99999999999999999,false,bid,1,1");
        ImportSummary summary = make(false);
        assertEquals("0.5", summary.instrument().tick().toString());
        assertEquals(1, summary.report().count(Finding.LEVEL_OFF_TICK));
        assertEquals(
                2,
                summary.report().count(Finding.BAD_LINE),
                summary.report().examples(Finding.BAD_LINE).toString());
    }

    @Test
    void shouldRefuseFilesOfAnotherKind() throws IOException {
        books.set(0, BOOK.replace("price", "cost"));
        RuntimeException unnamed = assertThrows(RuntimeException.class, () -> make(false));
        assertTrue(
                String.valueOf(unnamed.getMessage()).contains("book.csv:1: no column 'price'"), unnamed.getMessage());
        books.set(0, "{\"stream\":\"x\"}");
        RuntimeException json = assertThrows(RuntimeException.class, () -> make(false));
        assertTrue(String.valueOf(json.getMessage()).contains("book.csv:1: this is no first line"), json.getMessage());
        books.set(0, BOOK.replace("is_snapshot", "id"));
        RuntimeException noBook = assertThrows(RuntimeException.class, () -> make(false));
        assertTrue(String.valueOf(noBook.getMessage()).contains("is_snapshot"), noBook.getMessage());
        Path nowhere = folder.resolve("nowhere.csv");
        ImportException missing = assertThrows(
                ImportException.class, () -> Tapes.make("tardis", folder.resolve("t"), false, null, nowhere));
        assertEquals(nowhere + ": no such file", missing.getMessage());
        ImportException unnamed2 = assertThrows(
                ImportException.class, () -> Tapes.make("tardis", folder.resolve("t"), false, null, folder));
        assertTrue(String.valueOf(unnamed2.getMessage()).contains("is a folder"), unnamed2.getMessage());
    }
}
