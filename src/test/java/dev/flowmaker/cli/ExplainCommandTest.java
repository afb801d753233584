package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.SharedData;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.order.Reason;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.replay.SyntheticSession;
import dev.flowmaker.replay.explain.Explainer;
import dev.flowmaker.replay.explain.Explanation;
import dev.flowmaker.simulation.BrokenBuild;
import dev.flowmaker.venue.ClientOrderIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Explanations add up, agree with the journal, and answer what was asked. */
@SuppressWarnings("NullAway") // what is not there fails the test
class ExplainCommandTest {
    private static final long SEED = 11;
    private static final int QUESTIONS = 100;
    private static final int RECORDS = 5_000;
    private static final Pattern ROW =
            Pattern.compile("  (\\S.*?)\\s{2,}(-?\\d+(?:\\.\\d+)?)\\s+(-?\\d+(?:\\.\\d+)?)(?: × .*)?");
    private static final Pattern SIGNAL =
            Pattern.compile("    of it, .*?\\s{2,}(-?\\d+\\.\\d{6}).*|    of it, the cap took\\s+(-?\\d+\\.\\d{6})");

    @TempDir
    private static Path folder;

    private static Path journal;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() {
        journal = folder.resolve("synthetic");
        String configuration = SyntheticSession.configuration(
                "local.conf", Map.of("alpha.mode", "fixed", "quote.pause-after-fill", "500 ms"));
        try (JournalWriter writer = JournalWriter.open(journal)) {
            SyntheticSession.record(
                    writer, SyntheticSession.header(configuration, writer.nextEpoch()), Fixtures.synthetic(1), RECORDS);
        }
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

    private JsonNode explain(Object... args) throws IOException {
        Object[] all = new Object[args.length + 3];
        all[0] = "explain";
        all[1] = journal;
        all[2] = "--json";
        System.arraycopy(args, 0, all, 3, args.length);
        assertEquals(0, run(all), () -> List.of(args) + " " + err);
        return new ObjectMapper().readTree(out.toString());
    }

    private static List<Message> messages(Path path, Class<? extends Message> type) {
        List<Message> found = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(path)) {
            for (Message each = reader.next(); each != null; each = reader.next()) {
                if (type.isInstance(each)) {
                    found.add(copy(each));
                }
            }
        }
        return found;
    }

    private static Message copy(Message message) {
        Codec codec = new Codec();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        return codec.decode(buffer, 0, codec.encode(message, buffer, 0));
    }

    /** Adds up what is printed, and nothing else; returns how many prices there were. */
    private static int addUp(String text, List<BigDecimal> prices) {
        BigDecimal ticks = null;
        BigDecimal price = BigDecimal.ZERO;
        BigDecimal alpha = BigDecimal.ZERO;
        BigDecimal signals = BigDecimal.ZERO;
        boolean any = false;
        int sums = 0;
        for (String line : text.lines().toList()) {
            if (line.startsWith("the price wanted, part by part")) {
                ticks = BigDecimal.ZERO;
                price = BigDecimal.ZERO;
                alpha = BigDecimal.ZERO;
                signals = BigDecimal.ZERO;
                any = false;
            }
            Matcher signal = SIGNAL.matcher(line);
            Matcher row = ROW.matcher(line);
            if (ticks == null) {
                continue;
            }
            if (signal.matches()) {
                signals = signals.add(new BigDecimal(signal.group(1) != null ? signal.group(1) : signal.group(2)));
                any = true;
            } else if (row.matches()) {
                BigDecimal rowTicks = new BigDecimal(row.group(2));
                BigDecimal rowPrice = new BigDecimal(row.group(3));
                if (row.group(1).startsWith("= ")) {
                    assertEquals(0, ticks.compareTo(rowTicks), () -> text);
                    assertEquals(0, price.compareTo(rowPrice), () -> text);
                    if (!row.group(1).equals("= fair value")) {
                        assertTrue(!any || alpha.compareTo(signals) == 0, text);
                        prices.add(rowPrice);
                        ticks = null;
                        sums++;
                    }
                } else {
                    ticks = ticks.add(rowTicks);
                    price = price.add(rowPrice);
                    alpha = row.group(1).startsWith("alpha") ? rowTicks : alpha;
                }
            }
        }
        return sums;
    }

    private static String print(Explanation explanation) {
        StringWriter text = new StringWriter();
        new ExplainText(new PrintWriter(text), false, explanation).print();
        return text.toString();
    }

    private static void explainRandomOrdersAndMoments(Path path) {
        try (JournalReader reader = JournalReader.open(path)) {
            explainRandomOrdersAndMoments(path, new Explainer(reader));
        }
    }

