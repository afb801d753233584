package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Asset;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.AccountSetup;
import dev.flowmaker.exchange.DeafListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.MarketSetup;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.LatencyRows;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.research.backtest.MeasuredDelays;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One capture twice: through sockets and XChange to a daemon, and in process with the delays that the daemon measured. */
@SuppressWarnings("NullAway") // what is not there fails the test
final class TwoLives {
    private static final long MILLI = 1_000_000;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("FLOWMAKER_KEY", "agreementKey", "FLOWMAKER_SECRET", "agreementSecret");

    private final Path folder;
    private String traded = "";
    private final String market;

    /** @param market what its configuration says of the market beside its symbol */
    TwoLives(Path folder, String market) {
        this.folder = folder;
        this.market = market;
    }

    private static final String EXCHANGE = """
            exchange {
              port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] } ]
              markets = [ { symbol = BTC/USDT, source = capture, files = [ "%s", "%s" ] } ]
            }
            """;

    private DaemonSettings settings(int port, String journals) {
        return Configuration.parse("daemon.conf", """
                flowmaker {
                  name = agreement
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue {
                    mode = sim
                    rest-uri = "http://127.0.0.1:%d", stream-uri = "ws://127.0.0.1:%d"
                    ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3"
                    dead-mans-switch.use = off
                    outbox.orders = 1000 per 1 s
                  }
                  markets = [ {
                    symbol = BTC/USDT
                    %s
                  } ]
                }
                """.formatted(folder.resolve(journals), port, port, port, market))
                .daemon();
    }

    /** The journal of the last session that traded. */
    Path live() {
        return folder.resolve(traded).resolve("agreement");
    }

    /** The daemon trades; returns the exchange's beginning. */
    long trade(List<Path> files, String journals, int least) throws Exception {
        traded = journals;
        long startMillis = System.currentTimeMillis();
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", EXCHANGE.formatted(files.get(0), files.get(1)))
                        .exchange(),
                ENVIRONMENT,
                startMillis)) {
            DaemonSettings settings = settings(server.port(), journals);
            Daemon daemon = Daemon.prepare(
                    settings, new VenueGateways(settings, new Credentials("agreementKey", "agreementSecret")));
            daemon.start();
            Frames seen = new Frames();
            while (seen.count < least) {
                assertFalse(daemon.hasEnded());
                seen.look(daemon);
                LockSupport.parkNanos(100_000);
            }
            daemon.requestStop(StopReason.REQUESTED, "test");
            assertEquals(StopReason.REQUESTED, daemon.await());
        }
        return startMillis;
    }

    /** Pictures of the session in which something was decided since the one before. */
    private static final class Frames {
        private long decision;
        private int count;

        void look(Daemon daemon) {
            var view = daemon.view();
            if (view != null && view.openOrders() > 0 && view.markets().get(0).decisionSequence() != decision) {
                decision = view.markets().get(0).decisionSequence();
                count += 2;
            }
        }
    }

    /** The capture's import at the times at which the exchange played it. */
    private Path played(List<Path> files, long startMillis) {
        Path imported = folder.resolve("imported");
        var unused = Tapes.make("binance", imported, false, "5", files.toArray(new Path[0]));
        Path shifted = folder.resolve("played");
        try (JournalReader reader = JournalReader.open(imported);
                JournalWriter writer = JournalWriter.open(shifted)) {
            long shift = Long.MIN_VALUE;
            SessionStarted header = null;
            for (Message message = reader.next(); message != null; message = reader.next()) {
                if (message instanceof SessionStarted started) {
                    header = started;
                } else if (message instanceof BookUpdate
                        || message instanceof Trade
                        || message instanceof TouchUpdate) {
                    if (shift == Long.MIN_VALUE) {
                        shift = startMillis * MILLI - message.timeNanos;
                        header.timeNanos = startMillis * MILLI;
                        writer.append(header);
                    }
                    message.timeNanos += shift;
                    writer.append(message);
                }
            }
        }
        return shifted;
    }

    MemoryJournal inProcess(List<Path> files, long startMillis) throws IOException {
        SessionStarted started;
        MeasuredDelays delays;
        try (JournalReader reader = JournalReader.open(live())) {
            started = (SessionStarted) reader.next();
            delays = MeasuredDelays.of(reader);
        }
        Path rows = folder.resolve("rows");
        assertEquals(3, delays.write(rows).size());
        EngineSettings settings = EngineSettingsFactory.from(started);
        List<Asset> assets = EngineSettingsFactory.assets(started);
        List<Instrument> instruments = EngineSettingsFactory.instruments(started);
        List<Long> opening = assets.stream()
                .map(asset -> Math.multiplyExact(
                        asset.code().equals("BTC") ? 10L : 1_000_000L, (long) Math.pow(10, asset.scale())))
                .toList();
        LatencyRows requests = new LatencyRows(rows.resolve(MeasuredDelays.REQUESTS));
        VirtualLatency latency = new VirtualLatency(
                new Latency.Response(new LatencyRows(rows.resolve(MeasuredDelays.MARKET_DATA))),
                new Latency.Entry(requests),
                new Latency.Response(new LatencyRows(rows.resolve(MeasuredDelays.EXECUTIONS))),
                new Latency.Response(requests),
                1);
        ExchangeSettings exchange = ExchangeSettings.of(
                delays.firstFrameNanos() + MILLI,
                assets,
                List.of(new MarketSetup(
                        instruments.get(0), new MarketSource.Tape(List.of(played(files, startMillis))))),
                List.of(new AccountSetup("agreement", opening)));
        MemoryJournal journal = new MemoryJournal();
        long last = delays.lastFrameNanos();
        try (VirtualSession session =
                new VirtualSession(settings, exchange, 0, latency, journal, started, new DeafListener())) {
            while (!session.exchange().ended() && session.nextNanos() <= last + 50 * MILLI) {
                session.step();
            }
        }
        return journal;
    }
}
