package dev.flowmaker.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.RecordedSession;
import dev.flowmaker.replay.figures.MarketFigures;
import dev.flowmaker.replay.figures.Markout;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // what is not there fails the test
class ReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static JsonNode facts(Records records) throws IOException {
        return JSON.readTree(Report.facts(records, "test", TradedJournal.VERSION));
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    private static BigDecimal quanta(long quanta) {
        return BigDecimal.valueOf(quanta, 8);
    }

    private static void assertSums(JsonNode of) {
        assertEquals(
                0,
                decimal(of.get("total"))
                        .compareTo(decimal(of.get("spread"))
                                .add(decimal(of.get("inventory")))
                                .add(decimal(of.get("fees")))),
                () -> of.toString());
        assertTrue(of.get("exact").asBoolean());
    }

    private static void assertSame(long expected, JsonNode found) {
        assertEquals(0, quanta(expected).compareTo(decimal(found)), () -> quanta(expected) + " against " + found);
    }

    @Test
    void shouldTellWhatTheEngineEarnedToTheLastQuantum() throws IOException {
        for (int seed = 1; seed <= 2; seed++) {
            MemoryJournal journal = new MemoryJournal();
            List<ProfitAndLoss> profits = TradedJournal.write(journal, seed, 30, "BTC", "LTC");
            JsonNode facts = facts(journal.read());
            assertTrue(
                    facts.at("/proof/identical").asBoolean(),
                    () -> facts.get("proof").toString());
            long total = 0;
            for (int i = 0; i < profits.size(); i++) {
                JsonNode market = facts.get("markets").get(i);
                assertSums(market);
                assertSame(profits.get(i).totalQuanta(), market.get("total"));
                assertSame(profits.get(i).spreadQuanta(), market.get("spread"));
                assertSame(profits.get(i).inventoryQuanta(), market.get("inventory"));
                assertSame(-profits.get(i).feesQuanta(), market.get("fees"));
                assertTrue(market.at("/bought/fills").asInt() > 1, () -> "fills " + market.get("bought"));
                total += profits.get(i).totalQuanta();
            }
            JsonNode all = facts.get("totals").get(0);
            assertSums(all);
            assertSame(total, all.get("total"));
            assertTrue(decimal(all.at("/drawdown/amount")).signum() > 0);
        }
    }

    @Test
    void shouldAddUpSessions() throws IOException {
        MemoryJournal journal = new MemoryJournal();
        String configuration = TradedJournal.configuration("BTC").effective();
        RecordedSession first = RecordedSession.configured(journal, configuration, 1, 5, 1_000_000_000L, 50_000_000L);
        first.play(2_000);
        RecordedSession second =
                RecordedSession.configured(journal, configuration, 2, 6, 500_000_000_000L, 50_000_000L);
        second.play(2_000).stop();
        JsonNode facts = facts(journal.read());
        JsonNode market = facts.get("markets").get(0);
        assertSums(market);
        assertEquals(2, facts.get("sessions").size());
        assertTrue(
                market.at("/bought/fills").asInt() > 5,
                () -> market.get("bought").toString());
        assertSame(
                first.engine().market(0).profitAndLoss().totalQuanta()
                        + second.engine().market(0).profitAndLoss().totalQuanta(),
                market.get("total"));
    }

    /** From the records alone, with nothing of the report's. */
    @Test
    void shouldJudgeFillsAsTheRecordsSay() throws IOException {
        MemoryJournal journal = new MemoryJournal();
        TradedJournal.write(journal, 4, 60, "BTC");
        TreeMap<Long, Long> midByTime = new TreeMap<>();
        List<long[]> fills = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (Records records = journal.read()) {
            for (Message next = records.next(); next != null; next = records.next()) {
                if (next instanceof Decision decision
                        && decision.bidTicks != Instrument.NO_PRICE
                        && decision.askTicks != Instrument.NO_PRICE) {
                    midByTime.put(decision.timeNanos, decision.bidTicks + decision.askTicks);
                } else if (next instanceof Fill fill && seen.add(fill.side + " " + fill.tradeId)) {
                    fills.add(new long[] {fill.exchangeTimeNanos, fill.side.sign(), fill.priceTicks, fill.lots});
                }
            }
        }
        JsonNode points = facts(journal.read()).at("/markets/0/markouts/0/points");
        assertEquals(Markouts.HORIZON_MILLIS.length, points.size());
        int judged = 0;
        for (JsonNode point : points) {
            double lots = 0;
            double sum = 0;
            int count = 0;
            for (long[] fill : fills) {
                long at = fill[0] + point.get("millis").asLong() * 1_000_000;
                if (at <= midByTime.lastKey() && midByTime.floorKey(at) != null) {
                    sum += fill[3] * fill[1] * (midByTime.floorEntry(at).getValue() / 2.0 - fill[2]);
                    lots += fill[3];
                    count++;
                }
            }
            assertEquals(count, point.get("fills").asInt());
            if (count > 0) {
                assertEquals(sum / lots, point.get("ticks").asDouble(), 1e-9);
                judged++;
            }
        }
        assertTrue(judged >= 8 && fills.size() > 10, () -> fills.size() + " fills");
    }

