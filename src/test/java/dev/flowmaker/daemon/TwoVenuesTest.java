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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One daemon that quotes a pair at each of two exchanges over loopback. A few seconds long; as long as {@code
 * -Dflowmaker.venues.seconds} says.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwoVenuesTest {
    private static final long SECONDS = Long.getLong("flowmaker.venues.seconds", 4);
    private static final long SEED = Long.getLong("flowmaker.venues.seed", 11);
    private static final List<String> NAMES = List.of("one", "other");

    @TempDir
    private Path folder;

    /** What a venue of the test speaks, and what is traded there. */
    private enum Rig {
        BINANCE("BTC/USDT", "USDT", "", "/ws-api/v3"),
        KRAKEN("BTC/USD", "USD", "start-price = 60000 USD, tick = 0.1 USD, min-notional = 0.5 USD", "/auth");

        final String symbol;
        final String quote;
        final String rules;
        final String own;

        Rig(String symbol, String quote, String rules, String own) {
            this.symbol = symbol;
            this.quote = quote;
            this.rules = rules;
            this.own = own;
        }

        String protocol() {
            return name().toLowerCase(Locale.ROOT);
        }

        ExchangeServer open(int venue) throws Exception {
            String conf =
                    "exchange { protocol = " + protocol() + ", port = 0, accounts = [ { balances = [ 10 BTC, 1000000 "
                            + quote + " ] } ], market-defaults { seed = " + (SEED + venue) + ", " + rules
                            + " }, markets = [ { symbol = " + symbol + " } ] }";
            return LocalExchange.open(
                    Configuration.parse("exchange.conf", conf).exchange(),
                    Map.of("FLOWMAKER_KEY", key(venue), "FLOWMAKER_SECRET", secret(venue)),
                    System.currentTimeMillis());
        }

        String venue(String name, int port) {
            return """
                    { name = %s, protocol = %s, rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d"
                      ws-api-uri = "ws://127.0.0.1:%d%s" }
                    """.formatted(name, protocol(), port, port, port, own);
        }

        String market(String name) {
            return "{ symbol = " + symbol + ", venue = " + name + ", risk.max-order-notional = 10000 " + quote + " }";
        }
    }

    private static String key(int venue) {
        return "key" + venue;
    }

    /** Kraken's are Base64. */
    private static String secret(int venue) {
        return "c2VjcmV0" + venue + "A==";
    }

    private static ExchangeServer exchange(int venue) throws Exception {
        return Rig.BINANCE.open(venue);
    }

    private DaemonSettings settings(int onePort, int otherPort) {
        return settings(Rig.BINANCE, onePort, Rig.BINANCE, otherPort);
    }

    private DaemonSettings settings(Rig one, int onePort, Rig other, int otherPort) {
        return Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = two-venues
                          journal { dir = "%s", free-space-alarm = 1 MB }
                          stop-timeout = 60 s
                          venue {
                            mode = sim, request-timeout = 3 s, silence-timeout = 3 s, reconnect-after = 50 ms
                            reconcile-every = 5 s
                          }
                          venues = [ %s, %s ]
                          market-defaults {
                            quote { half-spread = 2 ticks, fee-floor = false, size = 0.002 BTC, levels = 2 }
                            order { ack-timeout = 5 s, query-after = 200 ms }
                            risk {
                              max-order-size = 0.01 BTC
                              max-long = 0.05 BTC, max-short = 0.05 BTC
                            }
                          }
                          risk.account.max-position = [ 0.08 BTC ]
                          markets = [ %s, %s ]
                        }
                        """.formatted(
                                folder,
                                one.venue("one", onePort),
                                other.venue("other", otherPort),
                                other.market("other"),
                                one.market("one")))
                .daemon();
    }

    private static List<GatewayFactory> gateways(DaemonSettings settings) {
        List<GatewayFactory> gateways = new ArrayList<>();
        for (int venue = 0; venue < NAMES.size(); venue++) {
            gateways.add(new VenueGateways(settings.of(venue), new Credentials(key(venue), secret(venue))));
        }
        return gateways;
    }

    private static void await(Daemon daemon, BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !daemon.hasEnded()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean quotesBoth(Daemon daemon) {
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

    @ParameterizedTest
    @EnumSource
    void shouldQuoteAtBothThroughRandomFaultsAndAgreeWithBothAtTheEnd(Rig second) throws Exception {
        try (ExchangeServer one = Rig.BINANCE.open(0);
                ExchangeServer other = second.open(1)) {
            List<ExchangeServer> servers = List.of(one, other);
            DaemonSettings settings = settings(Rig.BINANCE, one.port(), second, other.port());
            Daemon daemon = Daemon.prepare(settings, gateways(settings));
            daemon.start();
            await(daemon, () -> quotesBoth(daemon));
            failAtRandom(daemon, servers);
            await(daemon, () -> quotesBoth(daemon));
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await());
            Path journal = settings.journal().dir();
            for (int venue = 0; venue < servers.size(); venue++) {
                assertEquals(List.of(), servers.get(venue).ask(exchange -> exchange.openOrders(0, 0)));
                assertEquals(balances(servers.get(venue)), held(journal, venue), NAMES.get(venue));
            }
            assertIdenticalOnReplay(journal);
            long[] fills = fills(journal);
            long[] failures = servers.stream()
                    .mapToLong(server -> Arrays.stream(server.failures()).sum())
                    .toArray();
            System.out.println("two venues: binance and " + second.protocol() + ", " + SECONDS + " s, fills "
                    + Arrays.toString(fills) + ", failures " + Arrays.toString(failures)
                    + ", positions equal, no order left, identical on replay");
            for (int venue = 0; venue < servers.size(); venue++) {
                assertTrue(failures[venue] > 0, "nothing failed at " + NAMES.get(venue));
            }
        }
    }

    @Test
    void shouldGoOnAtTheOtherWhenOneIsGoneAndTakeBothOverInTheNextSession() throws Exception {
        try (ExchangeServer one = exchange(0);
                ExchangeServer other = exchange(1)) {
            DaemonSettings settings = settings(one.port(), other.port());
            Daemon first = Daemon.prepare(settings, gateways(settings));
            first.start();
            await(first, () -> quotesBoth(first));
            // A share of all: nothing gets through.
            one.fail(new FaultSettings(1, 0, 0, 0, 1_000_000, 0, 0, 0, 0, 0, 0, 0));
            await(first, () -> notAtOne(first));
            SessionView view = first.view();
            assertNotNull(view);
            assertFalse(view.quoting());
            assertTrue(view.venues().get(1).reconciled());
            assertEquals(null, view.markets().get(0).obstacle(), "at the other");
            one.fail(FaultSettings.NONE);
            await(first, () -> quotesBoth(first));
            first.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, first.await());
            Daemon second = Daemon.prepare(settings, gateways(settings));
            second.start();
            await(second, () -> quotesBoth(second));
            second.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, second.await());
            assertIdenticalOnReplay(settings.journal().dir());
            assertEquals(balances(other), held(settings.journal().dir(), 1));
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
        try (ExchangeServer one = exchange(0)) {
            DaemonSettings settings = settings(one.port(), 1);
            VenueException refused =
                    assertThrows(VenueException.class, () -> Daemon.prepare(settings, gateways(settings)));
            assertTrue(String.valueOf(refused.getMessage()).startsWith("other: "), refused.getMessage());
            assertEquals(List.of(), one.ask(exchange -> exchange.openOrders(0, 0)));
        }
    }

    @Test
    void shouldTradeNowhereWhenOneRefusesTheKeyAndNameIt() throws Exception {
        try (ExchangeServer one = exchange(0);
                ExchangeServer other = exchange(1)) {
            DaemonSettings settings = settings(one.port(), other.port());
            List<GatewayFactory> gateways = List.of(
                    gateways(settings).get(0), new VenueGateways(settings.of(1), new Credentials(key(1), "wrong")));
            VenueException refused = assertThrows(VenueException.class, () -> {
                Daemon daemon = Daemon.prepare(settings, gateways);
                daemon.start();
            });
            assertTrue(String.valueOf(refused.getMessage()).startsWith("other: "), refused.getMessage());
            assertEquals(List.of(), one.ask(exchange -> exchange.openOrders(0, 0)));
        }
    }

    private static List<String> balances(ExchangeServer server) {
        return server.ask(exchange -> exchange.balances(0).stream()
                .map(balance ->
                        exchange.settings().assets().get(balance.asset()).code() + " "
                                + decimal(
                                        balance.freeQuanta(),
                                        exchange.settings()
                                                .assets()
                                                .get(balance.asset())
                                                .scale()))
                .toList());
    }

    private static String decimal(long quanta, int scale) {
        return BigDecimal.valueOf(quanta, scale).stripTrailingZeros().toPlainString();
    }

    /** What our books say is held at a venue, by its own assets. */
    private static List<String> held(Path journal, int venue) throws Exception {
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Recovery.Recovered recovered =
                    new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile);
            assertNotNull(recovered);
            Engine engine = recovered.engine();
            assertEquals(0, engine.openOrders());
            List<String> held = new ArrayList<>();
            for (int asset = 0; asset < engine.assets().size(); asset++) {
                Asset each = engine.assets().get(asset);
                if (each.venue() == venue) {
                    held.add(each.code() + " " + decimal(engine.ledger().expectedQuanta(asset), each.scale()));
                }
            }
            return held;
        }
    }

    private static void assertIdenticalOnReplay(Path journal) throws Exception {
        try (JournalReader reader = JournalReader.open(journal)) {
            ReplayResult replayed = new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
            assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        }
    }

    /** By venue. */
    private static long[] fills(Path journal) throws Exception {
        long[] fills = new long[2];
        try (JournalReader reader = JournalReader.open(journal)) {
            for (var message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof Fill fill) {
                    // The first market is at the other venue.
                    fills[1 - fill.market]++;
                }
            }
        }
        return fills;
    }
}
