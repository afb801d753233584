package dev.flowmaker.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.Credentials;
import dev.flowmaker.config.DaemonSettings;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.exchange.capture.CaptureRebuild;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.door.ExchangeServer;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon against the local exchange over real sockets, a recorded market between them. Afterwards each book frame of
 * the journal is held against an independent rebuild of the capture and the exchange's own word on our orders: the raw
 * book must be the capture plus our orders, the filtered one the capture alone.
 */
class CaptureEndToEndTest {
    private static final int DEPTH = 20;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("FLOWMAKER_KEY", "endToEndKey", "FLOWMAKER_SECRET", "endToEndSecret");

    @TempDir
    private Path folder;

    private record Play(Path journal, long startMillis, OwnChanges own, StopReason ended) {}

    private Play play(List<Path> files, int seconds, int halfSpreadTicks) throws Exception {
        OwnChanges own = new OwnChanges();
        long startMillis = System.currentTimeMillis();
        try (ExchangeServer server = LocalExchange.open(
                Configuration.parse("exchange.conf", exchange(files)).exchange(), ENVIRONMENT, startMillis, own)) {
            DaemonSettings settings = Configuration.parse("daemon.conf", daemon(server.port(), halfSpreadTicks))
                    .daemon();
            Daemon daemon = Daemon.prepare(
                    settings, new VenueGateways(settings, new Credentials("endToEndKey", "endToEndSecret")));
            daemon.start();
            try {
                server.ended().get(seconds, TimeUnit.SECONDS);
            } catch (TimeoutException enough) {
                // The capture is longer than this test.
            }
            daemon.requestStop(StopReason.REQUESTED, "the test has seen enough");
            StopReason ended = daemon.await();
            assertEquals(List.of(), server.ask(exchange -> exchange.openOrders(0, 0)), "orders left at the exchange");
            return new Play(settings.journal().dir(), startMillis, own, ended);
        }
    }

    private static String exchange(List<Path> files) {
        StringBuilder list = new StringBuilder();
        files.forEach(file -> list.append('"').append(file.toAbsolutePath()).append("\" "));
        return "exchange { port = 0, accounts = [ { balances = [ 10 BTC, 1000000 USDT ] } ], markets = [ { symbol ="
                + " BTC/USDT, source = capture, files = [ "
                + list.toString().strip().replace("\" \"", "\", \"")
                + " ] } ] }";
    }

    private String daemon(int port, int halfSpreadTicks) {
        return """
                flowmaker {
                  name = end-to-end
                  journal { dir = "%s", free-space-alarm = 1 MB }
                  venue {
                    mode = sim
                    rest-uri = "http://127.0.0.1:%d"
                    stream-uri = "ws://127.0.0.1:%d"
                    ws-api-uri = "ws://127.0.0.1:%d/ws-api/v3"
                  }
                  markets = [ {
                    symbol = BTC/USDT
                    book { depth = %d, warmup-frames = 3 }
                    signals.use = [ flow ]
                    alpha { mode = fixed, weights.flow = 1 tick, cap = 2 ticks }
                    quote {
                      half-spread = %d ticks
                      fee-floor = false
                      levels = 2
                      level-spacing = %d ticks
                      size = 0.002 BTC
                      inventory { price-skew = %d ticks, size-skew = 0.5 }
                    }
                    order { requote-threshold = %d ticks }
                    risk {
                      max-order-size = 0.01 BTC
                      max-order-notional = 10000 USDT
                      max-long = 0.02 BTC
                      max-short = 0.02 BTC
                    }
                  } ]
                }
                """.formatted(
                        folder.resolve("journal"),
                        port,
                        port,
                        port,
                        DEPTH,
                        halfSpreadTicks,
                        halfSpreadTicks,
                        halfSpreadTicks,
                        Math.max(1, halfSpreadTicks / 2));
    }

    /** What was held against what. */
    private static final class Findings {
        int frames;
        int sidesEqual;
        int sidesAmbiguous;
        int touchesEqual;
        int sidesBetween;
        int touchesBetween;
        final List<String> wrongBetween = new ArrayList<>();
        final Map<Side, Integer> fills = new EnumMap<>(Side.class);
        final Set<MessageKind> kinds = new HashSet<>();

        @Override
        public String toString() {
            return frames + " frames, " + sidesEqual + " sides equal, " + sidesAmbiguous
                    + " with a change of our own in the frame's own millisecond, " + touchesEqual
                    + " filtered touches equal, and between the frames " + touchesBetween + " of " + sidesBetween
                    + ", wrong " + wrongBetween + "; fills " + fills;
        }
    }

