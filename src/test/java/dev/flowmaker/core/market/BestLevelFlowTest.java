package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestLevelFlowTest {
    /** Best bid and ask before and after, and what each side adds to e_n: worked out by hand from the definition. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'bid grows',            100, 5, 100, 8,   101, 7, 101, 7,    3,  0",
        "'bid shrinks',          100, 5, 100, 1,   101, 7, 101, 7,   -4,  0",
        "'bid moves up',         100, 5, 102, 3,   105, 7, 105, 7,    3,  0",
        "'bid moves down',       100, 5,  98, 9,   105, 7, 105, 7,   -5,  0",
        "'ask grows',            100, 5, 100, 5,   101, 7, 101, 9,    0, -2",
        "'ask shrinks',          100, 5, 100, 5,   101, 7, 101, 1,    0,  6",
        "'ask moves down',       100, 5, 100, 5,   105, 7, 103, 4,    0, -4",
        "'ask moves up',         100, 5, 100, 5,   101, 7, 103, 2,    0,  7",
        "'both move up',         100, 5, 101, 6,   102, 7, 103, 8,    6,  7",
        "'nothing happens',      100, 5, 100, 5,   101, 7, 101, 7,    0,  0",
    })
    void shouldFollowTheDefinition(
            String what,
            long bid,
            long bidLots,
            long newBid,
            long newBidLots,
            long ask,
            long askLots,
            long newAsk,
            long newAskLots,
            long bidFlow,
            long askFlow) {
        assertEquals(bidFlow, BestLevelFlow.of(Side.BUY, bid, bidLots, newBid, newBidLots), what);
        assertEquals(askFlow, BestLevelFlow.of(Side.SELL, ask, askLots, newAsk, newAskLots), what);

        MarketBook book = Markets.book(0);
        book.onBookUpdate(Markets.frame(1_000_000, ResetReason.SNAPSHOT, -bid, bidLots, ask, askLots));
        assertFalse(book.flowKnown(Side.BUY));
        assertEquals(0, book.flowLots());
        book.onBookUpdate(
                Markets.frame(2_000_000, ResetReason.NONE, -bid, 0, ask, 0, -newBid, newBidLots, newAsk, newAskLots));
        assertTrue(book.flowKnown(Side.BUY) && book.flowKnown(Side.SELL));
        assertEquals(bidFlow + askFlow, book.flowLots());
    }

    @Test
    void shouldBeNothingWhereASideIsEmpty() {
        assertEquals(0, BestLevelFlow.of(Side.BUY, Instrument.NO_PRICE, 0, 100, 5));
        assertEquals(0, BestLevelFlow.of(Side.SELL, 100, 5, Instrument.NO_PRICE, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "NEXOUSDT_1000ms,     1000,  0.001, 0.01",
        "NEXOUSDT_10000ms,    10000, 0.001, 0.01",
        "BTCUSDT_SPOT_1000ms, 1000,  0.01,  0.00001",
        "BTCUSDT_USDM_1000ms, 1000,  0.1,   0.001",
    })
    void shouldEqualTheOracleBinByBin(String bins, long binMillis, String tick, String lot) {
        Path oracle = SharedData.file("oracle/" + bins + "_bins.csv.gz");
        List<Path> captures = captures(bins).map(SharedData::file).toList();
        List<String> expected = new ArrayList<>();
        CaptureFrames.lines(oracle, expected::add);
        List<String> actual = bins(new CaptureFrames(bins.contains("USDM"), tick, lot).read(captures), binMillis);
        assertEquals(expected.size() - 1, actual.size());
        for (int k = 0; k < actual.size(); k++) {
            assertEquals(firstFiveColumns(expected.get(k + 1)), actual.get(k));
        }
    }

    private static Stream<String> captures(String bins) {
        if (bins.startsWith("NEXO")) {
            return Stream.of("binance/spot-nexousdt-20240723.gz", "binance/spot-nexousdt-20240724.gz");
        }
        return bins.contains("SPOT")
                ? Stream.of("binance/spot-btcusdt-20240808.gz", "binance/spot-btcusdt-20240809.gz")
                : Stream.of("binance/usdm-btcusdt-20240808.gz");
    }

    private static String firstFiveColumns(String line) {
        int end = 0;
        for (int column = 0; column < 5; column++) {
            end = line.indexOf(',', end + 1);
        }
        return line.substring(0, end);
    }

    /** Bins closed on the right; the mid at a boundary is that of the last frame at or before it. */
    private static List<String> bins(List<BookUpdate> frames, long binMillis) {
        MarketBook book = Markets.book(0);
        List<String> bins = new ArrayList<>();
        long binNanos = binMillis * 1_000_000L;
        long start = -Math.floorDiv(-frames.get(1).timeNanos, binNanos) * binNanos;
        long end = start;
        long flow = 0;
        long mid2 = 0;
        long midAtStart = 0;
        for (BookUpdate frame : frames) {
            while (frame.reset == ResetReason.NONE && frame.timeNanos > end) {
                if (end > start) {
                    bins.add(bins.size() + "," + end / 1_000_000L + "," + midAtStart + "," + mid2 + "," + flow);
                }
                flow = 0;
                midAtStart = mid2;
                end += binNanos;
            }
            book.onBookUpdate(frame);
            assertEquals(BookStatus.OK, book.status());
            flow += book.flowLots();
            mid2 = book.mid2Ticks();
        }
        if (frames.get(frames.size() - 1).timeNanos == end) {
            bins.add(bins.size() + "," + end / 1_000_000L + "," + midAtStart + "," + mid2 + "," + flow);
        }
        assertEquals(
                frames.size() - 1,
                frames.stream().filter(f -> f.reset == ResetReason.NONE).count());
        assertEquals(1, book.restarts());
        return bins;
    }
}
