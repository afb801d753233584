package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.Version;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.inventory.Ledger;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.door.FaultSettings;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.live.SessionView;
import dev.flowmaker.replay.Recovery;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon through XChange against a local exchange whose connections fail in every way they can. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketFaultsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("FLOWMAKER_KEY", "faultyKey", "FLOWMAKER_SECRET", "faultySecret");
    private static final FaultSettings FAULTS = new FaultSettings(
            7, 50_000, 300_000_000L, 20_000, 4_000, 2_000, 20_000, 30_000, 20_000, 10_000, 3_000, 3_000_000_000L);
    private static final String EXCHANGE =
            "exchange { port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] } ],"
                    + " markets = [ { symbol = BTC/USDT } ] }";

    @TempDir
    private Path folder;

    private DaemonSettings daemon(int port) {
        return Configuration.parse("daemon.conf", """
                        flowmaker {
                          name = faulty
                          journal { dir = "%s", free-space-alarm = 1 MB }
                          stop-timeout = 60 s
                          venue {
                            mode = sim
                            rest-uri = "http://127.0.0.1:%d"
                            stream-uri = "ws://127.0.0.1:%d"
                            ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3"
                            request-timeout = 3 s
                            silence-timeout = 3 s
                            reconnect-after = 50 ms
                            reconcile-every = 5 s
                          }
                          markets = [ {
                            symbol = BTC/USDT
                            quote { half-spread = 10 ticks, fee-floor = false, size = 0.002 BTC }
                            order { ack-timeout = 5 s, query-after = 200 ms }
                            risk {
                              max-order-size = 0.01 BTC
                              max-order-notional = 10000 USDT
                              max-long = 0.02 BTC
                              max-short = 0.02 BTC
                            }
                          } ]
                        }
                        """.formatted(folder, port, port, port))
                .daemon();
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean quotes(Daemon daemon) {
        SessionView view = daemon.view();
        return view != null && view.quoting() && view.openOrders() > 0;
    }

    @Test
    void shouldComeThroughEveryFaultOfASocket() throws Exception {
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", EXCHANGE).exchange(), ENVIRONMENT, System.currentTimeMillis())) {
            DaemonSettings settings = daemon(server.port());
            Daemon daemon =
                    Daemon.prepare(settings, new VenueGateways(settings, new Credentials("faultyKey", "faultySecret")));
            daemon.start();
            await(() -> quotes(daemon) || daemon.hasEnded());
            server.fail(FAULTS);
            await(() -> Arrays.stream(server.failures()).allMatch(count -> count > 0) || daemon.hasEnded());
            server.fail(FaultSettings.NONE);
            await(() -> quotes(daemon) || daemon.hasEnded());
            daemon.requestStop(StopReason.REQUESTED, "enough");
            assertEquals(StopReason.REQUESTED, daemon.await(), () -> "faults " + Arrays.toString(server.failures()));
            assertEquals(List.of(), server.ask(exchange -> exchange.openOrders(0, 0)));
            Path journal = settings.journal().dir();
            Ledger ledger = ledger(journal);
            for (BalanceInfo balance : server.ask(exchange -> exchange.balances(0))) {
                assertEquals(balance.freeQuanta(), ledger.expectedQuanta(balance.asset()), "asset " + balance.asset());
            }
            try (JournalReader reader = JournalReader.open(journal)) {
                ReplayResult replayed =
                        new Replayer(EngineSettingsFactory::from, Version.text()).run(reader, done -> {});
                assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
            }
        }
    }

    private static Ledger ledger(Path journal) throws Exception {
        try (JournalWriter writer = JournalWriter.open(journal)) {
            Recovery.Recovered recovered =
                    new Recovery(EngineSettingsFactory::from, Version.text()).run(writer::readFile);
            assertNotNull(recovered);
            return recovered.engine().ledger();
        }
    }
}
