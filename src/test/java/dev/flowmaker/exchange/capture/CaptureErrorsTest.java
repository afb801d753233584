package dev.flowmaker.exchange.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that cannot be played say which file, which line and why. */
class CaptureErrorsTest {
    private static final long MILLIS = 1_700_000_000_000L;

    @TempDir
    private Path folder;

    private Path write(String name, Consumer<CaptureFile> content) {
        Path file = folder.resolve(name);
        try (CaptureFile out = new CaptureFile(file)) {
            content.accept(out);
        }
        return file;
    }

    private static CaptureFile begin(CaptureFile out) {
        return out.snapshot(MILLIS, 10, Map.of(100L, 50L), Map.of(110L, 50L))
                .depth(MILLIS + 100, 10, 11, Map.of(101L, 5L), Map.of());
    }

    /** Plays to the end and returns the message it fails with. */
    private static String refused(Path... files) {
        CaptureException e = assertThrows(CaptureException.class, () -> {
            try (Exchange exchange = new Exchange(
                    Fixtures.settings(
                            Fixtures.instrument(1_000_000, 0),
                            new MarketSource.Capture(List.of(files)),
                            Fixtures.account("ann", 1, 1)),
                    new Recorder())) {
                while (!exchange.ended()) {
                    exchange.advanceTo(exchange.nextEventNanos());
                }
            }
        });
        return String.valueOf(e.getMessage());
    }

    private void refusedWith(String expected, int line, Consumer<CaptureFile> content) {
        Path file = write("broken.gz", content);
        String message = refused(file);
        assertTrue(message.startsWith(file + ":" + line + ": ") && message.contains(expected), message);
    }

    @Test
    void shouldRefuseAGapInTheSequence() {
        refusedWith(
                "sequence gap: update 13 follows 11",
                3,
                out -> begin(out).depth(MILLIS + 200, 13, 14, Map.of(), Map.of()));
        refusedWith(
                "sequence gap: update 12 follows 10 of the snapshot",
                2,
                out -> out.snapshot(MILLIS, 10, Map.of(100L, 50L), Map.of(110L, 50L))
                        .depth(MILLIS + 100, 12, 13, Map.of(), Map.of()));
        refusedWith(
                "sequence gap: update 11 follows 11",
                3,
                out -> begin(out).depth(MILLIS + 200, 11, 12, Map.of(), Map.of()));
    }

    @Test
    void shouldRefuseACaptureWithoutSnapshotOrFrames() {
        refusedWith("no depth snapshot", 1, out -> out.depth(MILLIS, 10, 11, Map.of(), Map.of()));
        refusedWith("no depth frame follows the snapshot", 1, out -> out.snapshot(MILLIS, 10, Map.of(), Map.of()));
    }

