package dev.flowmaker.research.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A morning of two levels written by hand in LOBSTER's format. */
class LobsterFormatTest {
    /** 09:30 in New York on 2012-06-21, which is 13:30 UTC. */
    private static final long OPEN_MILLIS = 1_340_285_400_000L;

    private static final List<String> MESSAGES = List.of(
            "34200.001,1,11,20,5853300,1",
            "34200.0025,4,12,8,5853500,-1",
            "34200.003,5,0,3,5853450,1",
            "34200.004,3,11,20,5853300,1",
            "34200.005,7,0,0,-1,-1");
    private static final List<String> BOOKS = List.of(
            "5853500,10,5853300,20,5853600,30,5853200,40",
            "5853500,2,5853300,20,5853600,30,5853200,40",
            "5853500,2,5853300,20,5853600,30,5853200,40",
            "5853500,2,5853200,40,5853600,30,-9999999999,0",
            "5853500,2,5853200,40,5853600,30,-9999999999,0");

    @TempDir
    private Path folder;

    private ImportSummary make(List<String> messages, List<String> books, boolean strict) throws IOException {
        Path message = Files.write(folder.resolve("ABC_2012-06-21_34200000_57600000_message_2.csv"), messages);
        Path book = Files.write(folder.resolve("ABC_2012-06-21_34200000_57600000_orderbook_2.csv"), books);
        return Tapes.make("lobster", folder.resolve("tape" + strict), strict, null, book, message);
    }

    private List<String> tape() {
        return Tapes.lines(folder.resolve("tapefalse")).stream()
                .map(line -> Long.parseLong(line.substring(0, line.indexOf(' ')))
                        - OPEN_MILLIS
                        + line.substring(line.indexOf(' ')))
                .toList();
    }

    @Test
    void shouldWriteEachRowAsAFrameAndExecutionsAsTrades() throws IOException {
        ImportSummary summary = make(MESSAGES, BOOKS, false);
        assertEquals(
                List.of(
                        "1 book SNAPSHOT b58533x20 b58532x40 a58535x10 a58536x30",
                        "2 BUY 58535x8",
                        "2 book a58535x2",
                        // Hidden, between two ticks.
                        "3 SELL 58534x3",
                        "3 book",
                        "4 book b58533x0",
                        "5 book"),
                tape());
        assertEquals("ABC/USD", summary.instrument().symbol());
        assertEquals("0.01", summary.instrument().tick().toString());
        assertEquals("1", summary.instrument().lot().toString());
        assertEquals(
                List.of(Finding.NO_TRADE, Finding.TRADE_OFF_TICK),
                summary.report().findings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message | 2 | 34200.0025,4,12,8,5853500 | column 6 is missing",
                "message | 2 | 34200.0025,4,12,8,5853500,0 | direction",
                "message | 2 | noon,4,12,8,5853500,1 | 'noon' in column 1 is not a number",
                "message | 2 | 99999999999,4,12,8,5853500,1 | not a time",
                "message | 2 | 34200.00251234567,4,12,8,5853500,1 | 9 decimals",
                "message | 3 | 34200.003,x,0,3,5853450,1 | 'x' in column 2 is not a whole number",
                "message | 3 | \"34200.003\",5,0,3,5853450,1 | quoted",
                "orderbook | 4 | 5853500,2,5853200 | 3 columns",
                "orderbook | 4 | 5853500,-2,5853200,40 | negative size",
                "orderbook | 4 | 5853500,2,5853200,40,5853400,30,5853100,1 | level 2 of the asks is not behind level 1",
            })
    void shouldNameFileAndLineOfBadRows(String file, int line, String bad, String words) throws IOException {
        List<String> messages = replaced(MESSAGES, file.equals("message"), line, bad);
        List<String> books = replaced(BOOKS, file.equals("orderbook"), line, bad);
        ImportSummary summary = make(messages, books, false);
        assertEquals(1, summary.report().count(Finding.BAD_LINE), "one row only, the files stay side by side");
        String example = summary.report().examples(Finding.BAD_LINE).get(0);
        assertTrue(example.contains("_" + file + "_2.csv:" + line + ": ") && example.contains(words), example);
        assertEquals(4, summary.books());
        assertThrows(ImportException.class, () -> make(messages, books, true));
    }

    private static List<String> replaced(List<String> lines, boolean here, int line, String with) {
        List<String> copy = new java.util.ArrayList<>(lines);
        if (here) {
            copy.set(line - 1, with);
        }
        return copy;
    }

    @Test
    void shouldLeaveOutStubQuotesBetweenTicks() throws IOException {
        List<String> books =
                BOOKS.stream().map(row -> row + ",9999999999,0,1234,100").toList();
        ImportSummary summary = make(MESSAGES, books.subList(0, 3), false);
        assertEquals("0.01", summary.instrument().tick().toString());
        assertEquals(1, summary.report().count(Finding.STUB_LEVEL));
    }

    @Test
    void shouldSayWhenOneFileIsLonger() throws IOException {
        ImportSummary summary = make(MESSAGES.subList(0, 3), BOOKS, false);
        assertTrue(summary.report().examples(Finding.UNEVEN).get(0).contains("orderbook_2.csv:4: "));
        assertEquals(3, summary.books());
    }

    @Test
    void shouldAskForWhatNamesDoNotSay() throws IOException {
        Path lonely = Files.write(folder.resolve("ABC_message_1.csv"), MESSAGES);
        assertThrows(ImportException.class, () -> Tapes.make("lobster", folder.resolve("t"), false, null, lonely));
        Path book = Files.write(folder.resolve("ABC_orderbook_1.csv"), BOOKS);
        ImportException undated = assertThrows(
                ImportException.class, () -> Tapes.make("lobster", folder.resolve("t"), false, null, lonely, book));
        assertTrue(String.valueOf(undated.getMessage()).contains("--date"), undated.getMessage());
    }
}
