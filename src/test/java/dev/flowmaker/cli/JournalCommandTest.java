package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.LatencyRows;
import dev.flowmaker.exchange.synthetic.RandomStream;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.RecordedSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandTest {
    private static final long NOON = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long last;

    @BeforeEach
    void record() {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            new RecordedSession(journal, RecordedSession.settings(journal.nextEpoch(), 1_000_000), 9, NOON, 1_000_000)
                    .play(300)
                    .stop();
            last = journal.lastSequence();
        }
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    @Test
    void shouldDumpEveryRecordAsALine() {
        assertEquals(0, run("journal", "dump", folder.toString()));
        assertEquals(last, lines().size());
        assertTrue(lines().get(0).startsWith("1 2023-11-14T22:13:20Z SESSION_STARTED "), lines().get(0));
        assertTrue(
                lines().stream()
                        .anyMatch(line -> line.contains(" PLACE_ORDER BTC/USDT <-")
                                && line.contains(" side=BUY ")
                                && line.contains(" lots=1000 (0.01000) ")),
                "no such place");
    }

    @Test
    void shouldDumpJsonThatAParserReads() throws IOException {
        assertEquals(0, run("journal", "dump", "--json", folder.toString()));
        ObjectMapper mapper = new ObjectMapper();
        long sequence = 0;
        for (String line : lines()) {
            JsonNode record = mapper.readTree(line);
            assertEquals(++sequence, record.get("sequence").asLong());
            if (record.get("kind").asText().equals("DECISION")
                    && record.get("quotes").size() > 0) {
                assertEquals(
                        PartKind.count(),
                        record.get("quotes").get(0).get("parts").size());
            }
        }
        assertEquals(last, sequence);
    }

    @Test
    void shouldDumpOnlyWhatIsAskedFor() {
        assertEquals(0, run("journal", "dump", "--kind", "place-order,FILL", folder.toString()));
        assertTrue(lines().size() > 5);
        assertTrue(lines().stream().allMatch(line -> line.contains(" PLACE_ORDER ") || line.contains(" FILL ")));
        assertEquals(2, run("journal", "dump", "--kind", "command", "--market", "ETH/USDT", folder.toString()));
        assertTrue(err.toString().contains("no market 'ETH/USDT' in this journal; one of BTC/USDT"), err.toString());
        assertEquals(0, run("journal", "dump", "--from", "100", "--to", "104", folder.toString()));
        assertEquals(5, lines().size());
        assertTrue(lines().get(0).startsWith("100 "));
        assertEquals(0, run("journal", "dump", "--order", Long.toString(1L << 32 | 1), folder.toString()));
        assertTrue(lines().size() > 1 && lines().stream().allMatch(line -> line.contains("orderId=4294967297")));
        assertEquals(2, run("journal", "dump", "--kind", "plaice-order", folder.toString()));
        assertTrue(err.toString().contains("no kind 'plaice-order'; one of session, input"), err.toString());
    }

    @Test
    void shouldFilterBySideActionReasonAndTime() throws IOException {
        assertEquals(0, run("journal", "dump", "--kind", "place-order", "--side", "ask", folder.toString()));
        assertTrue(!lines().isEmpty() && lines().stream().allMatch(line -> line.contains(" side=SELL ")));
        assertEquals(
                0,
                run(
                        "journal",
                        "dump",
                        "--json",
                        "--side=buy",
                        "--action=place",
                        "--reason=new-quote",
                        folder.toString()));
        ObjectMapper mapper = new ObjectMapper();
        int places = 0;
        for (String line : lines()) {
            JsonNode record = mapper.readTree(line);
            assertEquals("DECISION", record.get("kind").asText());
            boolean one = false;
            for (JsonNode quote : record.get("quotes")) {
                one |= quote.get("side").asText().equals("BUY")
                        && quote.get("action").asText().equals("PLACE")
                        && quote.get("reason").asText().equals("NEW_QUOTE");
            }
            assertTrue(one, line);
            places++;
        }
        assertTrue(places > 3);
        // Side and reason must be of one quote: the other side of the same decision does not do.
        assertEquals(0, run("journal", "stats", "--json", "--kind=decision", "--reason=new-quote", folder.toString()));
        int either = mapper.readTree(out.toString()).get("records").asInt();
        assertTrue(either > places, either + " and " + places);
        assertEquals(0, run("journal", "dump", "--reason", "resync", folder.toString()));
        assertTrue(lines().size() > 3 && lines().stream().allMatch(line -> line.contains(" BOOK_UPDATE ")));

        assertEquals(0, run("journal", "dump", "--from", "100", "--to", "101", "--json", folder.toString()));
        String at = mapper.readTree(lines().get(0)).get("time").asText();
        assertEquals(0, run("journal", "dump", "--from", at, "--to", "101", "--json", folder.toString()));
        assertTrue(mapper.readTree(lines().get(0)).get("sequence").asInt() <= 100);
        assertEquals(0, run("journal", "tail", "-n", "1", "--to", at, "--json", folder.toString()));
        assertTrue(mapper.readTree(lines().get(0)).get("sequence").asInt() < 100);
    }

    @Test
    void shouldAnswerNonsenseWithWhatCouldBeSaid() {
        assertEquals(2, run("journal", "dump", "--side", "left", folder.toString()));
        assertTrue(err.toString().contains("no side 'left'; one of buy, sell"), err.toString());
        assertEquals(2, run("journal", "stats", "--reason", "stale", folder.toString()));
        assertTrue(
                err.toString().contains("no reason 'stale'; one of ")
                        && err.toString().contains("stale-book, ")
                        && err.toString().contains(", book-stale, ")
                        && err.toString().contains(", insufficient-balance, "),
                err.toString());
        assertEquals(2, run("journal", "tail", "--action", "do", folder.toString()));
        assertTrue(err.toString().contains("one of cancel, keep, place, replace, suppress"), err.toString());
        assertEquals(2, run("journal", "tail", "--market", "BTC", folder.toString()));
        assertTrue(err.toString().contains("one of BTC/USDT"), err.toString());
        assertEquals(2, run("journal", "dump", "--from", "noon", folder.toString()));
        assertTrue(err.toString().contains("write 14:03:07"), err.toString());
        assertEquals(2, run("journal", "dump", "--from", "9", "--to", "8", folder.toString()));
        assertTrue(err.toString().contains("--to 8 is before --from 9"), err.toString());
        assertEquals(2, run("journal", "dump", "--from", "9999999", folder.toString()));
        assertTrue(err.toString().contains("after the journal's end"), err.toString());
    }

    @Test
    void shouldColourForATerminalOnly() {
        assertEquals(0, run("journal", "dump", folder.toString()));
        assertFalse(out.toString().contains("\u001b"));
        Message message = new Fill();
        String coloured = FieldPrinter.text(true).line(message);
        assertTrue(coloured.contains("\u001b[1;32mFILL\u001b[0m"), coloured);
        assertEquals(FieldPrinter.text().line(message), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void shouldShowTheLastRecords() {
        assertEquals(0, run("journal", "tail", "-n", "3", folder.toString()));
        assertEquals(3, lines().size());
        assertTrue(lines().get(2).startsWith(last + " ") && lines().get(2).contains("SESSION_STOPPED"));
        assertEquals(0, run("journal", "tail", "-n", "1", "--kind", "decision", folder.toString()));
        assertTrue(lines().get(0).contains("DECISION BTC/USDT"), lines().toString());
    }

    @Test
    void shouldCountWhatIsThere() throws IOException {
        assertEquals(0, run("journal", "stats", folder.toString()));
        assertTrue(out.toString().contains("session 1 of"), out.toString());
        assertEquals(0, run("journal", "stats", "--json", folder.toString()));
        JsonNode stats = new ObjectMapper().readTree(out.toString());
        assertEquals(last, stats.get("records").asLong());
        long sum = 0;
        for (JsonNode kind : stats.get("kinds")) {
            sum += kind.get("records").asLong();
        }
        assertEquals(last, sum);
        assertEquals(1, stats.get("sessions").size());
    }

    @Test
    void shouldWriteDelaysThatABacktestReads(@TempDir Path rows) throws IOException {
        assertEquals(0, run("journal", "latency", folder.toString(), "-o", rows.toString()));
        String text = out.toString();
        assertTrue(text.contains("market-data = \"measured(" + rows.resolve("market-data.csv") + ")\""), text);
        assertTrue(text.contains("response = \"measured(" + rows.resolve("requests.csv") + ")\""), text);
        LatencyRows frames = new LatencyRows(rows.resolve("market-data.csv"));
        assertTrue(frames.count() > 10, text);
        long last = 0;
        try (JournalReader reader = JournalReader.open(folder)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof BookUpdate update) {
                    last = update.exchangeTimeNanos;
                    Latency took = new Latency.Response(frames);
                    assertEquals(update.timeNanos, last + took.nanos(last, new RandomStream(1, 0)));
                }
            }
        }
        assertEquals(last, frames.lastNanos());
    }

    @Test
    void shouldVerifyAndFindDamage() throws IOException {
        assertEquals(0, run("journal", "verify", folder.toString()));
        assertEquals(
                List.of("whole: " + last + " records in 1 files"),
                lines().stream().map(line -> line.replace(",", "")).toList());
        damage(MessageKind.FILL);
        assertEquals(3, run("journal", "verify", folder.toString()));
        assertTrue(lines().get(0).contains("20231114F.cq4 index 0x"), lines().get(0));
        assertTrue(lines().get(0).contains("the record's checksum is wrong"), lines().get(0));
        assertEquals(3, run("journal", "verify", "--json", folder.toString()));
        assertFalse(new ObjectMapper().readTree(out.toString()).get("ok").asBoolean());
        assertEquals(1, run("journal", "dump", folder.toString()));
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().startsWith("flowmaker: "), err.toString());
        assertEquals(1, run("journal", "dump", "-v", folder.toString()));
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    private void damage(MessageKind kind) throws IOException {
        byte[] record = new byte[0];
        try (JournalReader reader = JournalReader.open(folder)) {
            while (record.length == 0 && reader.advance()) {
                if (reader.kind() == kind) {
                    record = new byte[reader.length()];
                    reader.bytes().getBytes(0, record);
                }
            }
        }
        Path file = folder.resolve("records/20231114F.cq4");
        byte[] content = Files.readAllBytes(file);
        int at = 0;
        while (!java.util.Arrays.equals(content, at, at + record.length, record, 0, record.length)) {
            at++;
        }
        content[at + record.length / 2] ^= 4;
        Files.write(file, content, java.nio.file.StandardOpenOption.WRITE);
    }

    @Test
    void shouldSayWhatIsWrongInOneLine() {
        assertEquals(1, run("journal", "stats", folder.resolve("nothing").toString()));
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().contains("no such folder; name a journal's folder"), err.toString());
        assertEquals(2, run("journal"));
        assertEquals(2, run("journal", "dump"));
    }
}