    private static Findings audit(Play play, List<Path> files) {
        Findings findings = new Findings();
        CaptureRebuild rebuild = new CaptureRebuild(files);
        long appliedUntil = rebuild.applyNext();
        long nextAt = rebuild.nextMillis();
        Engine engine = null;
        try (JournalReader reader = JournalReader.open(play.journal)) {
            for (Message message = reader.next(); message != null; message = reader.next()) {
                findings.kinds.add(message.kind());
                if (message instanceof SessionStarted started) {
                    engine = new Engine(EngineSettingsFactory.from(started), ignored -> {});
                } else if (message.kind().family() == MessageKind.Family.INPUT) {
                    Engine running = Objects.requireNonNull(engine);
                    running.onInput(message);
                    if (message instanceof Fill fill) {
                        findings.fills.merge(fill.side, 1, Integer::sum);
                    }
                    if (message instanceof TouchUpdate update) {
                        compare(running.market(0).book(), rebuild, play.own.recordedTouch(update.updateId), findings);
                    }
                    if (message instanceof BookUpdate update) {
                        long millis = update.exchangeTimeNanos / 1_000_000;
                        while (nextAt <= millis - play.startMillis) {
                            appliedUntil = rebuild.applyNext();
                            nextAt = rebuild.nextMillis();
                        }
                        assertTrue(appliedUntil <= millis - play.startMillis);
                        compare(running.market(0).book(), rebuild, play.own, millis, findings);
                    }
                }
            }
        }
        return findings;
    }

    /**
     * A touch between two frames, our own size taken out, must be the recorded one. It has no time of its own: on a machine that is
     * slow to read one of two sockets a change of ours may be taken for a part of it that was none.
     */
    private static void compare(MarketBook book, CaptureRebuild rebuild, int recorded, Findings findings) {
        if (recorded == OwnChanges.NO_TOUCH || !book.advanced()) {
            return;
        }
        for (Side side : Side.values()) {
            findings.sidesBetween++;
            if (book.flowKnown(side)) {
                findings.touchesBetween++;
                Map.Entry<Long, Long> best = CaptureRebuild.best(rebuild.touches.get(recorded), side);
                String wanted = best.getValue() + " at " + best.getKey();
                String seen = side == Side.BUY
                        ? book.bidLots() + " at " + book.bidTicks()
                        : book.askLots() + " at " + book.askTicks();
                if (!wanted.equals(seen)) {
                    findings.wrongBetween.add(side + " " + seen + ", recorded " + wanted);
                }
            }
        }
    }

    private static void compare(
            MarketBook book, CaptureRebuild rebuild, OwnChanges own, long millis, Findings findings) {
        findings.frames++;
        for (Side side : Side.values()) {
            Map<Long, Long> certain = own.before(side, millis);
            Map<Long, Long> doubtful = own.within(side, millis);
            TreeMap<Long, Long> expected = new TreeMap<>((a, b) -> a.equals(b) ? 0 : side.better(a, b) ? -1 : 1);
            rebuild.best(side, DEPTH + 4).forEach(level -> expected.put(level.getKey(), level.getValue()));
            certain.forEach((price, lots) -> expected.merge(price, lots, Long::sum));
            if (doubtful.isEmpty()) {
                int rank = 0;
                for (Map.Entry<Long, Long> level : expected.entrySet()) {
                    if (rank == DEPTH) {
                        break;
                    }
                    assertEquals(level.getKey(), book.raw().priceTicks(side, rank), "price at " + side + " " + rank);
                    assertEquals(level.getValue(), book.raw().lots(side, rank), "quantity at " + side + " " + rank);
                    rank++;
                }
                findings.sidesEqual++;
            } else {
                findings.sidesAmbiguous++;
            }
            if (book.flowKnown(side)) {
                Map.Entry<Long, Long> best = rebuild.best(side, 1).get(0);
                assertEquals(best.getKey(), side == Side.BUY ? book.bidTicks() : book.askTicks(), "filtered " + side);
                assertEquals(best.getValue(), side == Side.BUY ? book.bidLots() : book.askLots(), "filtered " + side);
                findings.touchesEqual++;
            }
        }
        assertTrue(book.bidTicks() != Instrument.NO_PRICE);
    }

    private Findings playAndAudit(List<Path> files, int seconds, int halfSpreadTicks) throws Exception {
        Play play = play(files, seconds, halfSpreadTicks);
        assertEquals(StopReason.REQUESTED, play.ended);
        ReplayResult replayed;
        try (JournalReader reader = JournalReader.open(play.journal)) {
            replayed = new Replayer(EngineSettingsFactory::from, "test").run(reader, done -> {});
        }
        assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        Findings findings = audit(play, files);
        System.out.println("end to end: " + findings);
        assertTrue(findings.sidesEqual > findings.frames, findings::toString);
        assertTrue(findings.touchesEqual > findings.frames, findings::toString);
        assertTrue(findings.touchesBetween > findings.frames / 2, findings::toString);
        assertTrue(findings.wrongBetween.size() <= findings.touchesBetween / 100, findings::toString);
        assertTrue(findings.kinds.contains(MessageKind.TOUCH_UPDATE), findings::toString);
        assertTrue(findings.kinds.contains(MessageKind.PLACE_ORDER), findings::toString);
        return findings;
    }

    @Test
    void shouldSeeTheCapturePlusOurOrdersAtEveryFrame() throws Exception {
        Findings findings = playAndAudit(RandomCapture.write(folder, 31, 200), 30, 2);
        assertTrue(findings.frames > 100, findings::toString);
    }

    /** The shared capture: its first seconds, or as many as the property {@code flowmaker.capture.seconds} says. */
    @Test
    void shouldSeeTheSharedCapturePlusOurOrdersAtEveryFrame() throws Exception {
        List<Path> files = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        int seconds = Integer.getInteger("flowmaker.capture.seconds", 20);
        Findings findings = playAndAudit(files, seconds, 20);
        assertTrue(findings.frames > seconds * 4, findings::toString);
    }
}
