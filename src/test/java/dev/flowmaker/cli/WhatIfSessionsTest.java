package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.SyntheticSession;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What-if of perpetuals, and of another session than the last. */
class WhatIfSessionsTest {
    private static final String LINEAR = "BTC/USDT:USDT";
    private static final String INVERSE = "BTC/USDT:BTC";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(List.of(args).stream().map(String::valueOf).toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private static String market(String symbol, String settlement, String size) {
        return """
                { symbol = "%1$s"
                  quote { half-spread = 2 ticks, fee-floor = false, adverse-selection.floor = false, size = 10 contracts
                          inventory { target = 0 contracts, price-skew = 3 ticks } }
                  order.requote-threshold = 1 tick
                  simulation.funding { rate = 0.02 %%, interval = 5 s }
                  risk { max-order-size = 10 contracts, max-order-notional = %3$s %2$s
                         max-long = 100 contracts, max-short = 100 contracts
                         breakers { day-loss.reaction = off, drawdown.reaction = off } } }
                """.formatted(symbol, settlement, size);
    }

    private Path perpetuals() {
        Path[] files = RandomCapture.write(folder, 31, 1_500).toArray(Path[]::new);
        Path linear = folder.resolve("linear");
        Path inverse = folder.resolve("inverse");
        Tapes.named("binance", linear, false, LINEAR, "5", new Decimal(1, 3), files);
        Tapes.named("binance", inverse, false, INVERSE, "5", new Decimal(10, 0), files);
        Configuration conf = Configuration.parse(
                "test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  simulation.limits { orders-per-10-s = unlimited, orders-per-day = unlimited, weight-per-min = unlimited }
                  simulation.balances = [ 500000 USDT, 20 BTC ]
                  markets = [ %s, %s ]
                }
                """.formatted(market(LINEAR, "USDT", "100000"), market(INVERSE, "BTC", "1")));
        Path journal = folder.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Backtest.Options options = new Backtest.Options(
                    conf.daemon(), List.of(linear, inverse), FillModel.RISK_AVERSE, 100_000, 1_000_000, "test");
            var unused =
                    Backtest.run(options, writer, writer.nextEpoch(), () -> JournalReader.open(journal), done -> {});
        }
        return journal;
    }

    private static long part(JsonNode market, String name) {
        return market.get("profit").get(name + "Quanta").asLong();
    }

    /** Positions go on at what they cost, marks are the recorded ones, and funding is paid when the venue paid it. */
    @Test
    void shouldSimulateASessionWithPerpetuals() throws IOException {
        Path journal = perpetuals();
        assertEquals(0, run("whatif", journal, "--json"), err.toString());
        assertTrue(json().get("variants").get(0).get("first").isNull());
        assertEquals(0, run("whatif", journal, "--json", "--set", "quote.half-spread=4 ticks"), err.toString());
        JsonNode all = json();
        JsonNode variant = all.get("variants").get(0);
        assertTrue(variant.get("simulated").asBoolean());
        assertEquals(0, variant.get("ordersLost").asLong());
        for (int i = 0; i < 2; i++) {
            JsonNode recorded = all.get("recorded").get(i);
            for (String which : List.of("markets", "sameSettingsSimulated")) {
                JsonNode market = variant.get(which).get(i);
                assertEquals(
                        part(market, "total"),
                        part(market, "spread")
                                + part(market, "inventory")
                                - part(market, "fees")
                                + part(market, "funding"));
                assertTrue(part(market, "funding") != 0, market.toString());
            }
            JsonNode same = variant.get("sameSettingsSimulated").get(i);
            long lots = recorded.get("boughtLots").asLong();
            assertTrue(same.get("boughtLots").asLong() > lots / 2, same + " " + recorded);
            assertTrue(variant.get("markets").get(i).get("boughtLots").asLong()
                    < same.get("boughtLots").asLong());
        }
        for (String trouble : List.of(
                "INVARIANT",
                "BALANCE_DIFFERENCE",
                "BALANCE_ADOPTED",
                "UNKNOWN_ORDER",
                "OVERFILL",
                "LIQUIDATED",
                "FUNDING_REPEATED")) {
            assertNull(
                    variant.get("notices").get(trouble), variant.get("notices").toString());
        }
        assertEquals(0, run("whatif", journal, "--set", "quote.half-spread=4 ticks"), err.toString());
        assertTrue(out.toString().contains("  funding"), out.toString());
    }

    /** Two sessions of one day, one after the other: each has its header, and either can be asked about. */
    @Test
    void shouldPlayTheSessionThatIsNamed() throws IOException {
        Path journal = folder.resolve("two");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            for (int seed = 1; seed <= 2; seed++) {
                SyntheticSession.record(
                        writer,
                        SyntheticSession.header(
                                SyntheticSession.configuration("local.conf", Map.of()), writer.nextEpoch()),
                        Fixtures.synthetic(seed),
                        2_000);
            }
        }
        assertEquals(0, run("replay", journal), out.toString());
        assertTrue(out.toString().contains("2 sessions"), out.toString());
        assertEquals(0, run("whatif", journal, "--json", "--session", "1"), err.toString());
        JsonNode first = json();
        assertTrue(first.get("variants").get(0).get("first").isNull());
        assertEquals(0, run("whatif", journal, "--json"), err.toString());
        JsonNode last = json();
        assertEquals(1, first.get("epoch").asInt());
        assertEquals(2, last.get("epoch").asInt());
        assertEquals(1, run("whatif", journal, "--session", "7"));
        assertTrue(err.toString().contains("there is no session 7; name one of 1, 2"), err.toString());
    }
}
