package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.AssetRow;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Snapshots;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudyTest {
    private static final long MILLI = 1_000_000;
    private static final long SEED = 7;

    private final MemoryJournal journal = new MemoryJournal();
    private final BookUpdate update = new BookUpdate();

    private static SessionStarted started(String mode, String... symbols) {
        SessionStarted started = new SessionStarted();
        started.mode = mode;
        started.assets.add(new AssetRow("X", 8));
        started.assets.add(new AssetRow("USDT", 8));
        for (String symbol : symbols) {
            started.instruments.add(new InstrumentRow(
                    symbol, symbol, 0, 1, new Decimal(1, 2), new Decimal(1, 1), 1, 1_000_000, 1, 1_000_000, 0, 0, 0));
        }
        return started;
    }

    private void book(long millis, int market, ResetReason reset, long bid, long bidLots, long ask, long askLots) {
        update.timeNanos = millis * MILLI;
        update.market = market;
        update.reset = reset;
        update.levels.clear();
        if (reset == ResetReason.NONE) {
            // The other prices of a small grid are gone.
            for (long price = 90; price < 130; price++) {
                update.levels.add(Side.BUY, price, 0);
                update.levels.add(Side.SELL, price, 0);
            }
        }
        update.levels.add(Side.BUY, bid, bidLots);
        update.levels.add(Side.SELL, ask, askLots);
        journal.append(update);
    }

    private TapeScan scan(@Nullable String market, List<String> seen) {
        TapeScan scan = new TapeScan(market, 1, List.of(new TapeScan.Listener() {
            @Override
            public void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted) {
                seen.add(timeNanos / MILLI + " " + book.bestTicks(Side.BUY) + " " + (emitted ? flow.flowLots(0) : "-"));
            }

            @Override
            public void trade(long timeNanos, Side aggressor, long priceTicks, long lots) {
                seen.add(timeNanos / MILLI + " " + aggressor + " " + lots);
            }
        }));
        scan.read(journal.read());
        return scan;
    }

    @Test
    void shouldDropCrossedStatesAndStartCleanAfterAReset() {
        journal.append(started("tape", "X/USDT"));
        book(1, 0, ResetReason.NONE, 100, 5, 102, 5);
        book(2, 0, ResetReason.SNAPSHOT, 100, 5, 102, 5);
        book(3, 0, ResetReason.NONE, 100, 6, 102, 5);
        book(4, 0, ResetReason.NONE, 103, 50, 103, 5);
        book(5, 0, ResetReason.NONE, 100, 8, 102, 5);
        book(4, 0, ResetReason.NONE, 100, 9, 102, 5);
        book(6, 0, ResetReason.RESYNC, 110, 9, 112, 5);
        book(7, 0, ResetReason.NONE, 110, 10, 112, 5);
        List<String> seen = new ArrayList<>();
        TapeScan scan = scan(null, seen);
        assertEquals(List.of("2 100 -", "3 100 1", "5 100 2", "5 100 1", "6 110 -", "7 110 1"), seen);
        assertEquals(1, scan.dropped());
        assertEquals(1, scan.resets());
        assertEquals(6, scan.states());
    }

    @Test
    void shouldReadOneMarketOfSeveral() {
        journal.append(started("live", "A/USDT", "B/USDT"));
        book(1, 0, ResetReason.SNAPSHOT, 100, 5, 102, 5);
        book(2, 1, ResetReason.SNAPSHOT, 120, 5, 122, 5);
        Trade trade = new Trade();
        trade.timeNanos = 3 * MILLI;
        trade.market = 1;
        trade.lots = 4;
        journal.append(trade);
        List<String> seen = new ArrayList<>();
        scan("B/USDT", seen);
        assertEquals(List.of("2 120 -", "3 BUY 4"), seen);
        assertThrows(StudyException.class, () -> scan(null, seen));
        assertThrows(StudyException.class, () -> scan("C/USDT", seen));
    }

    @Test
    void shouldGoOnFromTheBookALaterDayBeginsWith() {
        OrderBook before = new OrderBook();
        before.set(Side.BUY, 100, 5);
        before.set(Side.SELL, 102, 5);
        Snapshots.begin(journal, started("tape", "X/USDT"), before::visitState, MILLI);
        book(2, 0, ResetReason.NONE, 101, 6, 102, 5);
        List<String> seen = new ArrayList<>();
        scan(null, seen);
        assertEquals(List.of("2 101 -"), seen);
    }

    /** A market whose mid follows its flow, an hour long. */
    private Study study() {
        Random random = new Random(SEED);
        journal.append(started("tape", "X/USDT"));
        long bid = 100;
        book(500, 0, ResetReason.SNAPSHOT, bid, 50, bid + 1, 50);
        for (int i = 1; i <= 36_000; i++) {
            long bidLots = 1L + random.nextInt(100);
            long askLots = 1L + random.nextInt(100);
            if (random.nextInt(4) == 0) {
                bid = Math.min(115, Math.max(95, bid + (bidLots > askLots ? 1 : -1)));
            }
            book(500 + i * 100L, 0, ResetReason.NONE, bid, bidLots, bid + 1, askLots);
        }
        return Study.of(journal::read, new Study.Options(null, List.of(1_000L), 10), records -> {});
    }

    @Test
    void shouldWriteTheShapeOthersRead() throws IOException {
        Study study = study();
        StringWriter text = new StringWriter();
        StudyJson.write(study, text);
        JsonNode bins = new ObjectMapper().readTree(text.toString()).get("bins").get(0);
        assertEquals(1_000, bins.get("binMillis").asInt());
        assertEquals(3_599, bins.get("k").asInt());
        assertEquals(35_990, bins.get("events").asInt());
        assertTrue(bins.get("sumOfi1").isIntegralNumber() && bins.get("sumTi").isIntegralNumber());
        for (String name : List.of("ofi1", "ti", "sum5", "sum10")) {
            for (String field : List.of("slope", "t", "tWhite", "r2")) {
                assertTrue(bins.get(name).has(field), name + "." + field);
            }
        }
        assertTrue(bins.get("both").get("r2").isNumber());
        assertTrue(bins.get("vector5").has("r2") && bins.get("vector10").has("r2"));
        for (String field : List.of("slope", "t", "r2", "pc1Share")) {
            assertTrue(bins.get("integrated").get(field).isNumber(), field);
        }
        assertTrue(bins.get("outOfSample").get("ofi1").isNumber());
        assertTrue(bins.get("outOfSample").get("integrated").isNumber());
        assertEquals(0, bins.get("ti").get("r2").asDouble(), "there was no trade");
        assertTrue(bins.get("ti").get("t").isNull(), "no number is null");
    }

    @Test
    void shouldShowTextAndAPageThatLoadsNothing() throws IOException {
        Study study = study();
        StringWriter text = new StringWriter();
        StudyText.print(study, new PrintWriter(text));
        assertTrue(text.toString().contains("Bins of 1000 ms: 3,599"), text.toString());
        assertTrue(text.toString().contains("microPrice"), text.toString());
        StringWriter page = new StringWriter();
        StudyPage.write(study, page);
        String html = page.toString();
        assertEquals(4, html.split("<svg ", -1).length - 1);
        assertTrue(html.contains("<polyline") && html.endsWith("</html>\n"));
        assertFalse(html.contains("http") || html.contains("src=") || html.contains("NaN"), html);
    }

    @Test
    void shouldSayOfAFewBinsWhatCanBeSaid() throws IOException {
        journal.append(started("tape", "X/USDT"));
        book(500, 0, ResetReason.SNAPSHOT, 100, 5, 102, 5);
        for (int i = 1; i < 50; i++) {
            book(500 + i * 100, 0, ResetReason.NONE, 100 + i % 3, 6, 104, 5);
        }
        Study study = Study.of(journal::read, new Study.Options(null, List.of(1_000L, 10_000L), 10), records -> {});
        StringWriter text = new StringWriter();
        StudyJson.write(study, text);
        JsonNode bins = new ObjectMapper().readTree(text.toString()).get("bins");
        assertEquals(4, bins.get(0).get("k").asInt());
        assertTrue(bins.get(0).get("ofi1").get("slope").isNumber());
        assertTrue(bins.get(0).get("vector10").get("r2").isNull(), "ten slopes of four bins");
        assertEquals(0, bins.get(1).get("k").asInt());
        assertTrue(bins.get(1).get("ofi1").get("slope").isNull());
        StudyText.print(study, new PrintWriter(text));
        assertTrue(text.toString().contains("too few bins"), text.toString());
        StudyPage.write(study, text);
    }

    @Test
    void shouldRefuseATapeShorterThanABin() {
        journal.append(started("tape", "X/USDT"));
        book(500, 0, ResetReason.SNAPSHOT, 100, 5, 102, 5);
        book(900, 0, ResetReason.NONE, 100, 6, 102, 5);
        StudyException few = assertThrows(
                StudyException.class,
                () -> Study.of(journal::read, new Study.Options(null, List.of(1_000L), 5), records -> {}));
        assertTrue(String.valueOf(few.getMessage()).startsWith("the tape holds no whole bin"), few.getMessage());
        assertThrows(StudyException.class, () -> new Study.Options(null, List.of(0L), 5));
    }
}
