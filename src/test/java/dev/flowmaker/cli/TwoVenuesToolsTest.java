package dev.flowmaker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.daemon.Daemon;
import dev.flowmaker.daemon.GatewayFactory;
import dev.flowmaker.daemon.Guard;
import dev.flowmaker.daemon.LocalExchange;
import dev.flowmaker.daemon.Recorder;
import dev.flowmaker.daemon.VenueGateways;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.journal.live.LiveStateWriter;
import dev.flowmaker.journal.live.Pictures;
import dev.flowmaker.journal.live.SessionView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** The commands on a daemon at two venues and on its journal: names that tell the venue, and what cannot be refused in words. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class TwoVenuesToolsTest {
    @TempDir
    private static Path folder;

    private ExchangeServer one;
    private ExchangeServer other;
    private Path conf;
    private Path journal;
    /** What was said while the daemon ran, by command. */
    private final List<Said> live = new ArrayList<>();

    private record Said(String command, int code, String text) {}

    private static ExchangeServer exchange(int venue) throws IOException {
        String conf = "exchange { port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] } ],"
                + " market-defaults.seed = " + (20 + venue) + ", markets = [ { symbol = BTC/USDT } ] }";
        return LocalExchange.open(
                Configuration.parse("exchange.conf", conf).exchange(),
                Map.of("FLOWMAKER_KEY", "key" + venue, "FLOWMAKER_SECRET", "secret" + venue),
                System.currentTimeMillis());
    }

    private String venue(String name, int index, int port) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys" + index), "key=key" + index + "\nsecret=secret" + index);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        return """
                { name = %s, key-file = "%s", rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d"
                  ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3" }
                """.formatted(name, keys, port, port, port);
    }

    private Path configuration(String name, String mode) throws IOException {
        String text = """
                flowmaker {
                  name = %s
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue { %s }
                  venues = [ %s, %s ]
                  market-defaults {
                    symbol = BTC/USDT
                    book.warmup-frames = 2
                    quote { half-spread = 2 ticks, fee-floor = false, size = 0.002 BTC }
                    risk {
                      max-order-size = 0.01 BTC, max-order-notional = 10000 USDT, max-long = 0.05 BTC, max-short = 0.05 BTC
                    }
                  }
                  markets = [ { venue = other }, { venue = one } ]
                }
                """.formatted(
                name, folder.resolve("journal"), mode, venue("one", 0, one.port()), venue("other", 1, other.port()));
        return Files.writeString(folder.resolve(name + ".conf"), text);
    }

    private static DaemonSettings settings(Path file) {
        return Configuration.load(file).daemon();
    }

    private static List<GatewayFactory> gateways(DaemonSettings settings) {
        List<GatewayFactory> gateways = new ArrayList<>();
        for (int venue = 0; venue < 2; venue++) {
            gateways.add(new VenueGateways(settings.of(venue), new Credentials("key" + venue, "secret" + venue)));
        }
        return gateways;
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Said say(Object... arguments) {
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(out));
        String[] all = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int code = commandLine.execute(all);
        return new Said(String.join(" ", all), code, out.toString());
    }

    @BeforeAll
    void trade() throws Exception {
        one = exchange(0);
        other = exchange(1);
        conf = configuration("two", "mode = sim");
        DaemonSettings settings = settings(conf);
        journal = settings.journal().dir();
        Daemon daemon = Daemon.prepare(settings, gateways(settings));
        daemon.start();
        await(() -> {
            SessionView view = daemon.view();
            return daemon.hasEnded()
                    || (view != null
                            && view.quoting()
                            && view.decisions() > 200
                            && view.venues().stream().allMatch(venue -> venue.openOrders() > 0));
        });
        live.add(say("status", journal));
        live.add(say("status", "--json", journal));
        live.add(say("set", "quote.half-spread=3 ticks", journal, "--market", "one:BTC/USDT"));
        live.add(say("set", "quote.half-spread=3 ticks", journal, "--market", "BTC/USDT"));
        live.add(say("halt", journal));
        daemon.requestStop(StopReason.REQUESTED, "enough");
        assertEquals(StopReason.REQUESTED, daemon.await());
    }

    @AfterAll
    void close() {
        one.close();
        other.close();
    }

    @Test
    void shouldShowEachVenueWhileItTrades() throws Exception {
        assertTrue(live.get(0).text.contains("two on one, other (sim)"), live.get(0).text);
        assertTrue(
                live.get(0).text.contains("venue     one: market data up, user up, requests up, "), live.get(0).text);
        assertTrue(live.get(0).text.contains("venue     other: market data up"), live.get(0).text);
        assertTrue(live.get(0).text.contains("other:BTC/USDT"), live.get(0).text);
        JsonNode json = new ObjectMapper().readTree(live.get(1).text);
        assertEquals("other", json.at("/venues/1/name").asText());
        assertTrue(json.at("/venues/0/reconciled").asBoolean());
        assertTrue(json.at("/venues/0/openOrders").asInt() > 0);
        assertEquals("other:BTC/USDT", json.at("/markets/0/symbol").asText());
        assertEquals(0, live.get(2).code, live.get(2).text);
        assertEquals(2, live.get(3).code, "the name alone is of neither");
        assertTrue(
                live.get(3).text.contains("no market BTC/USDT here, but [other:BTC/USDT, one:BTC/USDT]"),
                live.get(3).text);
        assertEquals(0, live.get(4).code, live.get(4).text);
    }

    @Test
    void shouldReplayExplainAndFilterByTheVenuesMarket() {
        assertEquals(0, say("replay", journal).code);
        Said dump = say("journal", "dump", journal, "--market", "one:BTC/USDT", "--kind", "PLACE_ORDER");
        assertTrue(dump.text.lines().findFirst().orElse("").contains(" one:BTC/USDT "), dump.text);
        assertFalse(dump.text.contains("other:BTC/USDT"));
        assertTrue(say("journal", "dump", journal, "--kind", "CONNECTION_CHANGED")
                .text
                .contains("venue=1 (other)"));
        Said placed = say("journal", "dump", journal, "--market", "other:BTC/USDT", "--kind", "PLACE_ORDER", "--json");
        String id = placed.text.replaceFirst("(?s).*?\"orderId\":([0-9]+).*", "$1");
        Said why = say("explain", journal, "--order", id);
        assertEquals(0, why.code, why.text);
        assertTrue(why.text.contains("other:BTC/USDT"), why.text);
    }

    @Test
    void shouldReportAndExportBoth() throws IOException {
        Path page = folder.resolve("page.html");
        assertEquals(0, say("report", journal, "-o", page).code);
        String text = Files.readString(page);
        assertTrue(text.contains("\"symbol\":\"one:BTC/USDT\""));
        assertTrue(text.contains("\"symbol\":\"other:BTC/USDT\""));
        Said export = say("export", journal, "--format", "csv", "-o", folder.resolve("tables"));
        assertEquals(0, export.code, export.text);
        try (var files = Files.walk(folder.resolve("tables"))) {
            assertTrue(files.filter(file -> file.toString().endsWith(".gz"))
                    .anyMatch(file -> read(file).contains("one:BTC/USDT")));
        }
    }

    private static String read(Path file) {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldCompareDecisionsAndRefuseToSimulateTwoExchanges() {
        Said open = say("whatif", journal, "--open-loop", "--set", "quote.half-spread=9 ticks");
        assertEquals(0, open.code, open.text);
        Said closed = say("whatif", journal, "--set", "quote.half-spread=9 ticks");
        assertEquals(2, closed.code, closed.text);
        assertTrue(closed.text.contains("at the venues one, other: only one exchange can be simulated"), closed.text);
        Said both = say("backtest", conf, "--tape", journal, "-o", folder.resolve("backtest"));
        assertTrue(both.code > 0 && both.text.contains("a backtest plays one exchange"), both.text);
        Said tape = say("backtest", Path.of("conf/glft.conf"), "--tape", journal, "-o", folder.resolve("again"));
        assertTrue(tape.code > 0 && tape.text.contains("has the venues one, other"), tape.text);
    }

    @Test
    void shouldExamineEachVenue() throws IOException {
        Said said = say("doctor", conf);
        assertEquals(0, said.code, said.text);
        for (String name : List.of("one", "other")) {
            assertTrue(said.text.contains(name + ": requests"), said.text);
            assertTrue(said.text.contains(name + ": BTC balance"), said.text);
        }
        String text = Files.readString(conf).replace("http://127.0.0.1:" + other.port(), "http://127.0.0.1:1");
        Said bad = say("doctor", Files.writeString(folder.resolve("bad.conf"), text));
        assertEquals(3, bad.code, bad.text);
        assertTrue(
                bad.text.lines().anyMatch(line -> line.startsWith("BAD") && line.contains("other: requests")),
                bad.text);
        assertTrue(bad.text.lines().noneMatch(line -> line.startsWith("BAD") && line.contains("one: ")), bad.text);
    }

    @Test
    void shouldTradeOnPaperAtBoth() throws Exception {
        Path file = configuration("on-paper", "mode = paper, paper.balances = [ 1 BTC, 60000 USDT ]");
        DaemonSettings settings = settings(file);
        for (int session = 1; session <= 2; session++) {
            List<GatewayFactory> gateways = new ArrayList<>();
            for (int venue = 0; venue < 2; venue++) {
                gateways.add(new VenueGateways(settings.of(venue), Credentials.NONE));
            }
            Daemon daemon = Daemon.prepare(settings, gateways);
            daemon.start();
            await(() -> {
                SessionView view = daemon.view();
                return daemon.hasEnded()
                        || (view != null && view.venues().stream().allMatch(venue -> venue.openOrders() > 0));
            });
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
        }
        assertEquals(0, say("replay", settings.journal().dir()).code);
    }

    @Test
    void shouldRecordFromBoth() throws Exception {
        Path file = configuration("tape", "mode = paper, paper.balances = [ 1 BTC ]");
        Recorder recorder = Recorder.start(Configuration.load(file).recording());
        await(() -> recorder.hasEnded()
                || recorder.view().markets().stream().allMatch(market -> market.books() > 5 && market.trades() > 0));
        recorder.requestStop("enough");
        assertEquals(StopReason.REQUESTED, recorder.await());
        assertEquals("other:BTC/USDT", recorder.view().markets().get(0).symbol());
        Said trades =
                say("journal", "dump", folder.resolve("journal/tape"), "--market", "one:BTC/USDT", "--kind", "TRADE");
        assertTrue(trades.text.lines().count() > 0, trades.text);
        assertEquals(0, say("journal", "verify", folder.resolve("journal/tape")).code);
    }

    @Test
    void shouldGuardEachVenue() throws Exception {
        Path file = configuration("guarded", "mode = sim");
        DaemonSettings settings = settings(file);
        Files.createDirectories(settings.journal().dir());
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        try (LiveStateWriter writer = LiveStateWriter.create(settings.journal().dir(), 1)) {
            writer.publish(Pictures.of(7, 1, null));
        }
        List<GuardedVenue> venues = new ArrayList<>();
        try {
            for (int venue = 0; venue < 2; venue++) {
                String name = venue + " ";
                venues.add(new GuardedVenue(
                        settings.of(venue),
                        gateways(settings).get(venue),
                        settings.journal().dir(),
                        1,
                        text -> said.add(name + text)));
            }
            await(() -> {
                venues.forEach(GuardedVenue::look);
                return said.stream().filter(text -> text.contains("confirmed")).count() == 2;
            });
        } finally {
            venues.forEach(GuardedVenue::close);
        }
        for (String name : List.of("0 ", "1 ")) {
            assertTrue(said.stream().anyMatch(text -> text.startsWith(name + Guard.ALARM)), said::toString);
        }
    }
}
