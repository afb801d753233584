package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.SharedData;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.QuoteLine;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.core.quote.PartKind;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.SyntheticSession;
import dev.flowmaker.replay.whatif.OpenLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WhatIfCommandTest {
    private static final int RECORDS = 12_000;
    private static final long THRESHOLD_TICKS = 2;
    private static final long EXTRA_TICKS = 3;

    @TempDir
    private static Path folder;

    private static Path journal;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static void record(Path path, MarketSource source) {
        // The half-spread alone decides: no floor, no widening.
        String configuration = SyntheticSession.configuration(
                "local.conf", Map.of("quote.adverse-selection.floor", "false", "alpha.mode", "fixed"));
        try (JournalWriter writer = JournalWriter.open(path)) {
            SyntheticSession.record(
                    writer, SyntheticSession.header(configuration, writer.nextEpoch()), source, RECORDS);
        }
    }

    @BeforeAll
    static void record() {
        journal = folder.resolve("journal");
        record(journal, Fixtures.synthetic(3));
    }

    private int run(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        return commandLine.execute(texts);
    }

    private JsonNode whatIf(Path path, Object... args) throws IOException {
        Object[] all = new Object[args.length + 3];
        all[0] = "whatif";
        all[1] = path;
        all[2] = "--json";
        System.arraycopy(args, 0, all, 3, args.length);
        assertEquals(0, run(all), () -> List.of(args) + " " + err);
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void shouldFindNoDifferenceUnderTheSameSettings() throws IOException {
        JsonNode open = whatIf(journal, "--open-loop").get("variants").get(0);
        assertTrue(open.get("decisions").asLong() > 1_500, open.toString());
        assertEquals(0, open.get("changed").asLong());
        assertTrue(open.get("first").isNull());
        JsonNode all = whatIf(journal, "--set", "quote.half-spread=3 ticks");
        JsonNode closed = all.get("variants").get(0);
        assertTrue(closed.get("first").isNull(), closed.toString());
        assertEquals(false, closed.get("simulated").asBoolean());
        assertEquals(all.get("recorded"), closed.get("markets"));
        assertEquals(0, all.get("rebuiltOutputs").asLong());
    }

    private static long priceFor(QuoteLine recorded) {
        long unrounded = recorded.priceTicks * PriceParts.MICRO
                - recorded.parts.get(PartKind.ROUNDING)
                - recorded.parts.get(PartKind.POST_ONLY);
        return recorded.side == Side.BUY
                ? Math.floorDiv(unrounded, PriceParts.MICRO) - EXTRA_TICKS
                : -Math.floorDiv(-unrounded, PriceParts.MICRO) + EXTRA_TICKS;
    }

    @Test
    void shouldDifferInAnOpenLoopByWhatArithmeticSays() {
        long[] priced = new long[2];
        long[] moved = new long[1];
        Set<Reason> reasons = new TreeSet<>();
        OpenLoop.Result result;
        try (JournalReader reader = JournalReader.open(journal)) {
            result = OpenLoop.run(
                    reader,
                    1,
                    EngineSettingsFactory::from,
                    started -> EngineSettingsFactory.from(started, Map.of("quote.half-spread", "6 ticks")),
                    (recorded, whatIf) -> {
                        assertEquals(recorded.inventoryQuanta, whatIf.inventoryQuanta);
                        assertEquals(recorded.fairMicroTicks, whatIf.fairMicroTicks);
                        for (int i = 0; i < recorded.quotes(); i++) {
                            compare(recorded, recorded.quote(i), whatIf.quote(i), priced, reasons);
                            moved[0] += recorded.quote(i).priceTicks == whatIf.quote(i).priceTicks ? 0 : 1;
                        }
                    },
                    done -> {});
        }
        assertTrue(priced[0] > 2_000 && priced[1] > 2_000, priced[0] + " " + priced[1]);
        assertTrue(reasons.containsAll(Set.of(Reason.REPRICE, Reason.NEW_QUOTE)), reasons.toString());
        assertEquals(moved[0], result.moved());
        assertEquals(0, result.rebuilt());
    }

    private static void compare(
            Decision decision, QuoteLine recorded, QuoteLine whatIf, long[] priced, Set<Reason> reasons) {
        String where = "decision " + decision.sequence + " " + recorded.side + " " + recorded.level;
        assertEquals(recorded.side, whatIf.side);
        assertEquals(recorded.priceTicks == Instrument.NO_PRICE, whatIf.priceTicks == Instrument.NO_PRICE, where);
        if (recorded.priceTicks == Instrument.NO_PRICE) {
            assertEquals(recorded.reason, whatIf.reason, where);
            return;
        }
        priced[recorded.side.ordinal()]++;
        assertEquals(priceFor(recorded), whatIf.priceTicks, where);
        assertEquals(
                -recorded.side.sign() * EXTRA_TICKS * PriceParts.MICRO,
                whatIf.parts.get(PartKind.HALF_SPREAD) - recorded.parts.get(PartKind.HALF_SPREAD),
                where);
        for (PartKind part : List.of(PartKind.MID, PartKind.ALPHA, PartKind.INVENTORY, PartKind.LEVEL_OFFSET)) {
            assertEquals(recorded.parts.get(part), whatIf.parts.get(part), where);
        }
        reasons.add(whatIf.reason);
        long apart = Math.abs(whatIf.priceTicks - whatIf.workingPriceTicks);
        switch (whatIf.reason) {
            case SAME_TICK -> assertEquals(0, apart, where);
            case WITHIN_THRESHOLD -> assertTrue(apart > 0 && apart < THRESHOLD_TICKS, where);
            case REPRICE -> assertTrue(apart >= THRESHOLD_TICKS, where);
            default -> {
                // Not decided by the distance.
            }
        }
    }

    private JsonNode closedLoop(Path path) throws IOException {
        JsonNode all =
                whatIf(path, "--set", "quote.half-spread=8 ticks", "--variant", "near:quote.half-spread=2 ticks");
        for (JsonNode variant : all.get("variants")) {
            assertTrue(variant.get("simulated").asBoolean());
            assertEquals(
                    "PLACE_ORDER",
                    variant.get("first").get("recorded").get("kind").asText());
            assertEquals(
                    "PLACE_ORDER",
                    variant.get("first").get("whatIf").get("kind").asText());
            assertEquals(0, variant.get("ordersLost").asLong());
            for (String which : List.of("markets", "sameSettingsSimulated")) {
                JsonNode market = variant.get(which).get(0);
                JsonNode profit = market.get("profit");
                assertEquals(
                        profit.get("totalQuanta").asLong(),
                        profit.get("spreadQuanta").asLong()
                                + profit.get("inventoryQuanta").asLong()
                                - profit.get("feesQuanta").asLong());
                assertTrue(
                        market.get("boughtFills").asLong()
                                        + market.get("soldFills").asLong()
                                > 5,
                        market.toString());
                // Fees of buys are paid in base: what is left is a little less than what was traded.
                long traded = 1_000
                        * (market.get("boughtLots").asLong()
                                - market.get("soldLots").asLong());
                long fees = market.get("boughtLots").asLong() + 1;
                long inventory = market.get("lastInventoryQuanta").asLong();
                assertTrue(inventory <= traded && inventory >= traded - fees, market.toString());
            }
            for (String trouble : List.of(
                    "INVARIANT",
                    "BALANCE_DIFFERENCE",
                    "BALANCE_ADOPTED",
                    "UNKNOWN_ORDER",
                    "ORDER_DIFFERENCE",
                    "ORDER_UNKNOWN",
                    "FOREIGN_ORDER",
                    "BOOK_CROSSED",
                    "OVERFILL")) {
                assertTrue(
                        variant.get("notices").get(trouble) == null,
                        variant.get("notices").toString());
            }
        }
        return all;
    }

    @Test
    void shouldTradeOnInTheSimulation() throws IOException {
        JsonNode all = closedLoop(journal);
        String first = out.toString();
        closedLoop(journal);
        assertEquals(first, out.toString());
        // Nothing else binds in this market: neither limits nor breakers.
        JsonNode wide = all.get("variants").get(0).get("markets").get(0);
        JsonNode near = all.get("variants").get(1).get("markets").get(0);
        long wideLots = wide.get("boughtLots").asLong() + wide.get("soldLots").asLong();
        long nearLots = near.get("boughtLots").asLong() + near.get("soldLots").asLong();
        assertTrue(wideLots < nearLots, "who quotes farther out trades less: " + wideLots + " and " + nearLots);
    }

    @Test
    void shouldTradeOnInTheSimulationOfARecordedMarket() throws IOException {
        Path real = folder.resolve("real");
        record(
                real,
                new MarketSource.Capture(List.of(
                        SharedData.file("binance/spot-btcusdt-20240808.gz"),
                        SharedData.file("binance/spot-btcusdt-20240809.gz"))));
        JsonNode same = whatIf(real);
        assertTrue(same.get("variants").get(0).get("first").isNull());
        closedLoop(real);
    }

    @Test
    void shouldPrintVariantsSideBySide() {
        assertEquals(
                0,
                run(
                        "whatif",
                        journal,
                        "--variant",
                        "wide:quote.half-spread=8 ticks",
                        "--variant",
                        "wider:quote.half-spread=12 ticks,quote.level-spacing=5 ticks"),
                () -> "" + err);
        String text = out.toString();
        assertTrue(text.contains("wide: first difference at 2023-11-14 22:13:2"), text);
        assertTrue(
                text.lines().anyMatch(line -> line.matches("\\s+as it was\\s+same settings\\s+wide\\s+wider")), text);
        assertTrue(
                text.lines().anyMatch(line -> line.matches("\\s+recorded\\s+simulated\\s+simulated\\s+simulated")),
                text);
    }

    @Test
    void shouldTakeOtherSettingsFromAFile() throws IOException {
        JsonNode other = whatIf(journal, "--conf", "conf/local.conf", "--open-loop")
                .get("variants")
                .get(0);
        assertTrue(other.get("changed").asLong() > 0, "the file has the floor that the session was without");
        assertTrue(other.get("parts").get("ADVERSE_SELECTION").asLong() > 0, other.toString());
    }

    @Test
    void shouldCallNonsenseAUsageError() {
        for (String[] nonsense : new String[][] {
            {"--set", "quote.half-bread=3 ticks", "half-bread"},
            {"--variant", "quote.half-spread=3 ticks", "is no NAME:KEY=VALUE"},
            {"--variant", "a:b", "is no KEY=VALUE"},
            {"--fill-model", "hopeful", "--fill-model"},
            {"--conf", "nowhere.conf", "nowhere.conf"},
        }) {
            assertEquals(2, run("whatif", journal, nonsense[0], nonsense[1]), nonsense[1]);
            assertTrue(err.toString().contains(nonsense[2]), err.toString());
        }
        assertEquals(1, run("whatif", folder.resolve("nothing")));
    }
}
