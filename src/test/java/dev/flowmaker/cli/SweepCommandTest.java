package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sweep} as an operator meets it. */
class SweepCommandTest {
    private static final String[] GRID = {
        "--grid", "quote.half-spread=1 tick,2 ticks", "--grid", "flowmaker.simulation.fill-model=risk-averse,power:2"
    };

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path tape;
    private Path conf;

    @BeforeEach
    void setUp() throws IOException {
        tape = folder.resolve("tape");
        Tapes.make(
                "binance",
                tape,
                false,
                "5",
                RandomCapture.write(folder, 21, 1_300).toArray(Path[]::new));
        conf = folder.resolve("sweep.conf");
        Files.writeString(conf, """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    quote { fee-floor = false, adverse-selection.floor = false, half-spread = 3 ticks, size = 0.01 BTC }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    private int sweep(Path into, String... more) {
        List<String> args = new ArrayList<>(
                List.of("sweep", conf.toString(), "--tape", tape.toString(), "-o", into.toString(), "--json"));
        args.addAll(List.of(more));
        return run(args.toArray(new String[0]));
    }

    private static String[] with(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(new String[0]);
    }

    /** The runs without how long they took. */
    private static List<String> runs(Path into) throws IOException {
        return Files.readAllLines(into.resolve("runs.csv")).stream()
                .map(line -> line.replaceAll(",[0-9.]+,([0-9.]+,\"[^\"]*\")$", ",$1"))
                .sorted()
                .toList();
    }

    @Test
    void shouldRunEachTrialAsABacktestWouldOnAnyNumberOfCores() throws Exception {
        Path one = folder.resolve("one");
        assertEquals(0, sweep(one, with(GRID, "--jobs", "1")), err.toString());
        JsonNode swept = new ObjectMapper().readTree(out.toString());
        Path two = folder.resolve("two");
        assertEquals(0, sweep(two, with(GRID, "--jobs", "3")), err.toString());
        assertEquals(runs(one), runs(two));
        assertEquals(4, swept.get("trials").size());
        JsonNode best = swept.get("trials").get(0);
        assertTrue(best.get("training").get("fills").asInt() > 10, best.toString());
        String[] backtest = {
            "backtest",
            conf.toString(),
            "--tape",
            tape.toString(),
            "--json",
            "--set",
            "quote.half-spread="
                    + best.get("parameters").get("quote.half-spread").asText(),
            "--set",
            "flowmaker.simulation.fill-model="
                    + best.get("parameters")
                            .get("flowmaker.simulation.fill-model")
                            .asText()
        };
        assertEquals(0, run(backtest), err.toString());
        JsonNode alone =
                new ObjectMapper().readTree(out.toString()).findValue("markets").get(0);
        assertEquals(
                alone.findValue("total").asDouble(),
                best.get("training").get("profit").asDouble(),
                1e-9,
                alone.toString());
        String page = Files.readString(one.resolve("sweep.html"));
        assertTrue(page.contains("class=\"map\"") && page.contains("power:2") && page.contains("4 trials were made"));
        assertFalse(page.contains("http"), "nothing is loaded from anywhere");
    }

    @Test
    void shouldGoOnAfterItWasKilled() throws Exception {
        Path into = folder.resolve("killed");
        assertEquals(0, sweep(into, GRID), err.toString());
        String first = out.toString();
        List<String> whole = runs(into);
        List<String> lines = Files.readAllLines(into.resolve("runs.csv"));
        // Two runs are on file, the third was being written; what is on file is believed.
        String told = lines.get(1).replaceFirst("\"quote", "\"QUOTE");
        Files.writeString(
                into.resolve("runs.csv"),
                lines.get(0) + "\n" + told + "\n" + lines.get(2) + "\n"
                        + lines.get(3).substring(0, 40));
        assertEquals(0, sweep(into, GRID), err.toString());
        assertEquals(first, out.toString());
        List<String> again = runs(into);
        assertEquals(whole.size(), again.size());
        assertEquals(1, again.stream().filter(line -> line.contains("QUOTE")).count(), "it was not done again");
    }

    /** The configuration has the file's name alone: a run with other delays in it is another run. */
    @Test
    void shouldNotTakeARunWithOtherMeasuredDelaysForDone() throws Exception {
        Path into = folder.resolve("measured");
        Path rows = folder.resolve("rows.csv");
        Path measured = Files.writeString(
                folder.resolve("measured.conf"),
                Files.readString(conf)
                        .replace(
                                "markets =",
                                "simulation.latency.order-entry = \"measured(" + rows + ")\"\n  markets ="));
        String[] sweep = {
            "sweep",
            measured.toString(),
            "--tape",
            tape.toString(),
            "-o",
            into.toString(),
            "--json",
            "--grid",
            "quote.half-spread=2 ticks,3 ticks"
        };
        String header = "request_ns,exchange_ns,response_ns\n";
        Files.writeString(rows, header + "4000000000000000000,4000000000001000000,4000000000002000000\n");
        assertEquals(0, run(sweep), err.toString());
        assertEquals(0, run(sweep), err.toString());
        assertEquals(3, runs(into).size(), "a header and two runs");
        Files.writeString(rows, header + "4000000000000000000,4000000000900000000,4000000000901000000\n");
        assertEquals(0, run(sweep), err.toString());
        assertEquals(5, runs(into).size());
    }

    @Test
    void shouldJudgeOnDataThatChoseNothing() throws Exception {
        Path into = folder.resolve("forward");
        assertEquals(0, sweep(into, with(GRID, "--walk-forward", "2")), err.toString());
        JsonNode swept = new ObjectMapper().readTree(out.toString());
        JsonNode folds = swept.get("walkForward");
        assertEquals(2, folds.size());
        assertEquals(
                folds.get(0).get("untilNanos").asLong(),
                folds.get(1).get("fromNanos").asLong());
        assertEquals(3 * 4 + 1, Files.readAllLines(into.resolve("runs.csv")).size());
        for (JsonNode fold : folds) {
            assertTrue(fold.get("test").get("profit").asDouble()
                    <= fold.get("hindsight").asDouble());
        }
        assertTrue(swept.get("trials").get(0).has("test"));
        assertEquals(0, sweep(folder.resolve("share"), with(GRID, "--test-share", "0.3")), err.toString());
        assertEquals(
                1,
                new ObjectMapper().readTree(out.toString()).get("walkForward").size());
    }

    /** What a breaker keeps from quoting loses no more, and must not look like what quoted all the time. */
    @Test
    void shouldSayWhichTrialsWereStopped() throws Exception {
        Path into = folder.resolve("stopped");
        String others =
                "risk { breakers { volatility.reaction = off, crossed-book.reaction = off, rejects.reaction = off,"
                        + " stale-book.reaction = off, drawdown.reaction = off }, ";
        Files.writeString(conf, Files.readString(conf).replace("risk {", others));
        assertEquals(0, sweep(into, "--grid", "risk.breakers.day-loss.limit=1000 USDT,0.001 USDT"), err.toString());
        JsonNode trials = new ObjectMapper().readTree(out.toString()).get("trials");
        for (JsonNode trial : trials) {
            boolean tight = trial.get("parameters")
                    .get("risk.breakers.day-loss.limit")
                    .asText()
                    .startsWith("0.001");
            double stopped = trial.get("training").get("stopped").asDouble();
            assertTrue(tight ? stopped > 0.3 && stopped <= 1 : stopped == 0, trial.toString());
        }
        String page = Files.readString(into.resolve("sweep.html"));
        assertEquals(1, page.split("; STOPPED [0-9.]+ % of the time", -1).length - 1);
        for (String line : runs(into)) {
            if (!line.startsWith("key")) {
                String[] of = line.replaceAll("\"[^\"]*\"", "text").split(",", -1);
                double[] parts = Stream.of(of)
                        .skip(5)
                        .limit(5)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                assertEquals(parts[0], parts[1] + parts[2] - parts[3] + parts[4], 1e-9, line);
            }
        }
    }

    @Test
    void shouldDrawFromRanges() throws Exception {
        Path into = folder.resolve("random");
        assertEquals(0, sweep(into, "--random", "3", "--range", "quote.half-spread=1..9 ticks"), err.toString());
        assertTrue(new ObjectMapper()
                        .readTree(out.toString())
                        .get("luck")
                        .get("trials")
                        .asInt()
                > 1);
    }

    @Test
    void shouldRefuseBeforeAnythingRuns() {
        Path into = folder.resolve("refused");
        assertEquals(2, sweep(into, "--grid", "quote.half-spread=1 tick,2 bananas", "--grid", "quote.levls=1,2"));
        assertTrue(err.toString().contains("bananas"), err.toString());
        assertTrue(err.toString().contains("did you mean levels"), err.toString());
        assertFalse(Files.exists(into));
        assertEquals(2, sweep(into, "--grid", "quote.size=0.01 BTC,0.00000001 BTC"), "the market's lot: " + err);
        assertEquals(2, sweep(into), err.toString());
        assertEquals(2, sweep(into, "--random", "2", "--grid", "quote.levels=1,2"), err.toString());
        assertEquals(2, sweep(into, with(GRID, "--walk-forward", "2", "--test-share", "0.1")), err.toString());
    }
}
