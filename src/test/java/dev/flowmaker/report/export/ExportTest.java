package dev.flowmaker.report.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.TimerFired;
import dev.flowmaker.core.inventory.ProfitAndLoss;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.Stats;
import dev.flowmaker.report.Report;
import dev.flowmaker.report.ReportException;
import dev.flowmaker.report.TradedJournal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // what is not there fails the test
class ExportTest {
    @TempDir
    private static Path shared;

    private static Path journal;
    private static List<ProfitAndLoss> profits;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trade() {
        journal = shared.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            profits = TradedJournal.write(writer, 11, 40, "BTC", "LTC");
        }
    }

    private Export.Written export(Export.Format format, List<Table> tables) throws IOException {
        return Export.write(journal, tables, format, folder, TradedJournal.VERSION, done -> {});
    }

    /** A file's rows, by column. Written for these files: no cell has a line break. */
    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> names = cells(in.readLine());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> cells = cells(line);
                assertEquals(names.size(), cells.size(), line);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), cells.get(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static Stats stats() {
        Stats stats = new Stats();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.advance()) {
                stats.add(reader);
            }
        }
        return stats;
    }

    @Test
    void shouldWriteEveryRecordsRows() throws IOException {
        Export.Written written = export(Export.Format.CSV, Schema.TABLES);
        assertTrue(written.identical());
        Stats stats = stats();
        assertEquals(stats.records(), written.records());
        assertEquals(stats.count(MessageKind.DECISION), written.rows().get(Schema.DECISIONS));
        assertEquals(stats.count(MessageKind.TRADE), written.rows().get(Schema.TRADES));
        assertEquals(stats.count(MessageKind.PLACE_ORDER), written.rows().get(Schema.ORDERS));
        assertEquals(2, written.rows().get(Schema.INSTRUMENTS));
        for (Table table : Schema.TABLES) {
            List<Map<String, String>> rows = csv(folder.resolve(Export.Format.CSV.file(table)));
            assertEquals(written.rows().get(table), rows.size(), table.name());
        }
        Set<String> frames = new HashSet<>();
        csv(folder.resolve("books.csv.gz")).forEach(row -> frames.add(row.get("sequence")));
        assertEquals(stats.count(MessageKind.BOOK_UPDATE), frames.size());

        Map<String, String> session = csv(folder.resolve("sessions.csv.gz")).get(0);
        JsonNode configuration = new ObjectMapper().readTree(session.get("configuration"));
        assertTrue(configuration.isObject(), "quotes and commas come through: " + session);
        assertEquals("2023-11-14T22:13:20Z", session.get("time"));
    }

    @Test
    void shouldHoldPricesThatAreTheSumsOfTheirParts() throws IOException {
        export(Export.Format.CSV, List.of(Schema.QUOTES, Schema.FILLS, Schema.ORDERS));
        int priced = 0;
        for (Map<String, String> row : csv(folder.resolve("quotes.csv.gz"))) {
            if (!row.get("price_ticks").isEmpty()) {
                long sum = 0;
                for (Map.Entry<String, String> cell : row.entrySet()) {
                    sum += cell.getKey().startsWith("part_") ? Long.parseLong(cell.getValue()) : 0;
                }
                assertEquals(Long.parseLong(row.get("price_ticks")) * 1_000_000, sum);
                priced++;
            }
        }
        assertTrue(priced > 100);
        Map<String, Long> lotsByOrder = new HashMap<>();
        for (Map<String, String> row : csv(folder.resolve("fills.csv.gz"))) {
            lotsByOrder.merge(row.get("order_id"), Long.parseLong(row.get("lots")), Long::sum);
        }
        assertTrue(lotsByOrder.size() > 5);
        for (Map<String, String> row : csv(folder.resolve("orders.csv.gz"))) {
            long filled = lotsByOrder.getOrDefault(row.get("order_id"), 0L);
            assertEquals(filled, Long.parseLong(row.get("filled_lots")));
            assertEquals(row.get("end").equals("filled"), filled == Long.parseLong(row.get("lots")), row::toString);
            assertFalse(row.get("end").equals("open"), "all was canceled at the end");
        }
    }

    @Test
    void shouldEndWithTheEnginesProfit() throws IOException {
        export(Export.Format.CSV, List.of(Schema.PNL));
        Map<String, Map<String, String>> last = new HashMap<>();
        for (Map<String, String> row : csv(folder.resolve("pnl.csv.gz"))) {
            assertEquals(
                    Long.parseLong(row.get("total_quanta")),
                    Long.parseLong(row.get("spread_quanta"))
                            + Long.parseLong(row.get("inventory_quanta"))
                            - Long.parseLong(row.get("fees_quanta"))
                            + Long.parseLong(row.get("funding_quanta")));
            last.put(row.get("symbol"), row);
        }
        assertEquals(
                Long.toString(profits.get(0).totalQuanta()),
                last.get("BTC/USDT").get("total_quanta"));
        assertEquals(
                Long.toString(profits.get(1).spreadQuanta()),
                last.get("LTC/USDT").get("spread_quanta"));
    }

    /** From the files alone: mids of decisions, prices of fills. */
    @Test
    void shouldGiveTheReportsMarkouts() throws IOException {
        export(Export.Format.CSV, List.of(Schema.DECISIONS, Schema.FILLS));
        JsonNode markets;
        try (JournalReader reader = JournalReader.open(journal)) {
            markets = new ObjectMapper()
                    .readTree(Report.facts(reader, "test", TradedJournal.VERSION))
                    .get("markets");
        }
        int judged = 0;
        for (JsonNode market : markets) {
            String symbol = market.get("symbol").asText();
            TreeMap<Long, Long> mids = new TreeMap<>();
            for (Map<String, String> row : csv(folder.resolve("decisions.csv.gz"))) {
                if (row.get("symbol").equals(symbol)
                        && !row.get("mid_half_ticks").isEmpty()) {
                    mids.put(Long.parseLong(row.get("time_nanos")), Long.parseLong(row.get("mid_half_ticks")));
                }
            }
            for (String curve : List.of("all fills", "buys", "sells")) {
                for (JsonNode points : market.get("markouts")) {
                    if (points.get("name").asText().equals(curve)) {
                        judged += judge(points.get("points"), curve, symbol, mids);
                    }
                }
            }
        }
        assertTrue(judged > 30, "points " + judged);
    }

    private int judge(JsonNode points, String curve, String symbol, NavigableMap<Long, Long> mids) throws IOException {
        int judged = 0;
        List<Map<String, String>> fills = csv(folder.resolve("fills.csv.gz"));
        for (JsonNode point : points) {
            long sum = 0;
            long lots = 0;
            for (Map<String, String> row : fills) {
                boolean buy = row.get("side").equals("buy");
                boolean wanted = curve.startsWith("all") || curve.equals("buys") == buy;
                String venue = row.get("exchange_time_nanos");
                long at = Long.parseLong(venue.isEmpty() ? row.get("time_nanos") : venue)
                        + point.get("millis").asLong() * 1_000_000;
                if (wanted && row.get("symbol").equals(symbol) && at <= mids.lastKey() && at >= mids.firstKey()) {
                    long size = Long.parseLong(row.get("lots"));
                    long away = mids.floorEntry(at).getValue() - 2 * Long.parseLong(row.get("price_ticks"));
                    sum += (buy ? 1 : -1) * size * away;
                    lots += size;
                }
            }
            assertEquals(lots == 0, point.get("ticks").isNull());
            if (lots > 0) {
                assertEquals(sum / 2.0 / lots, point.get("ticks").asDouble(), 1e-12);
                judged++;
            }
        }
        return judged;
    }

    @Test
    void shouldReadAJournalThatIsBeingWrittenAndLeaveNothingInIt() throws IOException {
        Path live = folder.resolve("live");
        Path out = folder.resolve("tables");
        try (JournalWriter writer = JournalWriter.open(live)) {
            TradedJournal.write(writer, 3, 5, "BTC");
            Set<Path> before = files(live);
            long last = writer.lastSequence();
            Export.Written written =
                    Export.write(live, Schema.TABLES, Export.Format.PARQUET, out, TradedJournal.VERSION, done -> {});
            assertEquals(last, written.records());
            assertEquals(before, files(live));
            TimerFired timer = new TimerFired();
            timer.timeNanos = 1_800_000_000_000_000_000L;
            assertEquals(last + 1, writer.append(timer), "the writer goes on");
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new HashSet<>(files.toList());
        }
    }

    @Test
    void shouldNotWriteOverFiles() throws IOException {
        export(Export.Format.CSV, List.of(Schema.FILLS));
        String said = assertThrows(ReportException.class, () -> export(Export.Format.CSV, Schema.TABLES))
                .getMessage();
        assertTrue(said.contains("fills.csv.gz is there already"), said);
    }

    @Test
    void shouldLeaveNoFileOfAJournalThatHoldsNothing() throws IOException {
        Path empty = folder.resolve("empty");
        JournalWriter.open(empty).close();
        Path out = folder.resolve("out");
        assertThrows(
                RuntimeException.class,
                () -> Export.write(empty, Schema.TABLES, Export.Format.CSV, out, "test", done -> {}));
        assertEquals(Set.of(out), files(out));
    }

    @Test
    void shouldBeDocumentedAsItIs() throws IOException {
        assertTrue(
                Files.readString(Path.of("docs/export.md")).contains(Schema.markdown()),
                "docs/export.md: take its tables from `flowmaker export --schema`");
    }
}