    private static void explainRandomOrdersAndMoments(Path path, Explainer explainer) {
        Random random = new Random(SEED);
        Instrument instrument = Fixtures.bitcoin();
        List<Message> orders = messages(path, PlaceOrder.class);
        List<Message> decisions = messages(path, Decision.class);
        assertTrue(orders.size() > 30, "only " + orders.size() + " orders");
        for (int i = 0; i < QUESTIONS; i++) {
            PlaceOrder order = (PlaceOrder) orders.get(random.nextInt(orders.size()));
            String text = print(explainer.order(order.orderId));
            List<BigDecimal> prices = new ArrayList<>();
            assertEquals(1, addUp(text, prices), text);
            assertEquals(new BigDecimal(instrument.priceText(order.priceTicks)), prices.get(0));
            assertTrue(text.contains("risk checks of " + instrument.priceText(order.priceTicks)), text);
            assertTrue(!text.contains("note:") && !text.contains("FAIL"), text);
        }
        long first = decisions.get(0).timeNanos;
        long last = decisions.get(decisions.size() - 1).timeNanos;
        int quoted = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            long at = first + (long) (random.nextDouble() * (last - first));
            Decision then = null;
            for (Message each : decisions) {
                then = each.timeNanos <= at ? (Decision) each : then;
            }
            assertNotNull(then);
            int prices = 0;
            for (int j = 0; j < then.quotes(); j++) {
                prices += then.quote(j).priceTicks == Instrument.NO_PRICE ? 0 : 1;
            }
            String text = print(explainer.at("quotes", at, Explainer.Filter.ALL));
            assertTrue(text.contains("  decision " + then.sequence + ", caused by "), text);
            assertEquals(prices, addUp(text, new ArrayList<>()), text);
            quoted += prices;
        }
        assertTrue(quoted > QUESTIONS, "only " + quoted + " prices");
    }

    @Test
    void shouldAddUpForAnyOrderAndMoment() {
        explainRandomOrdersAndMoments(journal);
    }

    @Test
    void shouldAddUpOnARecordedMarket() {
        List<Path> captures = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        Path real = folder.resolve("real");
        try (JournalWriter writer = JournalWriter.open(real)) {
            SessionStarted started = SyntheticSession.header(
                    SyntheticSession.configuration("local.conf", Map.of("alpha.mode", "fixed")), writer.nextEpoch());
            SyntheticSession.record(writer, started, new MarketSource.Capture(captures), RECORDS);
        }
        explainRandomOrdersAndMoments(real);
    }

    /** The journal that the property {@code flowmaker.explain.journal} names, such as a demo's on recorded data. */
    @Test
    void shouldAddUpOnTheJournalGiven() {
        String given = System.getProperty("flowmaker.explain.journal", "");
        assumeFalse(given.isEmpty(), "no flowmaker.explain.journal");
        explainRandomOrdersAndMoments(Path.of(given));
    }

    @Test
    void shouldTellWhatBecameOfAnOrder() throws IOException {
        Map<Long, Long> placed = new HashMap<>();
        Map<Long, Long> accepted = new HashMap<>();
        messages(journal, PlaceOrder.class).forEach(each -> placed.put(((PlaceOrder) each).orderId, each.timeNanos));
        messages(journal, OrderAccepted.class)
                .forEach(each -> accepted.put(((OrderAccepted) each).orderId, each.timeNanos));
        List<Message> fills = messages(journal, Fill.class);
        assertTrue(fills.size() > 20, "only " + fills.size() + " fills");
        List<Message> decisions = messages(journal, Decision.class);
        for (Message message : fills.subList(0, 10)) {
            Fill fill = (Fill) message;
            JsonNode all = explain("--trade", fill.tradeId);
            JsonNode order = all.get("quotes").get(0).get("order");
            assertEquals(fill.orderId, order.get("orderId").asLong());
            assertEquals(
                    accepted.get(fill.orderId) - placed.get(fill.orderId),
                    order.get("acceptedNanos").asLong()
                            - order.get("placedNanos").asLong());
            JsonNode told = null;
            for (JsonNode each : order.get("fills")) {
                told = each.get("tradeId").asLong() == fill.tradeId ? each : told;
            }
            assertNotNull(told);
            assertEquals(fill.priceTicks, told.get("priceTicks").asLong());
            Decision later = null;
            for (Message each : decisions) {
                later = each.timeNanos <= fill.exchangeTimeNanos + 1_000_000_000L && ((Decision) each).bidTicks > 0
                        ? (Decision) each
                        : later;
            }
            assertNotNull(later);
            assertEquals(
                    fill.side.sign() * ((later.bidTicks + later.askTicks) / 2.0 - fill.priceTicks),
                    told.get("markout1s").asDouble());
            assertTrue(order.get("queue").get("atAcceptLots").asLong()
                    >= order.get("queue").get("atEndLots").asLong());
        }
    }

    @Test
    void shouldFindTheSameOrderByEveryName() throws IOException {
        PlaceOrder order = (PlaceOrder) messages(journal, PlaceOrder.class).get(40);
        JsonNode byOrder = explain("--order", order.orderId);
        JsonNode byClient = explain("--client", new ClientOrderIds("local").text(order.orderId));
        assertEquals(byOrder.get("quotes"), byClient.get("quotes"));
        JsonNode byDecision = explain(
                "--decision",
                byOrder.get("sequence"),
                "--side",
                order.side == Side.BUY ? "bid" : "ask",
                "--level",
                byOrder.get("quotes").get(0).get("level"));
        assertEquals(byOrder.get("quotes"), byDecision.get("quotes"));
        assertEquals("PLACE", byOrder.get("quotes").get(0).get("action").asText());
        JsonNode replaced = byOrder.get("quotes").get(0).get("replaced");
        assertTrue(replaced.get("endNanos").asLong() <= byOrder.get("timeNanos").asLong());
        assertTrue(replaced.get("taken").get("why").asText().length() > 10
                || replaced.get("fills").size() > 0);
        JsonNode before = explain("--decision", order.sequence);
        assertEquals(byOrder.get("sequence"), before.get("sequence"));
        assertTrue(before.get("notes").toString().contains("is a PLACE_ORDER"), before.toString());
    }

    @Test
    void shouldSayWhyThereWasNoQuote() throws IOException {
        JsonNode pause = null;
        for (Message message : messages(journal, Decision.class)) {
            Decision decision = (Decision) message;
            for (int i = 0; pause == null && i < decision.quotes(); i++) {
                if (decision.quote(i).reason == Reason.PAUSE_AFTER_FILL) {
                    pause = explain(
                            "--at",
                            Instant.EPOCH.plusNanos(decision.timeNanos),
                            "--side",
                            decision.quote(i).side == Side.BUY ? "bid" : "ask",
                            "--level",
                            decision.quote(i).level);
                }
            }
        }
        assertNotNull(pause);
        JsonNode quote = pause.get("quotes").get(0);
        assertEquals("SUPPRESS", quote.get("action").asText());
        assertTrue(quote.get("why").asText().contains("quote.pause-after-fill of 0.5 s"), quote.toString());
        assertTrue(pause.get("timeNanos").asLong() - quote.get("sinceNanos").asLong() <= 500_000_000L);
        assertEquals(0, run("explain", journal, "--at", "22:13:20.004", "--side", "bid"), () -> "" + err);
        assertTrue(out.toString().contains("bid 0: no quote, "), out.toString());
        // Since the session's first decision: nothing lies before it.
        assertTrue(out.toString().contains("  no quote for this reason since 2023-11-14 22:13:20"), out.toString());
        assertTrue(out.toString().lines().noneMatch(line -> line.startsWith("the price wanted")), out.toString());
    }

    @Test
    void shouldKeepTheRecordsSumWhereThisBuildDecidesOtherwise() throws Exception {
        Path other = folder.resolve("other");
        BrokenBuild.of(
                        folder.resolve("build"),
                        "core.quote.QuotePricer",
                        "outward * level * spacing",
                        "outward * level * (spacing + 1)")
                .main(SyntheticSession.class.getName(), other.toString(), "3000", "1");
        PlaceOrder order = (PlaceOrder) messages(other, PlaceOrder.class).get(9);
        assertEquals(0, run("explain", other, "--order", order.orderId), () -> "" + err);
        assertEquals(1, addUp(out.toString(), new ArrayList<>()), out.toString());
        assertTrue(out.toString().contains("note: this build decides otherwise"), out.toString());
    }

    @Test
    void shouldCallNonsenseAnErrorWithItsRemedy() {
        Object[][] nonsense = {
            {2, "--at", "25:99", "is no time; write 14:03:07"},
            {2, "--at", "1000", "--decision takes a sequence"},
            {2, "--at", "22:13:25", "--side", "up", "neither bid nor ask"},
            {2, "--at", "22:13:25", "--market", "ETH/USDT", "is not in this session; it has [BTC/USDT]"},
            {2, "--at", "22:13:25", "--level", "7", "levels a side, from 0 on"},
            {1, "--at", "2020-01-01T00:00:00Z", "the journal begins later"},
            {1, "--order", "77", "no order 77 was placed in this journal"},
            {1, "--client", "x-77", "is no client order id of this daemon"},
            {1, "--trade", "99999999", "no trade of ours has the id"},
            {1, "--decision", "99999999", "there is no record 99999999"},
        };
        for (Object[] each : nonsense) {
            Object[] args = new Object[each.length];
            args[0] = "explain";
            args[1] = journal;
            System.arraycopy(each, 1, args, 2, each.length - 2);
            assertEquals(each[0], run(args), () -> List.of(each) + " " + err);
            assertTrue(err.toString().contains((String) each[each.length - 1]), err.toString());
            assertEquals(1, err.toString().lines().count(), err.toString());
        }
        assertEquals(2, run("explain", journal));
    }
}
