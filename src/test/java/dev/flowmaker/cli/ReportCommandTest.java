package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.RecordedSession;
import dev.flowmaker.replay.SyntheticSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code report} and {@code export} as they are called. */
class ReportCommandTest {
    private static final long NOON = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path journal = Path.of("");

    @BeforeEach
    void record() {
        journal = folder.resolve("journal");
        String configuration =
                Configuration.load(Path.of("conf/local.conf")).daemon().effective();
        try (JournalWriter writer = JournalWriter.open(journal)) {
            RecordedSession.configured(writer, configuration, writer.nextEpoch(), 4, NOON, 50_000_000)
                    .play(800)
                    .stop();
        }
    }

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void shouldWriteAReportAndWriteItAgain() throws IOException {
        Path page = folder.resolve("report.html");
        assertEquals(0, run("report", journal, "-o", page), err::toString);
        assertTrue(out.toString().startsWith("report:   " + page + " ("), out.toString());
        assertTrue(Files.readString(page).contains("\"identical\":true"));
        assertEquals(0, run("report", journal, "-o", page), err::toString);
    }

    private static JsonNode explained(Path page) throws IOException, DataFormatException {
        Matcher data = Pattern.compile("id=\"explained0\" data-rows=\"(\\d+)\">([^<]*)<")
                .matcher(Files.readString(page));
        assertTrue(data.find());
        Inflater inflater = new Inflater(true);
        inflater.setInput(Base64.getDecoder().decode(data.group(2)));
        byte[] bytes = new byte[1 << 24];
        int length = inflater.inflate(bytes);
        inflater.end();
        JsonNode texts = new ObjectMapper().readTree(new String(bytes, 0, length, StandardCharsets.UTF_8));
        assertEquals(Integer.parseInt(data.group(1)), texts.size());
        return texts;
    }

    /** What a fill's row opens is what `explain` prints of its order, to the letter. */
    @Test
    void shouldPutTheWholeExplanationBelowAFill() throws Exception {
        Path page = folder.resolve("report.html");
        journal = folder.resolve("traded");
        String configuration = SyntheticSession.configuration(
                "local.conf", Map.of("quote.adverse-selection.floor", "false", "quote.half-spread", "2 ticks"));
        try (JournalWriter writer = JournalWriter.open(journal)) {
            SyntheticSession.record(
                    writer, SyntheticSession.header(configuration, writer.nextEpoch()), Fixtures.synthetic(3), 6_000);
        }
        assertEquals(0, run("report", journal, "-o", page), err::toString);
        JsonNode texts = explained(page);
        assertTrue(texts.size() > 10, "orders " + texts.size());
        for (var each : texts.properties()) {
            assertEquals(0, run("explain", journal, "--order", each.getKey()), err::toString);
            assertEquals(out.toString(), each.getValue().asText());
        }
        assertEquals(0, run("report", journal, "--explain", "3", "-o", page), err::toString);
        assertEquals(3, explained(page).size());
        assertEquals(0, run("report", journal, "--explain", "0", "-o", page), err::toString);
        assertEquals(0, explained(page).size());
    }

    @Test
    void shouldSayWhereAReportCannotGo() {
        assertEquals(2, run("report", journal, "-o", folder));
        assertTrue(err.toString().contains("is a folder: name a file, such as report.html"), err.toString());
        assertEquals(2, run("report", journal, "-o", folder.resolve("none/report.html")));
        assertTrue(err.toString().contains("is no folder: make it first"), err.toString());
        assertEquals(1, run("report", folder.resolve("none"), "-o", folder.resolve("report.html")));
        assertFalse(Files.exists(folder.resolve("report.html")));
    }

    @Test
    void shouldExportTheTablesThatAreWanted() throws IOException {
        Path tables = folder.resolve("tables");
        assertEquals(
                0,
                run("export", journal, "--format", "Parquet", "-o", tables, "--tables", "fills,orders"),
                err::toString);
        assertEquals(Set.of("fills.parquet", "orders.parquet"), names(tables));
        assertTrue(out.toString().contains("fills.parquet") && out.toString().contains(" rows "), out.toString());
        assertEquals(0, run("export", journal, "--format=csv", "-o", tables, "--json"), err::toString);
        assertTrue(out.toString().contains("\"identical\":true}"), out.toString());
        assertEquals(15, names(tables).size());
    }

    @Test
    void shouldAnswerNonsenseWithWhatCouldBeSaid() {
        assertEquals(2, run("export", journal, "--format", "xls", "-o", folder.resolve("t")));
        assertTrue(err.toString().contains("no format 'xls'; one of csv, parquet"), err.toString());
        assertEquals(
                2, run("export", journal, "--format", "csv", "-o", folder.resolve("t"), "--tables", "books,bookz"));
        assertTrue(err.toString().contains("no table 'bookz'; one of sessions, instruments, books"), err.toString());
        assertEquals(2, run("export", journal));
        assertTrue(err.toString().contains("--format and -o are needed"), err.toString());
        assertEquals(0, run("export", "--schema"));
        assertTrue(out.toString().startsWith("### `sessions`"), out.toString());
    }
}