    /** The report, a backtest and `explain` judge a fill from the same moment, the venue's time of it. */
    @Test
    void shouldJudgeFillsAsBacktestsDo() throws IOException {
        MemoryJournal journal = new MemoryJournal();
        TradedJournal.write(journal, 4, 60, "BTC");
        MarketFigures figures = new MarketFigures();
        long apart = 0;
        try (Records records = journal.read()) {
            for (Message next = records.next(); next != null; next = records.next()) {
                if (next instanceof Decision decision) {
                    figures.onDecision(decision);
                } else if (next instanceof Fill fill) {
                    figures.onFill(fill);
                    apart = Math.max(apart, fill.timeNanos - fill.exchangeTimeNanos);
                }
            }
        }
        assertTrue(apart >= 1_000_000, "reports take a while");
        JsonNode points = facts(journal.read()).at("/markets/0/markouts/0/points");
        int judged = 0;
        for (Markout markout : figures.markouts()) {
            for (JsonNode point : points) {
                if (point.get("millis").asLong() == 1_000L * markout.seconds() && markout.fills() > 0) {
                    assertEquals(markout.ticks(), point.get("ticks").asDouble(), 1e-9);
                    assertEquals(markout.fills(), point.get("fills").asInt());
                    judged++;
                }
            }
        }
        assertTrue(judged >= 2, points::toString);
    }

    @Test
    void shouldBeOneFileThatMayLoadNothing() throws Exception {
        Path journal = folder.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            TradedJournal.write(writer, 7, 15, "BTC");
        }
        Path page = folder.resolve("report.html");
        Report.write(journal, page, TradedJournal.VERSION, Explained.NOTHING, done -> {});
        String text = Files.readString(page);
        Matcher policy = Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(text);
        assertTrue(policy.find());
        assertTrue(policy.group(1).startsWith("default-src 'none';"), policy.group(1));
        Matcher scripts =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(text);
        assertTrue(scripts.find());
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
        assertTrue(policy.group(1).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"));
        assertFalse(scripts.find(), "one script that runs");
        assertFalse(Pattern.compile("(src|href)=\"(?!data:)").matcher(text).find(), "nothing is loaded");
        assertTrue(text.contains("The MIT License (MIT)"), "uPlot's notice goes with it");
        Report.write(journal, folder.resolve("again.html"), TradedJournal.VERSION, Explained.NOTHING, done -> {});
        assertEquals(text, Files.readString(folder.resolve("again.html")), "the same journal, the same page");
    }

    /** As the npm package uplot 1.6.32 has them. */
    @Test
    void shouldDrawWithUPlotUnchanged() throws Exception {
        assertEquals("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f", sha256("uPlot.iife.min.js"));
        assertEquals("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04", sha256("uPlot.min.css"));
        assertEquals("8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd", sha256("uPlot.LICENSE"));
    }

    private static String sha256(String name) throws Exception {
        try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(name))) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }

    @Test
    void shouldHoldWhatTheMarketWritesOutOfTheMarkup() throws IOException {
        MemoryJournal journal = new MemoryJournal();
        TradedJournal.write(journal, 8, 5, "BTC");
        Story story = Story.read(journal.read(), "</script><script>alert(1)</script>", done -> {});
        StringWriter out = new StringWriter();
        ReportPage.write(story, "<b>\"", "</script><script>alert(1)</script>", Explained.NOTHING, out);
        assertFalse(out.toString().contains("<script>alert"));
        assertTrue(out.toString().contains("<title>&lt;b&gt;&quot; – report</title>"));
    }

    @Test
    void shouldSayWhenThereIsNothingToReport() {
        MemoryJournal tape = new MemoryJournal();
        SessionStarted started = new SessionStarted();
        started.mode = "tape";
        tape.append(started);
        String said =
                assertThrows(ReportException.class, () -> facts(tape.read())).getMessage();
        assertTrue(said.startsWith("the journal is a tape"), said);
        said = assertThrows(ReportException.class, () -> facts(new MemoryJournal().read()))
                .getMessage();
        assertTrue(said.contains("no session"), said);
    }

    /** A journal that another build wrote differently: its money still comes from what was recorded. */
    @Test
    void shouldGoOnAfterADifferenceAndSaySo() throws IOException {
        MemoryJournal journal = new MemoryJournal();
        List<ProfitAndLoss> profits = TradedJournal.write(journal, 9, 20, "BTC");
        MemoryJournal altered = new MemoryJournal();
        int decisions = 0;
        try (Records records = journal.read()) {
            for (Message next = records.next(); next != null; next = records.next()) {
                if (next instanceof Decision decision && ++decisions == 100) {
                    decision.fairMicroTicks++;
                }
                altered.append(next);
            }
        }
        JsonNode facts = facts(altered.read());
        assertFalse(facts.at("/proof/identical").asBoolean());
        assertTrue(facts.at("/proof/difference").asText().startsWith("record "));
        assertSame(profits.get(0).totalQuanta(), facts.at("/markets/0/total"));
    }
}
