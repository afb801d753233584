package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.live.LiveState;
import dev.flowmaker.journal.live.LiveStateWriter;
import dev.flowmaker.journal.live.Pictures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class StatusCommandTest {
    private static final long NOBODY = Long.MAX_VALUE - 1;
    private static final long US = ProcessHandle.current().pid();

    @TempDir
    private Path journal;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(LiveState state, String... arguments) {
        try (LiveStateWriter writer =
                LiveStateWriter.create(journal, state.view().markets().size())) {
            writer.publish(state);
            return run(arguments);
        }
    }

    private int run(String... arguments) {
        CommandLine main = Main.commandLine();
        main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return main.execute(arguments);
    }

    @Test
    void shouldShowADaemonThatRuns() throws Exception {
        LiveState state = Pictures.of(6, 2, null, US, StatusCommand.utcNanos());
        assertEquals(0, run(state, "status", journal.toString()));
        assertTrue(out.toString().contains("name on venue (sim), session 3"), out.toString());
        assertTrue(out.toString().contains("market data DOWN, user up, requests up"), out.toString());
        assertTrue(out.toString().contains("warning halted: text 6 (and 6 like it)"), out.toString());

        out.getBuffer().setLength(0);
        assertEquals(0, run(state, "status", "--json", journal.toString()));
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertEquals("beats", json.path("sign").asText());
        assertEquals(2, json.path("markets").size());
        JsonNode market = json.path("markets").get(1);
        assertEquals("0.06", market.path("bid").asText());
        assertTrue(market.path("ask").isNull());
        assertEquals("-0.00000006", market.path("fair").asText());
        assertEquals("unknown", market.path("quotes").get(0).path("state").asText());
        assertEquals(4, json.path("outbox").path("underWay").asInt());
    }

    @Test
    void shouldNameBreakersWithTheirNumbersAndWhatResumesThem() throws Exception {
        LiveState state = Pictures.of(6, 1, null, US, StatusCommand.utcNanos());
        assertEquals(0, run(state, "status", journal.toString()));
        String text = out.toString();
        assertTrue(
                text.contains(
                        "BTC/USDT: day-loss, cancel since 1970-01-01 00:00:00Z: 150.00000006 of 100 USDT; waits for"
                                + " `flowmaker resume`"),
                text);
        assertTrue(
                text.contains("all markets: inbox-lag, halt since 1970-01-01 00:00:00Z: 2.5 of 1 ms; resumes at 1970"),
                text);
        assertTrue(text.contains("resumes 20 clean updates after that is over"), text);
        assertTrue(text.contains("resumes 5.000 s after that is over"), text);

        out.getBuffer().setLength(0);
        assertEquals(0, run(state, "status", "--json", journal.toString()));
        JsonNode json = new ObjectMapper().readTree(out.toString());
        JsonNode loss = json.path("markets").get(0).path("breakers").get(0);
        assertEquals("day-loss", loss.path("breaker").asText());
        assertEquals("tripped", loss.path("state").asText());
        assertEquals("150.00000006", loss.path("observed").asText());
        assertEquals("100", loss.path("limit").asText());
        assertEquals("USDT", loss.path("unit").asText());
        assertEquals("operator", loss.path("resumes").asText());
        JsonNode lag = json.path("breakers").get(0);
        assertEquals("time", lag.path("resumes").asText());
        assertEquals(6, lag.path("armsNanos").asLong());
        assertEquals(20, json.path("breakers").get(1).path("cleanUpdates").asInt());
        JsonNode silence = json.path("breakers").get(2);
        assertEquals(5_000_000_000L, silence.path("afterNanos").asLong());
        assertTrue(silence.path("armsNanos").isMissingNode(), "the condition still holds");
    }

    @Test
    void shouldTellFrozenFromGoneFromEnded() {
        assertEquals(3, run(Pictures.of(7, 1, null, US, 1), "status", journal.toString()));
        assertTrue(out.toString().contains("FROZEN, no heartbeat for"), out.toString());
        assertEquals(1, run(Pictures.of(7, 1, null, NOBODY, 1), "status", journal.toString()));
        assertTrue(out.toString().contains("GONE without a clean end"), out.toString());
        assertEquals(1, run(Pictures.of(7, 1, StopReason.REQUESTED, NOBODY, 1), "status", journal.toString()));
        assertTrue(out.toString().contains("not running, ended"), out.toString());
    }

    @Test
    void shouldSayInOneLineThatThereIsNothingToShow() {
        assertEquals(1, run("status", journal.toString()));
        assertTrue(err.toString().contains("no live state"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void shouldWatchInPlainLinesWithoutATerminal() {
        assertEquals(1, run(Pictures.of(7, 1, StopReason.REQUESTED, NOBODY, 1), "watch", journal.toString()));
        assertEquals(3, run(Pictures.of(8, 1, null, US, 1), "watch", journal.toString()));
        assertTrue(out.toString().contains("record"), out.toString());
        assertTrue(out.toString().contains("FROZEN"), out.toString());
    }
}
