package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.synthetic.FlowSettings;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.research.market.SyntheticTape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ablation} on a small synthetic market. */
class AblationCommandTest {
    private static final int SECONDS = 240;
    private static final int VARIANTS = 8;
    private static final int FIGURES = 10;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path tape;
    private Path conf;

    @BeforeEach
    void setUp() throws IOException {
        tape = folder.resolve("tape");
        try (JournalWriter writer = JournalWriter.open(tape)) {
            SyntheticTape.record(
                    new MarketSource.Synthetic(FlowSettings.bitcoin(5)), SyntheticTape.bitcoin(), SECONDS, writer);
        }
        conf = folder.resolve("ablation.conf");
        Files.writeString(conf, """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    alpha.least-samples = 30
                    quote { model = join, fee-floor = false, adverse-selection.floor = false, size = 0.01 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 0.1 BTC, max-short = 0.1 BTC }
                  } ]
                }
                """);
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    @Test
    void shouldAddUpToTheQuantumAndDifferFromItselfByNothing() throws Exception {
        Path into = folder.resolve("out");
        String[] args = {
            "ablation",
            conf.toString(),
            "--tape",
            tape.toString(),
            "--fill-model",
            "risk-averse,log",
            "--draws",
            "200",
            "-o",
            into.toString(),
            "--json"
        };
        assertEquals(0, run(args), err.toString());
        JsonNode result = new ObjectMapper().readTree(out.toString());
        JsonNode rows = result.get("rows");
        assertEquals(2 * 2 * VARIANTS, rows.size());
        long tradedOutOfSample = 0;
        Set<String> outcomes = new HashSet<>();
        for (JsonNode row : rows) {
            assertEquals(
                    row.get("profitQuanta").asLong(),
                    row.get("spreadQuanta").asLong()
                            + row.get("inventoryQuanta").asLong()
                            - row.get("feesQuanta").asLong()
                            + row.get("fundingQuanta").asLong(),
                    row.toString());
            JsonNode figures = row.get("figures");
            assertEquals(
                    row.get("profitQuanta").asLong() / 1e8,
                    figures.get("profit").get("value").asDouble(),
                    1e-6,
                    "the figure is the quanta's");
            assertTrue(figures.get("profit").get("low").asDouble()
                    <= figures.get("profit").get("high").asDouble());
            if (row.get("weights").asText().equals("off")) {
                row.get("lessWithoutSignal").forEach(AblationCommandTest::assertNothing);
            }
            if (row.get("weights").asText().equals("reversed")) {
                row.get("lessControl").forEach(AblationCommandTest::assertNothing);
            } else {
                assertEquals(
                        figures.get("profit").get("value").asDouble() - control(rows, row),
                        row.get("lessControl").get("profit").get("value").asDouble(),
                        1e-9,
                        row.toString());
            }
            if (row.get("half").asText().equals("out of sample")) {
                tradedOutOfSample += figures.get("fills").get("value").asLong();
                outcomes.add(row.get("fillModel").asText() + row.get("profitQuanta"));
            }
        }
        assertTrue(tradedOutOfSample > 100, "fills " + tradedOutOfSample);
        assertTrue(outcomes.size() >= 6, "signals and fill models change what is earned: " + outcomes);

        List<String> csv = Files.readAllLines(into.resolve("ablation.csv"));
        assertEquals(1 + rows.size() * FIGURES, csv.size());
        assertTrue(Files.readString(into.resolve("ablation.md")).contains("| full alpha, fitted |"));
        String once = Files.readString(into.resolve("ablation.json"));
        assertEquals(0, run(args), err.toString());
        assertEquals(once, Files.readString(into.resolve("ablation.json")), "the same again");
    }

    private static void assertNothing(JsonNode less) {
        assertEquals(0, less.get("value").asDouble(), 0, "less itself");
        assertEquals(0, less.get("low").asDouble(), 0, "in every draw");
        assertEquals(0, less.get("high").asDouble(), 0, "in every draw");
    }

    /** Profit of the reversed weights in the row's half under its model. */
    private static double control(JsonNode rows, JsonNode row) {
        for (JsonNode other : rows) {
            if (other.get("weights").asText().equals("reversed")
                    && other.get("half").equals(row.get("half"))
                    && other.get("fillModel").equals(row.get("fillModel"))) {
                return other.get("figures").get("profit").get("value").asDouble();
            }
        }
        throw new AssertionError("no control");
    }

    @Test
    void shouldRefuseBlocksThatSayNothing() {
        assertEquals(1, run("ablation", conf.toString(), "--tape", tape.toString(), "--block", "2min"));
        assertTrue(err.toString().contains("a shorter --block"), err.toString());
        assertEquals(2, run("ablation", conf.toString(), "--tape", tape.toString(), "--block", "soon"));
    }
}