    @Test
    void shouldRefuseLinesThatAreNotWhatTheyShouldBe() {
        refusedWith(
                "not JSON", 3, out -> begin(out).line(MILLIS + "000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e"));
        refusedWith("not JSON", 3, out -> begin(out).line(MILLIS + "000000 hello"));
        refusedWith("not a JSON object", 3, out -> begin(out).line(MILLIS + "000000 []"));
        refusedWith("not '<receive time> <JSON>'", 3, out -> begin(out).line("{}"));
        refusedWith("receive time 'soon' is not a number", 3, out -> begin(out).line("soon {}"));
        refusedWith("receive time '17' is not a number", 3, out -> begin(out).line("17 {}"));
        refusedWith(
                "neither a combined-stream frame nor a depth snapshot",
                3,
                out -> begin(out).line(MILLIS + "000000 {}"));
        refusedWith("something follows the JSON object", 3, out -> begin(out).line(MILLIS + "000000 {} {}"));
        refusedWith(
                "without \"t\"",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + MILLIS
                                + ",\"T\":" + MILLIS + "}}"));
        refusedWith(
                "'1e5' is not a number",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + MILLIS
                                + ",\"s\":\"BTCUSDT\",\"t\":1,\"T\":" + MILLIS
                                + ",\"p\":\"1e5\",\"q\":\"1\",\"m\":true}}"));
    }

    @Test
    void shouldRefuseAnotherMarketOrAnotherGrid() {
        refusedWith(
                "is of ETHUSDT, the market is BTCUSDT",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"ethusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                                + MILLIS + ",\"s\":\"ETHUSDT\",\"U\":12,\"u\":12,\"b\":[],\"a\":[]}}"));
        refusedWith(
                "price 1.00500000 is not a multiple of 0.01",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                                + MILLIS
                                + ",\"s\":\"BTCUSDT\",\"U\":12,\"u\":12,\"b\":[[\"1.005\",\"1\"]],\"a\":[]}}"));
        refusedWith(
                "traded quantity 0.00000100 is not a multiple of 0.00001",
                3,
                out -> begin(out)
                        .line((MILLIS + 200) + "000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":"
                                + (MILLIS + 200) + ",\"s\":\"BTCUSDT\",\"t\":1,\"T\":" + (MILLIS + 200)
                                + ",\"p\":\"1\",\"q\":\"0.000001\",\"m\":true}}"));
    }

    @Test
    void shouldRoundDepthOffTheLotsDown() {
        Path file = write(
                "odd.gz",
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                                + (MILLIS + 200)
                                + ",\"s\":\"BTCUSDT\",\"U\":12,\"u\":12,\"b\":[],\"a\":[[\"2000\",\"25.426189\"]]}}"));
        try (Exchange exchange = new Exchange(
                Fixtures.settings(new MarketSource.Capture(List.of(file)), Fixtures.account("ann", 1, 1)),
                new Recorder())) {
            exchange.advanceTo(Fixtures.START_NANOS + 100_000_000);
            assertEquals(2_542_618, exchange.depth(0).lotsAt(dev.flowmaker.core.Side.SELL, 200_000));
        }
    }

    @Test
    void shouldRefuseFilesThatAreNoCaptures() throws IOException {
        Path missing = folder.resolve("missing.gz");
        assertEquals(missing + ":0: no such file", refused(missing));

        Path plain = folder.resolve("plain.txt");
        Files.writeString(plain, "1700000000000 {}\r\n");
        assertEquals(plain + ":1: neither a combined-stream frame nor a depth snapshot", refused(plain));

        Path whole = RandomCapture.write(folder, 1, 400).get(0);
        byte[] bytes = Files.readAllBytes(whole);
        Path truncated = folder.resolve("truncated.gz");
        Files.write(truncated, Arrays.copyOf(bytes, bytes.length / 2));
        String message = refused(truncated);
        assertTrue(
                message.matches(".*truncated\\.gz:[1-9]\\d+: the gzip file ends in the middle; it is truncated"),
                message);

        bytes[bytes.length / 2] ^= 0x55;
        Path damaged = folder.resolve("damaged.gz");
        Files.write(damaged, bytes);
        assertTrue(refused(damaged).startsWith(damaged + ":"));
    }

    @Test
    void shouldRefuseAFuturesCapture() {
        Path futures = SharedData.file("binance/usdm-btcusdt-20240808.gz");
        assertEquals(
                futures + ":1: a futures capture; only spot captures can be played on a spot market", refused(futures));
    }

    @Test
    void shouldRefuseFuturesTradesAndFramesOfItsOwnMaking() {
        refusedWith(
                "a futures capture",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + MILLIS
                                + ",\"T\":" + MILLIS
                                + ",\"s\":\"BTCUSDT\",\"t\":1,\"p\":\"1\",\"q\":\"1\",\"X\":\"MARKET\",\"m\":true}}"));
        refusedWith(
                "a futures capture",
                3,
                out -> begin(out)
                        .line(MILLIS + "000000 {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                                + MILLIS
                                + ",\"T\":" + MILLIS
                                + ",\"s\":\"BTCUSDT\",\"U\":11,\"u\":12,\"pu\":9,\"b\":[],\"a\":[]}}"));
    }

    @Test
    void shouldReadEveryKindOfRecord() {
        Path file = write(
                "all.gz",
                out -> begin(out)
                        .trade(MILLIS, 7, 100, 3, true)
                        .ticker(MILLIS, 12, 100, 1, 110, 2)
                        .line(MILLIS / 1000 + "123456 {\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\"}}"));
        try (CaptureReader reader = new CaptureReader(List.of(file))) {
            assertTrue(reader.next() instanceof CaptureRecord.Snapshot);
            assertTrue(reader.next() instanceof CaptureRecord.DepthDiff);
            CaptureRecord trade = reader.next();
            assertNotNull(trade);
            assertEquals(
                    new CaptureRecord.TradePrint(
                            new CaptureRecord.Place(file, 3, MILLIS * 1_000_000 + 1),
                            "BTCUSDT",
                            MILLIS,
                            MILLIS,
                            7,
                            100_000_000,
                            3_000,
                            true,
                            ""),
                    trade);
            CaptureRecord ticker = reader.next();
            assertNotNull(ticker);
            assertEquals(
                    new CaptureRecord.BookTicker(
                            new CaptureRecord.Place(file, 4, MILLIS * 1_000_000 + 1),
                            "BTCUSDT",
                            12,
                            CaptureRecord.NONE,
                            CaptureRecord.NONE,
                            100_000_000,
                            1_000,
                            110_000_000,
                            2_000),
                    ticker);
            assertNull(reader.next());
            assertEquals(1, reader.skippedLines());
        }
    }

    @Test
    void shouldReadLongLinesAndALastOneWithoutItsEnd() {
        String prefix = MILLIS + " {\"stream\":\"x@other\",\"data\":{\"text\":\"";
        Path file = write(
                "long.gz",
                out -> out.line(prefix + "y".repeat(300_000) + "\"}}")
                        .line(MILLIS + " {\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}")
                        .raw(MILLIS + " {\"lastUpdateId\":2,\"bids\":[],\"asks\":[[\"1\",\"2\"]]}"));
        try (CaptureReader reader = new CaptureReader(List.of(file))) {
            assertEquals(1, lastUpdateId(reader.next()));
            assertEquals(2, lastUpdateId(reader.next()));
            assertNull(reader.next());
            assertEquals(1, reader.skippedLines());
        }
    }

    private static long lastUpdateId(@Nullable CaptureRecord read) {
        return read instanceof CaptureRecord.Snapshot snapshot ? snapshot.lastUpdateId() : -1;
    }
}
