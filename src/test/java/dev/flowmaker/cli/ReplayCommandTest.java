package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.RecordedSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final long NOON = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long last;

    @BeforeEach
    void record() {
        String configuration =
                Configuration.load(Path.of("conf/local.conf")).daemon().effective();
        try (JournalWriter journal = JournalWriter.open(folder)) {
            RecordedSession.configured(journal, configuration, journal.nextEpoch(), 4, NOON, 50_000_000)
                    .play(800)
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

    @Test
    void shouldNotCallNothingIdentical() {
        Path empty = folder.resolve("empty");
        JournalWriter.open(empty).close();
        assertEquals(1, run("replay", empty.toString()));
        assertTrue(err.toString().contains("holds no records"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void shouldFindASessionIdentical() throws IOException {
        assertEquals(0, run("replay", folder.toString()), () -> out + "" + err);
        assertTrue(out.toString().endsWith("identical\n"), out.toString());
        assertEquals(0, run("replay", "--last-day", "--json", folder.toString()));
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertTrue(result.get("identical").asBoolean());
        assertEquals(last, result.get("records").asLong());
        assertTrue(result.get("decisions").asLong() > 200, out.toString());
        assertTrue(result.get("commands").asLong() > 20, out.toString());
        assertTrue(result.get("divergence").isNull());
    }

    @Test
    void shouldShowTheFirstDifferenceThatAnotherCoefficientMakes() throws IOException {
        assertEquals(3, run("replay", "--set", "quote.half-spread=77 ticks", folder.toString()), () -> "" + err);
        assertTrue(out.toString().contains("DIVERGED at sequence "), out.toString());
        assertTrue(out.toString().contains("quotes[0].priceTicks "), out.toString());
        assertEquals(3, run("replay", "--set", "quote.half-spread=77 ticks", "--json", folder.toString()));
        JsonNode divergence = new ObjectMapper().readTree(out.toString()).get("divergence");
        assertEquals("DIFFERENT", divergence.get("kind").asText());
        assertEquals("BOOK_UPDATE", divergence.get("cause").get("kind").asText());
    }

    @Test
    void shouldCallNonsenseAUsageError() {
        assertEquals(2, run("replay", "--set", "quote.half-bread=77 ticks", folder.toString()));
        assertTrue(err.toString().contains("half-bread"), err.toString());
        assertEquals(2, run("replay", "--set", "nonsense", folder.toString()));
        assertEquals(1, run("replay", folder.resolve("nothing").toString()));
    }
}
