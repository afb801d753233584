package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.command.CancelOrder;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.OrderCanceled;
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
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.exchange.latency.Latency;
import dev.flowmaker.exchange.latency.LatencyRows;
import dev.flowmaker.exchange.virtual.VirtualLatency;
import dev.flowmaker.exchange.virtual.VirtualSession;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.research.tape.Tapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One capture twice: through sockets and XChange to the daemon, and in process in virtual time, where market data and
 * requests take as long as the daemon's journal measured. What is decided at each frame must be the same but for what
 * arrived on the other side of it, which both journals show.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("NullAway") // what is not there fails the test
class AgreementTest {
    private static final long MILLI = 1_000_000;
    private static final int FRAMES = Integer.getInteger("flowmaker.agreement.frames", 60);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("FLOWMAKER_KEY", "agreementKey", "FLOWMAKER_SECRET", "agreementSecret");

    @TempDir
    private Path folder;

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
                    book { depth = 20, warmup-frames = 25, touch = depth }
                    alpha.mode = off
                    quote {
                      half-spread = 4 ticks, fee-floor = false, adverse-selection.floor = false
                      size = 0.002 BTC
                    }
                    order { requote-threshold = 4 ticks
                    }
                    risk {
                      max-order-size = 0.01 BTC, max-order-notional = 10000 USDT, max-long = 0.5 BTC, max-short = 0.5 BTC
                      breakers { fill-rate.reaction = off, markout.reaction = off }
                    }
                  } ]
                }
                """.formatted(folder.resolve(journals), port, port, port))
                .daemon();
    }

    private Path live() {
        return folder.resolve("journal").resolve("agreement");
    }

    /** The daemon trades; returns the exchange's beginning. */
    private long trade(List<Path> files, String journals, int least) throws Exception {
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
                Thread.onSpinWait();
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

    /** What the live journal measured, as rows that can be interpolated between. */
    private static final class Measured {
        final TreeMap<Long, long[]> frames = new TreeMap<>();
        final TreeMap<Long, long[]> requests = new TreeMap<>();
        final TreeMap<Long, long[]> executions = new TreeMap<>();
        long firstBookNanos;
        SessionStarted started = new SessionStarted();

        Measured(Path live) {
            Map<Long, Long> placed = new HashMap<>();
            Map<Long, Long> canceled = new HashMap<>();
            try (JournalReader reader = JournalReader.open(live)) {
                for (Message message = reader.next(); message != null; message = reader.next()) {
                    if (message instanceof SessionStarted header) {
                        started = header;
                    } else if (message instanceof BookUpdate update) {
                        firstBookNanos = firstBookNanos == 0 ? update.exchangeTimeNanos : firstBookNanos;
                        frames.put(
                                update.exchangeTimeNanos,
                                row(update.exchangeTimeNanos, update.exchangeTimeNanos, update.timeNanos));
                    } else if (message instanceof PlaceOrder place) {
                        placed.put(place.orderId, place.timeNanos);
                    } else if (message instanceof CancelOrder cancel) {
                        canceled.put(cancel.orderId, cancel.timeNanos);
                    } else if (message instanceof OrderAccepted event) {
                        add(placed.get(event.orderId), event.exchangeTimeNanos, event.timeNanos);
                        executed(event.exchangeTimeNanos, event.timeNanos);
                    } else if (message instanceof OrderCanceled event) {
                        add(canceled.get(event.orderId), event.exchangeTimeNanos, event.timeNanos);
                        executed(event.exchangeTimeNanos, event.timeNanos);
                    } else if (message instanceof Fill event) {
                        executed(event.exchangeTimeNanos, event.timeNanos);
                    }
                }
            }
        }

        private void executed(long exchangeNanos, long timeNanos) {
            if (exchangeNanos != 0) {
                executions.putIfAbsent(exchangeNanos, row(exchangeNanos, exchangeNanos, timeNanos));
            }
        }

        private void add(Long request, long exchangeNanos, long responseNanos) {
            if (request != null && exchangeNanos != 0) {
                // Half of the millisecond that the venue's time is cut to.
                long at = Math.min(responseNanos, Math.max(request, exchangeNanos + MILLI / 2));
                // Those that left at one moment leave one row: of the first.
                requests.putIfAbsent(request, row(request, at, responseNanos));
            }
        }

        private static long[] row(long request, long exchange, long response) {
            return new long[] {request, exchange, response};
        }

        static LatencyRows rows(Map<Long, long[]> measured, Path file) throws IOException {
            List<String> lines = new ArrayList<>(List.of("request_ns,exchange_ns,response_ns"));
            long lastExchange = 0;
            for (long[] row : measured.values()) {
                lastExchange = Math.max(lastExchange, row[1]);
                lines.add(row[0] + "," + lastExchange + "," + Math.max(lastExchange, row[2]));
            }
            return new LatencyRows(Files.write(file, lines));
        }
    }

    private MemoryJournal inProcess(List<Path> files, long startMillis, Measured measured) throws IOException {
        SessionStarted started = measured.started;
        EngineSettings settings = EngineSettingsFactory.from(started);
        List<Asset> assets = EngineSettingsFactory.assets(started);
        List<Instrument> instruments = EngineSettingsFactory.instruments(started);
        List<Long> opening = assets.stream()
                .map(asset -> Math.multiplyExact(
                        asset.code().equals("BTC") ? 10L : 1_000_000L, (long) Math.pow(10, asset.scale())))
                .toList();
        LatencyRows requests = Measured.rows(measured.requests, folder.resolve("requests.csv"));
        LatencyRows frames = Measured.rows(measured.frames, folder.resolve("frames.csv"));
        VirtualLatency latency = new VirtualLatency(
                new Latency.Response(frames),
                new Latency.Entry(requests),
                new Latency.Response(Measured.rows(measured.executions, folder.resolve("executions.csv"))),
                new Latency.Response(requests),
                1);
        ExchangeSettings exchange = ExchangeSettings.of(
                measured.firstBookNanos + MILLI,
                assets,
                List.of(new MarketSetup(
                        instruments.get(0), new MarketSource.Tape(List.of(played(files, startMillis))))),
                List.of(new AccountSetup("agreement", opening)));
        MemoryJournal journal = new MemoryJournal();
        long last = measured.frames.lastKey();
        try (VirtualSession session =
                new VirtualSession(settings, exchange, 0, latency, journal, started, new DeafListener())) {
            while (!session.exchange().ended() && session.nextNanos() <= last + 50 * MILLI) {
                session.step();
            }
        }
        return journal;
    }

    @Test
    void shouldDecideLiveAsInVirtualTime() throws Exception {
        List<Path> files = RandomCapture.write(folder, 51, 1_000);
        // A JVM's first order takes a second.
        trade(files, "warming-up", 10);
        long startMillis = trade(files, "journal", FRAMES);
        Measured measured = new Measured(live());
        MemoryJournal virtual = inProcess(files, startMillis, measured);
        DecisionComparison comparison;
        try (JournalReader one = JournalReader.open(live());
                Records other = virtual.read()) {
            comparison = new DecisionComparison(one, other);
        }
        System.out.println("backtest and live agree: " + comparison);
        assertTrue(comparison.frames() >= FRAMES / 2, comparison::toString);
        assertTrue(comparison.quoted() > comparison.frames() / 2, comparison::toString);
        assertEquals(List.of(), comparison.unexplained(), comparison::toString);
        assertTrue(comparison.equal() >= comparison.frames() / 2, comparison::toString);
        try (JournalReader reader = JournalReader.open(live())) {
            assertTrue(new Replayer(EngineSettingsFactory::from, "test")
                    .run(reader, done -> {})
                    .identical());
        }
        try (Records reader = virtual.read()) {
            assertTrue(new Replayer(EngineSettingsFactory::from, "test")
                    .run(reader, done -> {})
                    .identical());
        }
    }
}
