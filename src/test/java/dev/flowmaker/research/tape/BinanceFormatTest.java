package dev.flowmaker.research.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.market.Markets;
import dev.flowmaker.core.market.TouchFeed;
import dev.flowmaker.journal.JournalReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small captures written by hand, tick 0.01 and lot 0.1 given. */
class BinanceFormatTest {
    private static final String SNAPSHOT =
            "{\"lastUpdateId\":10,\"bids\":[[\"1.00\",\"5.0\"]],\"asks\":[[\"1.02\",\"4.0\"]]}";

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    private void add(String json) {
        lines.add(1_700_000_000_000L + lines.size() + " " + json);
    }

    /** A spot frame that sets the best bid's quantity. */
    private static String spot(long millis, long first, long last, String quantity) {
        return "{\"stream\":\"xusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + millis
                + ",\"s\":\"XUSDT\",\"U\":" + first + ",\"u\":" + last + ",\"b\":[[\"1.00\",\"" + quantity
                + "\"]],\"a\":[]}}";
    }

    private static String futures(long millis, long first, long last, long previous, String quantity) {
        return "{\"stream\":\"xusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + (millis + 7) + ",\"T\":"
                + millis + ",\"s\":\"XUSDT\",\"U\":" + first + ",\"u\":" + last + ",\"pu\":" + previous
                + ",\"b\":[[\"1.00\",\"" + quantity + "\"]],\"a\":[]}}";
    }

