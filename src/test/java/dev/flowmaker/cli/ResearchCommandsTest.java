package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code import}, {@code signal} and {@code calibrate} as an operator meets them. */
class ResearchCommandsTest {
    private static final int SECONDS = 150;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    /** A capture of two frames a second whose bid moves. */
    private Path capture() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("1700000000000 {\"lastUpdateId\":10,\"bids\":[[\"1.00\",\"5\"]],\"asks\":[[\"1.50\",\"4\"]]}");
        for (int i = 1; i <= SECONDS * 2; i++) {
            long millis = 1_700_000_000_000L + i * 500L;
            lines.add(millis + " {\"stream\":\"xyusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + millis
                    + ",\"s\":\"XYUSDT\",\"U\":" + (10 + i) + ",\"u\":" + (10 + i) + ",\"b\":[[\"1.0" + i % 7 + "\",\""
                    + i % 3 + "\"]],\"a\":[]}}");
        }
        lines.add("oops");
        return Files.write(folder.resolve("capture.txt"), lines);
    }

    @Test
    void shouldImportAndStudy() throws IOException {
        String tape = folder.resolve("tape").toString();
        assertEquals(0, run("import", "binance", capture().toString(), "-o", tape, "--lot", "0.10"), err.toString());
        assertTrue(out.toString().contains("XY/USDT, tick 0.01 (found), lot 0.1"), out.toString());
        assertTrue(out.toString().contains("capture.txt:302: not '<receive time> <JSON>'"), out.toString());
        String page = folder.resolve("page.html").toString();
        assertEquals(0, run("signal", tape, "--bin", "1s,2s", "--levels", "1", "--json", "-o", page), err.toString());
        JsonNode bins = new ObjectMapper().readTree(out.toString()).get("bins");
        assertEquals(2, bins.size());
        assertEquals(2_000, bins.get(1).get("binMillis").asInt());
        assertFalse(bins.get(0).has("sum5"), "one level has no sum of five");
        assertTrue(Files.size(Path.of(page)) > 1_000);
        assertEquals(0, run("signal", tape, "--bin", "1s"), err.toString());
        assertTrue(out.toString().contains("Bins of 1000 ms"), out.toString());
    }

    @Test
    void shouldCalibrate() throws IOException {
        String tape = folder.resolve("tape").toString();
        assertEquals(0, run("import", "binance", capture().toString(), "-o", tape), err.toString());
        Path conf = folder.resolve("fitted.conf");
        assertEquals(0, run("calibrate", tape, "-o", conf.toString()), err.toString());
        assertTrue(out.toString().contains("volatility: sigma "), out.toString());
        assertTrue(out.toString().contains("warning: trades reach too few ticks for an intensity"), out.toString());
        assertTrue(Files.readString(conf).contains("flowmaker.market-defaults {"));
        assertEquals(0, run("calibrate", tape, "--json"), err.toString());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertTrue(json.get("sigma").asDouble() > 0);
        assertFalse(json.has("intensity"));
        assertEquals(2, run("calibrate", tape, "--gamma", "-1"));
        assertEquals(2, run("calibrate", tape, "--orders", "0"));
    }

    @Test
    void shouldPrintAnImportAsJson() throws IOException {
        assertEquals(
                0,
                run(
                        "import",
                        "binance",
                        capture().toString(),
                        "-o",
                        folder.resolve("tape").toString(),
                        "--json"),
                err.toString());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertEquals(SECONDS * 2 + 1, json.get("books").asInt());
        assertEquals("BAD_LINE", json.get("findings").get(0).get("finding").asText());
        assertEquals(1, json.get("findings").get(0).get("count").asInt());
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws IOException {
        String tape = folder.resolve("tape").toString();
        String capture = capture().toString();
        assertEquals(1, run("import", "binance", capture, "-o", tape, "--strict"));
        assertEquals("flowmaker: " + capture + ":302: not '<receive time> <JSON>'\n", err.toString());
        assertEquals(2, run("import", "floppy", capture, "-o", tape));
        assertTrue(
                err.toString().startsWith("flowmaker: unknown format 'floppy'; one of binance, lobster, tardis"),
                err.toString());
        assertEquals(2, run("import", "binance", capture, "-o", tape, "--tick", "0"));
        assertEquals(2, run("import", "binance", capture));
        assertEquals(1, run("signal", tape));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals(2, run("signal", tape, "--bin", "1 parsec"));
        assertTrue(err.toString().startsWith("flowmaker: --bin '1 parsec' is not a length"), err.toString());
        assertEquals(2, run("signal", tape, "--levels", "0"));
    }

    @Test
    void shouldBacktest() throws IOException {
        String tape = folder.resolve("tape").toString();
        assertEquals(0, run("import", "binance", capture().toString(), "-o", tape), err.toString());
        String conf = Files.writeString(folder.resolve("x.conf"), """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = XY/USDT
                    quote { half-spread = 10 ticks, size = 1 XY }
                    risk { max-order-size = 9 XY, max-order-notional = 90 USDT, max-long = 9 XY, max-short = 9 XY,
                           price-collar = 5000 bps }
                  } ]
                }
                """).toString();
        String journal = folder.resolve("journal").toString();
        assertEquals(0, run("backtest", conf, "--tape", tape, "-o", journal, "--maker-fee", "0"), err.toString());
        assertTrue(out.toString().contains("XY/USDT") && out.toString().contains("P&L"), out.toString());
        assertEquals(0, run("replay", journal), err.toString());
        assertEquals(0, run("backtest", conf, "--tape", tape, "--set", "quote.half-spread=3 ticks", "--json"));
        JsonNode market =
                new ObjectMapper().readTree(out.toString()).get("markets").get(0);
        assertEquals("XY/USDT", market.get("market").asText());
        assertTrue(market.get("profit").get("identityHolds").asBoolean());
        assertEquals(2, run("backtest", conf, "--tape", tape, "-o", journal), "the folder is not empty");
        assertEquals(0, run("backtest", conf, "--tape", tape, "--fill-model", "power:1.5", "--json"));
        assertEquals(
                "power:1.5",
                new ObjectMapper().readTree(out.toString()).get("fillModel").asText());
        String all = folder.resolve("all").toString();
        assertEquals(0, run("backtest", conf, "--tape", tape, "--fill-model", "all", "--json", "-o", all));
        JsonNode models = new ObjectMapper().readTree(out.toString());
        assertEquals(6, models.get("models").size());
        JsonNode spread = models.get("spread").get(0);
        assertEquals("XY/USDT", spread.get("market").asText());
        for (JsonNode model : models.get("models")) {
            double profit =
                    model.get("markets").get(0).get("profit").get("total").asDouble();
            assertTrue(profit >= spread.get("profit").get("least").asDouble() - 1e-9);
            assertTrue(profit <= spread.get("profit").get("most").asDouble() + 1e-9);
            String name = model.get("fillModel").asText().replace(':', '_');
            assertEquals(0, run("replay", Path.of(all, name).toString()), err.toString());
        }
        JsonNode same = models.get("sameOrders");
        assertEquals("risk-averse", same.get("base").asText());
        assertEquals(6, same.get("models").size());
        assertEquals(
                models.get("models").get(0).get("markets").get(0).get("profit"),
                same.get("models").get(0).get("markets").get(0).get("profit"));
        assertTrue(same.get("spread").get(0).get("profit").has("range"));
        String page = Files.readString(Path.of(all, "models.html"));
        assertTrue(
                page.contains("a session of its own") && page.contains("the same orders under each model, those of"));
        assertEquals(12, page.split("<td>power|<td>log|<td>risk-averse", -1).length - 1, page);
        assertEquals(0, run("backtest", conf, "--tape", tape, "--fill-model", "log,power:3"));
        assertEquals(2, out.toString().split("most - least", -1).length - 1, out.toString());
        assertTrue(out.toString().contains("those of the session under log: nobody reacts"), out.toString());
        assertEquals(2, run("backtest", conf, "--tape", tape, "--fill-model", "all,log"));
        assertEquals(0, run("backtest", conf, "--tape", tape, "--speed", "1", "--json"), err.toString());
        JsonNode parts = new ObjectMapper().readTree(out.toString()).get("parts");
        assertEquals(5, parts.size());
        assertTrue(
                parts.get(3).get("records").asLong()
                        > parts.get(3).get("tapeRecords").asLong(),
                "decisions too");
        assertEquals(parts.get(3).get("records"), parts.get(4).get("records"));
        assertEquals(0, run("backtest", conf, "--tape", tape, "--speed"));
        assertTrue(out.toString().contains("exchange alone"), out.toString());
        Path orders = Files.writeString(
                folder.resolve("orders.csv"), "id,sent_ns,side,price,quantity,cancel_ns\n1,0,buy,1.0,1,0\n");
        assertEquals(0, run("fills", tape, "--orders", orders.toString(), "--fill-model", "all"), err.toString());
        assertEquals(
                6,
                out.toString()
                        .lines()
                        .filter(line -> line.contains(",1,accepted,"))
                        .count(),
                out.toString());
        assertEquals(2, run("fills", tape, "--orders", orders.toString(), "--order-entry", "soon"));
        assertEquals(
                1, run("fills", tape, "--orders", folder.resolve("none.csv").toString()));
        assertEquals(2, run("backtest", conf, "--tape", tape, "--fill-model", "hopeful"));
        assertTrue(err.toString().contains("there are risk-averse"), err.toString());
        assertEquals(2, run("backtest", conf, "--tape", tape, "--set", "quote.half-spraed=3 ticks"));
        assertTrue(err.toString().contains("half-spread"), err.toString());
        assertEquals(2, run("backtest", conf, "--tape", tape, "--maker-fee", "100000"));
        assertEquals(
                1, run("backtest", conf, "--tape", folder.resolve("nowhere").toString()));
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void shouldShowHowFarItIsOnATerminalOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProgressBar bar =
                new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, "importing")) {
            bar.at(0, 200);
            bar.at(100, 200);
            bar.at(100, 200);
        }
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(1, shown.split(" 50 %", -1).length - 1, shown);
        assertTrue(shown.endsWith("\r"), "the line is cleared");
        bytes.reset();
        try (ProgressBar bar =
                new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, "importing")) {
            bar.at(100, 200);
        }
        assertEquals(0, bytes.size());
    }
}
