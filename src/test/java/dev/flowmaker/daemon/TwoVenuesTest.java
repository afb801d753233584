package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.Version;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.FaultSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.venue.VenueException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One daemon that quotes a market at each of several exchanges over loopback. A few seconds long, at two; at three that speak
 * as many protocols, and as long as {@code
 * -Dflowmaker.venues.seconds} says, where that is a minute or more.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoVenuesTest {
    private static final long SECONDS = Long.getLong("flowmaker.venues.seconds", 4);
    private static final long SEED = Long.getLong("flowmaker.venues.seed", 11);
    private static final List<String> NAMES = List.of("one", "other", "third");
    private static final List<Rig> PAIR = List.of(Rig.BINANCE, Rig.BINANCE);

    @TempDir
    private Path folder;

    /** What a venue of the test speaks, and what is traded there. */
    private enum Rig {
        BINANCE("BTC/USDT", "10 BTC, 1000000 USDT", "", "", "/ws-api/v3", spot("USDT")),
        KRAKEN(
                "BTC/USD",
                "10 BTC, 1000000 USD",
                "start-price = 60000 USD, tick = 0.1 USD, min-notional = 0.5 USD",
                "",
                "/auth",
                spot("USD")),
        BITMEX(
                "BTC/USD:BTC",
                "10 BTC",
                "start-price = 60000 USD, tick = 0.5 USD, lot = 100 contracts, min-notional = 0 BTC, contract.size = 1",
                "/realtime",
                "",
                """
                quote { half-spread = 2 ticks, fee-floor = false, size = 100 contracts, levels = 2 }
                risk {
                  max-order-size = 1000 contracts, max-order-notional = 1 BTC
                  max-long = 3000 contracts, max-short = 3000 contracts
                }
                """);

        final String symbol;
        final String balances;
        final String rules;
        final String stream;
        final String own;
        final String trading;

        Rig(String symbol, String balances, String rules, String stream, String own, String trading) {
            this.symbol = symbol;
            this.balances = balances;
            this.rules = rules;
            this.stream = stream;
            this.own = own;
            this.trading = trading;
        }

        private static String spot(String quote) {
            return """
                    quote { half-spread = 2 ticks, fee-floor = false, size = 0.002 BTC, levels = 2 }
                    risk {
                      max-order-size = 0.01 BTC, max-order-notional = 10000 %s, max-long = 0.05 BTC, max-short = 0.05 BTC
                    }
                    """.formatted(quote);
        }

        String protocol() {
            return name().toLowerCase(Locale.ROOT);
        }

        ExchangeServer open(int venue) throws Exception {
            String conf = """
                    exchange {
                      protocol = %s, port = 0, accounts = [ { balances = [ %s ] } ]
                      market-defaults { seed = %d, %s }, markets = [ { symbol = "%s" } ]
                    }
                    """.formatted(protocol(), balances, SEED + venue, rules, symbol);
            return LocalExchange.open(
                    Configuration.parse("exchange.conf", conf).exchange(),
                    Map.of("FLOWMAKER_KEY", key(venue), "FLOWMAKER_SECRET", secret(venue)),
                    System.currentTimeMillis());
        }

        String venue(String name, int port) {
            return """
                    { name = %s, protocol = %s, rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d%s" %s }
                    """.formatted(
                            name,
                            protocol(),
                            port,
                            port,
                            stream,
                            own.isEmpty() ? "" : ", ws-api-uri = \"ws://127.0.0.1:" + port + own + "\"");
        }

        String market(String name) {
            return "{ symbol = \"" + symbol + "\", venue = " + name + "\n" + trading + " }";
        }
    }

    private static String key(int venue) {
        return "key" + venue;
    }

    /** Kraken's are Base64. */
    private static String secret(int venue) {
        return "c2VjcmV0" + venue + "A==";
    }

    private static List<ExchangeServer> open(List<Rig> rigs) throws Exception {
        List<ExchangeServer> servers = new ArrayList<>();
        for (Rig rig : rigs) {
            servers.add(rig.open(servers.size()));
        }
        return servers;
    }

    private static List<Integer> ports(List<ExchangeServer> servers) {
        return servers.stream().map(ExchangeServer::port).toList();
    }

    /** The markets in the opposite order of the venues. */
    private DaemonSettings settings(List<Rig> rigs, List<Integer> ports) {
        List<String> venues = new ArrayList<>();
        List<String> markets = new ArrayList<>();
        for (int venue = 0; venue < rigs.size(); venue++) {
            venues.add(rigs.get(venue).venue(NAMES.get(venue), ports.get(venue)));
            markets.add(0, rigs.get(venue).market(NAMES.get(venue)));
        }
        return Configuration.parse(
                        "daemon.conf", """
                        flowmaker {
                          name = two-venues
                          journal { dir = "%s", free-space-alarm = 1 MB }
                          stop-timeout = 60 s
                          venue {
                            mode = sim, request-timeout = 3 s, silence-timeout = 3 s, reconnect-after = 50 ms
                            reconcile-every = 5 s
                          }
                          venues = [ %s ]
                          market-defaults.order { ack-timeout = 5 s, query-after = 200 ms }
                          risk.account.max-position = [ 0.08 BTC ]
                          markets = [ %s ]
                        }
                        """.formatted(folder, String.join(", ", venues), String.join(", ", markets)))
                .daemon();
    }

    private static List<GatewayFactory> gateways(DaemonSettings settings) {
        List<GatewayFactory> gateways = new ArrayList<>();
        for (int venue = 0; venue < settings.venues().size(); venue++) {
            gateways.add(new VenueGateways(settings.of(venue), new Credentials(key(venue), secret(venue))));
        }
        return gateways;
    }

    private static void await(Daemon daemon, BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !daemon.hasEnded()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean quotesEverywhere(Daemon daemon) {
        SessionView view = daemon.view();
        return view != null && view.quoting() && view.venues().stream().allMatch(venue -> venue.openOrders() > 0);
    }

    private static FaultSettings faults(long seed) {
        return new FaultSettings(
                seed,
                50_000,
                300_000_000L,
                10_000,
                3_000,
                1_000,
                10_000,
                20_000,
                20_000,
                10_000,
                2_000,
                2_000_000_000L);
    }

    /** Each exchange fails, and is sound again, at random times, until the time is over and each has failed somehow. */
    private static void failAtRandom(Daemon daemon, List<ExchangeServer> servers) {
        SplittableRandom random = new SplittableRandom(SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        servers.forEach(server -> server.fail(faults(random.nextLong())));
        while ((System.nanoTime() < end || !allFailed(servers)) && !daemon.hasEnded()) {
            ExchangeServer server = servers.get(random.nextInt(servers.size()));
            server.fail(random.nextInt(3) == 0 ? FaultSettings.NONE : faults(random.nextLong()));
            long change =
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(SECONDS < 60 ? 400 : 2_000));
            await(daemon, () -> System.nanoTime() >= change);
        }
        servers.forEach(server -> server.fail(FaultSettings.NONE));
    }

    private static boolean allFailed(List<ExchangeServer> servers) {
        return servers.stream()
                .allMatch(server -> Arrays.stream(server.failures()).sum() > 0);
    }

    @Test
    void shouldQuoteEverywhereThroughRandomFaultsAndAgreeWithEachAtTheEnd() throws Exception {
        // Kraken lets so few requests through that what a fault left in doubt takes long to clear up.
        List<Rig> rigs = SECONDS < 60 ? PAIR : List.of(Rig.BINANCE, Rig.KRAKEN, Rig.BITMEX);
        List<ExchangeServer> servers = open(rigs);
        try {
            DaemonSettings settings = settings(rigs, ports(servers));
            Daemon daemon = Daemon.prepare(settings, gateways(settings));
            daemon.start();
            await(daemon, () -> quotesEverywhere(daemon));
            failAtRandom(daemon, servers);
            await(daemon, () -> quotesEverywhere(daemon));
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
            assertAgreement(settings.journal().dir(), servers);
            long[] failures = servers.stream()
                    .mapToLong(server -> Arrays.stream(server.failures()).sum())
                    .toArray();
            System.out.println("two venues: " + rigs + ", " + SECONDS + " s, fills "
                    + Arrays.toString(fills(settings.journal().dir(), rigs.size())) + ", failures "
                    + Arrays.toString(failures) + ", positions equal, no order left, identical on replay");
        } finally {
            servers.forEach(ExchangeServer::close);
        }
    }

    @Test
    void shouldQuoteAtVenuesThatSpeakOtherProtocols() throws Exception {
        List<Rig> rigs = List.of(Rig.values());
        List<ExchangeServer> servers = open(rigs);
        try {
            DaemonSettings settings = settings(rigs, ports(servers));
            Daemon daemon = Daemon.prepare(settings, gateways(settings));
            daemon.start();
            await(daemon, () -> quotesEverywhere(daemon));
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
            assertAgreement(settings.journal().dir(), servers);
        } finally {
            servers.forEach(ExchangeServer::close);
        }
    }

    @Test
    void shouldGoOnAtTheOtherWhenOneIsGoneAndTakeBothOverInTheNextSession() throws Exception {
        List<ExchangeServer> servers = open(PAIR);
        try {
            DaemonSettings settings = settings(PAIR, ports(servers));
            Daemon first = Daemon.prepare(settings, gateways(settings));
            first.start();
            await(first, () -> quotesEverywhere(first));
            // A share of all: nothing gets through.
            servers.get(0).fail(new FaultSettings(1, 0, 0, 0, 1_000_000, 0, 0, 0, 0, 0, 0, 0));
            await(first, () -> notAtOne(first));
            SessionView view = first.view();
            assertNotNull(view);
            assertFalse(view.quoting());
            assertTrue(view.venues().get(1).reconciled());
            servers.get(0).fail(FaultSettings.NONE);
            await(first, () -> quotesEverywhere(first));
            first.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, first.await());
            Daemon second = Daemon.prepare(settings, gateways(settings));
            second.start();
            await(second, () -> quotesEverywhere(second));
            second.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, second.await());
            assertAgreement(settings.journal().dir(), servers);
        } finally {
            servers.forEach(ExchangeServer::close);
        }
    }

    private static boolean notAtOne(Daemon daemon) {
        SessionView view = daemon.view();
        return view != null
                && !view.venues().get(0).reconciled()
                && view.markets().get(0).obstacle() == null;
    }

    @Test
    void shouldTradeNowhereWhenOneCannotBeOpenedAndNameIt() throws Exception {
        try (ExchangeServer one = Rig.BINANCE.open(0)) {
            DaemonSettings settings = settings(PAIR, List.of(one.port(), 1));
            VenueException refused =
                    assertThrows(VenueException.class, () -> Daemon.prepare(settings, gateways(settings)));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("other: "), refused.getMessage());
            assertEquals(List.of(), one.ask(exchange -> exchange.openOrders(0, 0)));
        }
    }

    @Test
    void shouldTradeNowhereWhenOneRefusesTheKeyAndNameIt() throws Exception {
        List<ExchangeServer> servers = open(PAIR);
        try {
            DaemonSettings settings = settings(PAIR, ports(servers));
            List<GatewayFactory> gateways = List.of(
                    gateways(settings).get(0), new VenueGateways(settings.of(1), new Credentials(key(1), "wrong")));
            VenueException refused = assertThrows(VenueException.class, () -> {
                Daemon daemon = Daemon.prepare(settings, gateways);
                daemon.start();
            });
            assertTrue(String.valueOf(refused.getMessage()).startsWith("other: "), refused.getMessage());
            assertEquals(List.of(), servers.get(0).ask(exchange -> exchange.openOrders(0, 0)));
        } finally {
            servers.forEach(ExchangeServer::close);
        }
    }

    /** No order is left, our books are each exchange's, and a replay gives the same again. */
    private static void assertAgreement(Path journal, List<ExchangeServer> servers) throws Exception {
        for (int venue = 0; venue < servers.size(); venue++) {
            assertEquals(List.of(), servers.get(venue).ask(exchange -> exchange.openOrders(0, 0)));
            assertEquals(balances(servers.get(venue)), held(journal, venue), NAMES.get(venue));
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        }
    }

    /** What the exchange says is held, by code: contracts of a position, and cash less what positions cost. */
    private static Map<String, String> balances(ExchangeServer server) {
        return server.ask(exchange -> {
            List<Asset> assets = exchange.settings().assets();
            long[] quanta = new long[assets.size()];
            for (BalanceInfo balance : exchange.balances(0)) {
                quanta[balance.asset()] += balance.freeQuanta() + balance.lockedQuanta();
                for (MarketSetup market : exchange.settings().markets()) {
                    if (market.instrument().isPerpetual() && market.instrument().baseAsset() == balance.asset()) {
                        quanta[market.instrument().quoteAsset()] -= balance.costQuanta();
                    }
                }
            }
            Map<String, String> held = new TreeMap<>();
            for (int asset = 0; asset < quanta.length; asset++) {
                held.put(
                        assets.get(asset).code(),
                        decimal(quanta[asset], assets.get(asset).scale()));
            }
            return held;
        });
    }

    private static String decimal(long quanta, int scale) {
        return BigDecimal.valueOf(quanta, scale).stripTrailingZeros().toPlainString();
    }

    /** What our books say is held at a venue, by code. */
    private static Map<String, String> held(Path journal, int venue) throws Exception {
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Recovery.Recovered recovered =
                    new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile);
            assertNotNull(recovered);
            Engine engine = recovered.engine();
            assertEquals(0, engine.openOrders());
            Map<String, String> held = new TreeMap<>();
            for (int asset = 0; asset < engine.assets().size(); asset++) {
                Asset each = engine.assets().get(asset);
                if (each.venue() == venue) {
                    held.put(each.code(), decimal(engine.ledger().expectedQuanta(asset), each.scale()));
                }
            }
            return held;
        }
    }

    /** By venue; the last one has the first market. */
    private static long[] fills(Path journal, int venues) {
        long[] fills = new long[venues];
        try (JournalReader reader = JournalReader.open(journal)) {
            for (var message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof Fill fill) {
                    fills[venues - 1 - fill.market]++;
                }
            }
        }
        return fills;
    }
}