    private static String trade(long millis, long id, String quantity, boolean buyerIsMaker, String more) {
        return "{\"stream\":\"xusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + (millis + 9) + ",\"T\":" + millis
                + ",\"s\":\"XUSDT\",\"t\":" + id + ",\"p\":\"1.01\",\"q\":\"" + quantity + "\"" + more + ",\"m\":"
                + buyerIsMaker + "}}";
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private ImportSummary make(boolean strict) throws IOException {
        return Tapes.make("binance", folder.resolve("tape"), strict, "1", file("capture.txt"));
    }

    private List<String> tape() {
        return Tapes.lines(folder.resolve("tape"));
    }

    private static String problems(ImportSummary summary) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : summary.report().findings()) {
            out.append(finding)
                    .append('=')
                    .append(summary.report().count(finding))
                    .append(' ');
        }
        return out.toString().strip();
    }

    @Test
    void shouldJoinSpotFramesToTheirSnapshotAndSortTradesByTime() throws IOException {
        add(spot(1000, 5, 10, "1.0"));
        add(SNAPSHOT);
        add(spot(1100, 9, 12, "6.0"));
        add(spot(1200, 13, 13, "7.0"));
        // Made before the second frame, heard of after it.
        add(trade(1150, 1, "0.3", true, ""));
        add(trade(1200, 2, "0.4", false, ""));
        add(
                "{\"stream\":\"xusdt@bookTicker\",\"data\":{\"u\":13,\"s\":\"XUSDT\",\"b\":\"1.00\",\"B\":\"7.0\",\"a\":\"1.02\",\"A\":\"4.0\"}}");
        ImportSummary summary = make(true);
        assertEquals(
                List.of(
                        "1100 book SNAPSHOT b100x50 a102x40",
                        "1100 book b100x60",
                        "1150 SELL 101x3",
                        "1200 book b100x70",
                        "1200 BUY 101x4"),
                tape());
        assertEquals("BEFORE_SNAPSHOT=1 BEST_PRICE=1", problems(summary));
        assertEquals("X/USDT", summary.instrument().symbol());
    }

    private static String touch(long id, String bidQuantity, String more) {
        return "{\"stream\":\"xusdt@bookTicker\",\"data\":{" + more + "\"u\":" + id
                + ",\"s\":\"XUSDT\",\"b\":\"1.00\",\"B\":\"" + bidQuantity
                + "\",\"a\":\"1.02\",\"A\":\"4.0\"}}";
    }

    @Test
    void shouldPutBestPricesBetweenTheFramesByTheirIds() throws IOException {
        add(SNAPSHOT);
        add(touch(11, "5.1", ""));
        add(spot(1100, 9, 12, "6.0"));
        add(touch(13, "6.1", ""));
        add(touch(14, "6.2", ""));
        add(touch(14, "6.2", ""));
        add(touch(16, "6.4", ""));
        add(spot(1200, 13, 15, "6.3"));
        add(touch(15, "6.3", ""));
        add(spot(1300, 16, 16, "6.4"));
        add(touch(17, "6.5", ""));
        ImportSummary summary = make(true);
        assertEquals(
                List.of(
                        "1100 book SNAPSHOT b100x50 a102x40",
                        "1100 book b100x60",
                        // Received 4 and 3 ms before their frame.
                        "1196 touch 13 100x61 102x40",
                        "1197 touch 14 100x62 102x40",
                        "1200 book b100x63",
                        // Received 3 ms before its frame, and one before it of its own.
                        "1297 touch 16 100x64 102x40",
                        "1300 book b100x64"),
                tape());
        // Before the first frame, twice, after its frame, and without one.
        assertEquals("BEST_PRICE=4", problems(summary));
        assertEquals(3, summary.touches());
    }

    @Test
    void shouldGiveTheBestPricesOfFuturesTheirOwnTime() throws IOException {
        add(SNAPSHOT);
        add(futures(1100, 8, 10, 9, "6.0"));
        add(touch(12, "6.1", "\"T\":1150,\"E\":1151,"));
        add(futures(1200, 15, 16, 10, "7.0"));
        make(true);
        assertEquals("1150 touch 12 100x61 102x40", tape().get(2));
    }

    /** Every change of the best prices once: the flow of both feeds is that of the finest sequence there is. */
    @ParameterizedTest
    @CsvSource({
        "spot-btcusdt-20240808.gz, spot-btcusdt-20240809.gz, 5",
        "spot-nexousdt-20240723.gz, spot-nexousdt-20240724.gz, 2",
        "usdm-btcusdt-20240808.gz, usdm-btcusdt-20240808.gz, 3"
    })
    void shouldMakeTheFinestFlowOfTheSharedCaptures(String first, String second, int lotScale) throws IOException {
        Path[] files = Stream.of(first, second)
                .distinct()
                .map(name -> SharedData.file("binance/" + name))
                .toArray(Path[]::new);
        ImportSummary summary = Tapes.make("binance", folder.resolve("tape"), false, null, files);
        MarketBook merged = new MarketBook(Markets.btc(), new BookSettings(5000, Long.MAX_VALUE / 2, 0));
        MarketBook frames =
                new MarketBook(Markets.btc(), new BookSettings(5000, Long.MAX_VALUE / 2, 0, TouchFeed.DEPTH));
        long flow = 0;
        long frameFlow = 0;
        long finest = 0;
        long newestId = 0;
        TouchUpdate before = new TouchUpdate();
        TouchUpdate now = new TouchUpdate();
        try (JournalReader reader = JournalReader.open(folder.resolve("tape"))) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof BookUpdate update) {
                    merged.onBookUpdate(update);
                    frames.onBookUpdate(update);
                    flow += merged.flowLots();
                    frameFlow += frames.flowLots();
                    assertTrue(update.updateId >= newestId, "a frame behind a touch");
                    assertEquals(frames.bidTicks(), merged.bidTicks());
                    assertEquals(frames.askLots(), merged.askLots());
                } else if (message instanceof TouchUpdate touch) {
                    assertTrue(touch.updateId > newestId);
                    assertTrue(merged.onTouchUpdate(touch));
                    flow += merged.flowLots();
                } else {
                    continue;
                }
                assertEquals(BookStatus.OK, merged.status());
                newestId = Math.max(newestId, message instanceof TouchUpdate touch ? touch.updateId : 0);
                now.bidTicks = merged.shownTicks(Side.BUY);
                now.bidLots = merged.shownLots(Side.BUY);
                now.askTicks = merged.shownTicks(Side.SELL);
                now.askLots = merged.shownLots(Side.SELL);
                if (before.bidLots > 0) {
                    finest += (now.bidTicks >= before.bidTicks ? now.bidLots : 0)
                            - (now.bidTicks <= before.bidTicks ? before.bidLots : 0)
                            - (now.askTicks <= before.askTicks ? now.askLots : 0)
                            + (now.askTicks >= before.askTicks ? before.askLots : 0);
                }
                TouchUpdate swap = before;
                before = now;
                now = swap;
            }
        }
        assertEquals(finest, flow);
        assertTrue(flow != frameFlow, "the touches say nothing");
        assertTrue(summary.touches() > 30_000, () -> String.valueOf(summary.touches()));
        System.out.println(first + ": " + summary.touches() + " touches on the tape, "
                + summary.report().count(Finding.BEST_PRICE) + " left out, flow " + flow + " lots, of the frames alone "
                + frameFlow + ", lots of 10^-" + lotScale);
    }

    @Test
    void shouldJoinFuturesFramesByTheirOwnRuleAndClock() throws IOException {
        add(futures(1000, 5, 9, 4, "1.0"));
        add(SNAPSHOT);
        add(futures(1100, 8, 10, 9, "6.0"));
        add(futures(1200, 15, 16, 10, "7.0"));
        add(trade(1150, 1, "0.3", true, ",\"X\":\"MARKET\""));
        add(trade(1160, 2, "0.3", true, ",\"X\":\"INSURANCE_FUND\""));
        ImportSummary summary = make(true);
        assertEquals(
                List.of(
                        "1100 book SNAPSHOT b100x50 a102x40",
                        "1100 book b100x60",
                        "1150 SELL 101x3",
                        "1200 book b100x70"),
                tape());
        assertEquals("BEFORE_SNAPSHOT=1 NOT_MARKET=1", problems(summary));
    }

    @Test
    void shouldPutFramesBackInOrderAndSaySo() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(spot(1300, 13, 13, "3.0"));
        add(spot(1200, 12, 12, "2.0"));
        add(spot(1300, 13, 13, "3.0"));
        ImportSummary summary = make(false);
        assertEquals(List.of("1100 book b100x10", "1200 book b100x20", "1300 book b100x30"), tape().subList(1, 4));
        assertEquals("REORDERED=1 DUPLICATE=1", problems(summary));
        assertTrue(summary.report().examples(Finding.REORDERED).get(0).contains("capture.txt:4: "));
        assertTrue(summary.report().examples(Finding.DUPLICATE).get(0).contains("capture.txt:5: "));
    }

    @Test
    void shouldStartAgainFromTheNextSnapshotAfterAGap() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(spot(1200, 14, 14, "2.0"));
        add(SNAPSHOT.replace(":10,", ":15,").replace("5.0", "9.0"));
        add(spot(1300, 15, 16, "3.0"));
        ImportSummary summary = make(false);
        assertEquals(
                List.of(
                        "1100 book SNAPSHOT b100x50 a102x40",
                        "1100 book b100x10",
                        "1300 book RESYNC b100x90 a102x40",
                        "1300 book b100x30"),
                tape());
        assertEquals(2, summary.resets());
        assertEquals(1, summary.report().count(Finding.GAP));
        assertTrue(
                summary.report()
                        .examples(Finding.GAP)
                        .get(0)
                        .contains("capture.txt:3: sequence gap: the last update was 11"),
                summary.report().examples(Finding.GAP).toString());
    }

    @Test
    void shouldGoOnAfterAGapWithTheBookItKnows() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(spot(1200, 14, 14, "2.0"));
        add(spot(1300, 15, 15, "3.0"));
        ImportSummary summary = make(false);
        assertEquals("GAP=1", problems(summary));
        assertEquals(
                List.of("1100 book b100x10", "1200 book RESYNC b100x20 a102x40", "1300 book b100x30"),
                tape().subList(1, 4));
    }

    @Test
    void shouldLetTradesWaitForFramesThatWait() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(spot(2000, 13, 13, "3.0"));
        add(trade(1950, 1, "0.1", true, ""));
        add(trade(9000, 2, "0.2", true, ""));
        add(spot(1900, 12, 12, "2.0"));
        ImportSummary summary = make(false);
        assertEquals("REORDERED=1", problems(summary));
        assertEquals(
                List.of("1900 book b100x20", "1950 SELL 101x1", "2000 book b100x30", "9000 SELL 101x2"),
                tape().subList(2, 6));
    }

    @Test
    void shouldJoinALaterSnapshotAfterAGap() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        for (int i = 0; i <= DepthSequencer.HELD_LIMIT; i++) {
            add(spot(1200 + i, 14 + i, 14 + i, "2.0"));
        }
        long last = 14 + DepthSequencer.HELD_LIMIT;
        add(SNAPSHOT.replace(":10,", ":" + (last + 1) + ",").replace("5.0", "9.0"));
        add(spot(1400, last + 1, last + 1, "2.0"));
        add(spot(1500, last + 2, last + 2, "3.0"));
        ImportSummary summary = make(false);
        List<String> tape = tape();
        assertEquals("1200 book RESYNC b100x20 a102x40", tape.get(2));
        assertEquals("1500 book RESYNC b100x90 a102x40", tape.get(tape.size() - 2));
        assertEquals("1500 book b100x30", tape.get(tape.size() - 1));
        assertEquals(3, summary.resets());
    }

    @Test
    void shouldLetNewerLevelsPushOutThoseFromBeforeAGap() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        // The ask at 1.02 was taken in the frame that is missing.
        add(spot(1200, 14, 14, "2.0").replace("1.00", "1.03").replace("\"a\":[]", "\"a\":[[\"1.04\",\"1\"]]"));
        ImportSummary summary = make(false);
        assertEquals("GAP=1 STALE_LEVEL=1", problems(summary));
        assertEquals("1200 book RESYNC b103x20 b100x10 a104x10", tape().get(2));
    }

    @Test
    void shouldCountTradesThatAreMissingOrThereTwice() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(trade(1110, 1, "0.1", false, ""));
        add(trade(1120, 5, "0.1", false, ""));
        add(trade(1130, 4, "0.1", false, ""));
        add(trade(1130, 4, "0.1", false, ""));
        ImportSummary summary = make(false);
        assertEquals("MISSING_TRADES=2 DUPLICATE=1 TRADE_REORDERED=1", sorted(problems(summary)));
        assertEquals(3, summary.trades());
    }

    private static String sorted(String words) {
        String[] parts = words.split(" ");
        Arrays.sort(parts, (a, b) -> a.startsWith("M") ? -1 : b.startsWith("M") ? 1 : a.compareTo(b));
        return String.join(" ", parts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                              | BAD_LINE | not '<receive time> <JSON>'",
                "abc {}                                                | BAD_LINE | receive time 'abc' is not a number",
                "1700000000000 {\"stream\":                            | BAD_LINE | not JSON",
                "1700000000000 {\"x\":1}                               | BAD_LINE | neither a combined-stream frame",
                "1700000000000 {\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"s\":\"XUSDT\"}} | BAD_LINE | without \"T\"",
                "1700000000000 {\"stream\":\"xusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"T\":1,\"s\":\"XUSDT\",\"t\":1,\"p\":\"1,5\",\"q\":\"1\"}} | BAD_LINE | '1,5'",
            })
    void shouldNameFileAndLineOfBadInputAndGoOnOrStop(String bad, Finding finding, String words) throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        lines.add(bad);
        add(spot(1200, 12, 12, "2.0"));
        ImportSummary summary = make(false);
        assertEquals(3, summary.books());
        assertEquals(1, summary.report().count(finding));
        String example = summary.report().examples(finding).get(0);
        assertTrue(example.contains("capture.txt:3: ") && example.contains(words), example);
        ImportException stopped = assertThrows(
                ImportException.class,
                () -> Tapes.make("binance", folder.resolve("strict"), true, "1", folder.resolve("capture.txt")));
        assertTrue(String.valueOf(stopped.getMessage()).contains("capture.txt:3: "), stopped.getMessage());
        assertFalse(Files.exists(folder.resolve("strict")), "a strict import that stopped leaves no tape");
        try (var left = Files.list(folder)) {
            assertTrue(left.noneMatch(path -> path.toString().contains(".part-")), "nor half of one");
        }
    }

    @Test
    void shouldGoOnWithTheNextFileWhenOneIsTruncated() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        Path whole = folder.resolve("a.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length - 12));
        lines.clear();
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.0"));
        add(spot(1200, 12, 12, "2.0"));
        ImportSummary summary = Tapes.make("binance", folder.resolve("tape"), false, "1", whole, file("b.txt"));
        assertEquals(1, summary.report().count(Finding.UNREADABLE));
        assertTrue(summary.report().examples(Finding.UNREADABLE).get(0).contains("truncated"));
        assertEquals("1200 book b100x20", tape().get(tape().size() - 1));
    }

    @Test
    void shouldFindTickAndLotWhenNotGiven() throws IOException {
        add(SNAPSHOT);
        add(spot(1100, 11, 11, "1.25"));
        ImportSummary summary = Tapes.make("binance", folder.resolve("tape"), true, null, file("capture.txt"));
        assertEquals("0.01", summary.instrument().tick().toString());
        assertEquals("0.01", summary.instrument().lot().toString());
        assertTrue(summary.tickFound() && summary.lotFound());
    }

    @Test
    void shouldRefuseWhatCannotBecomeATape() throws IOException {
        add(spot(1100, 11, 11, "1.0"));
        ImportException none = assertThrows(ImportException.class, () -> make(false));
        assertTrue(String.valueOf(none.getMessage()).contains("capture.txt:1: no snapshot"), none.getMessage());
        Files.createDirectory(folder.resolve("tape"));
        ImportException there = assertThrows(ImportException.class, () -> make(false));
        assertTrue(String.valueOf(there.getMessage()).contains("exists already"), there.getMessage());
        ImportException missing = assertThrows(
                ImportException.class,
                () -> Tapes.make("binance", folder.resolve("other"), false, null, folder.resolve("no.gz")));
        assertTrue(String.valueOf(missing.getMessage()).contains("no.gz"), missing.getMessage());
    }
}
