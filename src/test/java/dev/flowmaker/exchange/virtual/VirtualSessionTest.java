package dev.flowmaker.exchange.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.SharedData;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.MarketSettings;
import dev.flowmaker.core.engine.TestMarket;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.order.Action;
import dev.flowmaker.core.quote.Distance;
import dev.flowmaker.core.quote.PriceParts;
import dev.flowmaker.core.quote.QuoteSettings;
import dev.flowmaker.exchange.BalanceInfo;
import dev.flowmaker.exchange.ExchangeListener;
import dev.flowmaker.exchange.ExchangeSettings;
import dev.flowmaker.exchange.ExecutionReport;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.OrderInfo;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.exchange.capture.CaptureRebuild;
import dev.flowmaker.exchange.capture.CaptureRecord.BookTicker;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine at the exchange, from the first book to the last cancel. */
class VirtualSessionTest {
    private static final int DEPTH = 20;
    private static final long HOUR = 3_600_000_000_000L;

    @TempDir
    private Path folder;

    private static EngineSettings settings(long halfSpreadTicks, long levelSpacingTicks) {
        QuoteSettings quote = new QuoteSettings(
                new Distance(halfSpreadTicks * PriceParts.MICRO, 0),
                false,
                Distance.ZERO,
                2,
                new Distance(levelSpacingTicks * PriceParts.MICRO, 0),
                List.of(500L, 700L),
                true,
                0,
                halfSpreadTicks * PriceParts.MICRO,
                500_000,
                1,
                100_000_000L,
                150 * TestMarket.MILLI);
        MarketSettings market = new MarketSettings(
                Fixtures.bitcoin(),
                TestMarket.BOOK,
                TestMarket.SIGNALS,
                TestMarket.NO_ALPHA,
                quote,
                TestMarket.RISK,
                TestMarket.ORDER);
        return new EngineSettings(1, true, 5 * TestMarket.SECOND, Fixtures.ASSETS, List.of(market));
    }

    private static ExchangeSettings exchange(MarketSource source) {
        return Fixtures.settings(source, Fixtures.account("other", 0, 0), Fixtures.account("maker", 10, 1_000_000));
    }

    private static SessionStarted header(EngineSettings settings) {
        SessionStarted started = new SessionStarted();
        started.name = "virtual";
        started.mode = "virtual";
        started.version = "test";
        started.epoch = settings.epoch();
        return started;
    }

    private static VirtualSession open(
            EngineSettings settings, MarketSource source, MemoryJournal journal, ExchangeListener observer) {
        return new VirtualSession(
                settings, exchange(source), 1, VirtualLatency.near(), journal, header(settings), observer);
    }

    /** At each frame: what the venue shows must be the capture plus our orders, and what the engine makes of it too. */
    private static final class Auditor extends Recorder {
        private record Shown(
                Map<Side, List<Map.Entry<Long, Long>>> all, Map<Side, Map.Entry<Long, Long>> captureTouch) {}

        final CaptureRebuild rebuild;
        final ArrayDeque<Shown> underWay = new ArrayDeque<>();
        final Map<Long, OrderInfo> open = new HashMap<>();
        /** What was recorded and, where nothing of ours can be under way, what the venue shows, after each event by its id. */
        final TreeMap<Long, Map<Side, Map.Entry<Long, Long>>> recorded = new TreeMap<>();

        final TreeMap<Long, Map<Side, Map.Entry<Long, Long>>> shownTouches = new TreeMap<>();
        long lastUpdateId;
        int touchesApplied;
        int compared;
        int touchesCompared;
        int touchesShown;
        int touchesFiltered;

        Auditor(CaptureRebuild rebuild) {
            this.rebuild = rebuild;
        }

        @Override
        public void onExecution(ExecutionReport report) {
            super.onExecution(report);
            OrderInfo order = report.order();
            if (order.status().open()) {
                open.put(order.venueOrderId(), order);
            } else {
                open.remove(order.venueOrderId());
            }
        }

        @Override
        public void onFrame(int market, long timeNanos) {
            super.onFrame(market, timeNanos);
            rebuild.applyNext();
            Map<Side, List<Map.Entry<Long, Long>>> all = new EnumMap<>(Side.class);
            Map<Side, Map.Entry<Long, Long>> touch = new EnumMap<>(Side.class);
            for (Side side : Side.values()) {
                TreeMap<Long, Long> levels = new TreeMap<>((a, b) -> a.equals(b) ? 0 : side.better(a, b) ? -1 : 1);
                rebuild.best(side, DEPTH).forEach(level -> levels.put(level.getKey(), level.getValue()));
                touch.put(side, Objects.requireNonNull(levels.firstEntry()));
                open.values().stream()
                        .filter(order -> order.side() == side)
                        .forEach(order -> levels.merge(order.priceTicks(), order.remainingLots(), Long::sum));
                all.put(
                        side,
                        levels.entrySet().stream()
                                .limit(DEPTH)
                                .map(e -> Map.entry(e.getKey(), e.getValue()))
                                .toList());
            }
            underWay.add(new Shown(all, touch));
            note(touch);
        }

        @Override
        public void onLevel(int market, long timeNanos, long updateId, Side side, long priceTicks, long displayedLots) {
            super.onLevel(market, timeNanos, updateId, side, priceTicks, displayedLots);
            lastUpdateId = updateId;
        }

        @Override
        public void onTouch(int market, long timeNanos) {
            BookTicker touch = rebuild.touches.get(touchesApplied++);
            Map<Side, Map.Entry<Long, Long>> best = new EnumMap<>(Side.class);
            for (Side side : Side.values()) {
                best.put(side, CaptureRebuild.best(touch, side));
            }
            note(best);
        }

        private void note(Map<Side, Map.Entry<Long, Long>> best) {
            Map<Side, Map.Entry<Long, Long>> shown = new EnumMap<>(Side.class);
            best.forEach((side, others) -> {
                Map.Entry<Long, Long> with = others;
                for (OrderInfo order : open.values()) {
                    if (order.side() == side && order.priceTicks() == with.getKey()) {
                        with = Map.entry(with.getKey(), with.getValue() + order.remainingLots());
                    } else if (order.side() == side && side.better(order.priceTicks(), with.getKey())) {
                        with = Map.entry(order.priceTicks(), order.remainingLots());
                    }
                }
                shown.put(side, with);
            });
            recorded.put(lastUpdateId, best);
            shownTouches.put(lastUpdateId, shown);
        }

        void compare(MarketBook book, TouchUpdate update) {
            if (!book.advanced()) {
                return;
            }
            for (Side side : Side.values()) {
                Map<Side, Map.Entry<Long, Long>> shown = shownTouches.get(update.updateId);
                if (shown != null) {
                    touchesShown++;
                    assertEquals(shown.get(side), Map.entry(book.shownTicks(side), book.shownLots(side)), "shown");
                }
                if (book.flowKnown(side)) {
                    touchesFiltered++;
                    Map.Entry<Long, Long> filtered = side == Side.BUY
                            ? Map.entry(book.bidTicks(), book.bidLots())
                            : Map.entry(book.askTicks(), book.askLots());
                    assertEquals(recorded.floorEntry(update.updateId).getValue().get(side), filtered, "recorded");
                }
            }
        }

        void compare(MarketBook book, boolean certain) {
            Shown shown = underWay.remove();
            compared++;
            for (Side side : Side.values()) {
                List<Map.Entry<Long, Long>> expected = Objects.requireNonNull(shown.all.get(side));
                for (int rank = 0; rank < expected.size(); rank++) {
                    assertEquals(
                            expected.get(rank),
                            Map.entry(
                                    book.raw().priceTicks(side, rank),
                                    book.raw().lots(side, rank)),
                            "frame " + compared + " " + side + " rank " + rank);
                }
                assertEquals(expected.size(), book.raw().levels(side), "frame " + compared);
                if (certain) {
                    touchesCompared++;
                    Map.Entry<Long, Long> filtered = side == Side.BUY
                            ? Map.entry(book.bidTicks(), book.bidLots())
                            : Map.entry(book.askTicks(), book.askLots());
                    assertEquals(shown.captureTouch.get(side), filtered, "touch of frame " + compared + " " + side);
                }
            }
        }
    }

    private static void playToTheEnd(VirtualSession session, MemoryJournal journal, Auditor auditor) {
        Records records = journal.read();
        MarketBook book = session.engine().market(0).book();
        long ambiguousBefore = 0;
        while (auditor.compared < auditor.rebuild.frames.size()) {
            session.step();
            for (Message message = records.next(); message != null; message = records.next()) {
                if (message instanceof BookUpdate update && update.reset == ResetReason.NONE) {
                    auditor.compare(book, book.ambiguous() == ambiguousBefore);
                    ambiguousBefore = book.ambiguous();
                } else if (message instanceof TouchUpdate update) {
                    auditor.compare(book, update);
                }
            }
        }
        assertTrue(session.exchange().ended());
    }

    /** What must hold of every session that was stopped. */
    private static void checkEnd(VirtualSession session, MemoryJournal journal, EngineSettings settings, int minFills) {
        assertTrue(session.engine().stopConfirmed());
        assertEquals(List.of(), session.exchange().openOrders(1, 0));
        assertTrue(session.engine().market(0).profitAndLoss().identityHolds());
        for (BalanceInfo balance : session.exchange().balances(1)) {
            assertEquals(0, balance.lockedQuanta());
            assertEquals(
                    balance.freeQuanta(),
                    session.engine().ledger().expectedQuanta(balance.asset()),
                    "asset " + balance.asset());
        }
        int[] fills = new int[2];
        session.exchange()
                .fills(1, 0, 0, Integer.MAX_VALUE)
                .forEach(fill -> fills[fill.side().ordinal()]++);
        assertTrue(fills[0] >= minFills && fills[1] >= minFills, "fills " + Arrays.toString(fills));

        Map<Action, Integer> actions = new EnumMap<>(Action.class);
        Records records = journal.read();
        MessageKind last = MessageKind.SNAPSHOT;
        for (Message message = records.next(); message != null; message = records.next()) {
            last = message.kind();
            if (message instanceof Decision decision) {
                for (int i = 0; i < decision.quotes(); i++) {
                    actions.merge(decision.quote(i).action, 1, Integer::sum);
                }
            } else if (message instanceof SessionStopped stopped) {
                assertEquals(StopReason.END_OF_DATA, stopped.reason);
            }
        }
        assertEquals(MessageKind.SESSION_STOPPED, last);
        assertEquals(Action.values().length, actions.size(), "only " + actions);

        ReplayResult replayed = new Replayer(started -> settings, "test").run(journal.read(), done -> {});
        assertTrue(replayed.identical(), () -> String.valueOf(replayed.divergence()));
        assertEquals(journal.lastSequence(), replayed.records());
        System.out.println(
                "virtual session: " + replayed + ", fills " + Arrays.toString(fills) + ", actions " + actions);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void shouldTradeACaptureToItsEnd(long seed) {
        List<Path> files = RandomCapture.write(folder, seed, 2_000);
        EngineSettings settings = settings(1, 2);
        MemoryJournal journal = new MemoryJournal();
        Auditor auditor = new Auditor(new CaptureRebuild(files));
        try (VirtualSession session = open(settings, new MarketSource.Capture(files), journal, auditor)) {
            playToTheEnd(session, journal, auditor);
            session.stop(StopReason.END_OF_DATA);
            checkEnd(session, journal, settings, 24);
        }
        assertTrue(auditor.touchesCompared > auditor.compared);
        assertTrue(auditor.touchesShown > auditor.compared && auditor.touchesFiltered > auditor.compared);
    }

    @Test
    void shouldTradeTheSharedCaptureToItsEnd() {
        List<Path> files = List.of(
                SharedData.file("binance/spot-btcusdt-20240808.gz"),
                SharedData.file("binance/spot-btcusdt-20240809.gz"));
        EngineSettings settings = settings(20, 40);
        MemoryJournal journal = new MemoryJournal();
        Auditor auditor = new Auditor(new CaptureRebuild(files));
        try (VirtualSession session = open(settings, new MarketSource.Capture(files), journal, auditor)) {
            playToTheEnd(session, journal, auditor);
            session.stop(StopReason.END_OF_DATA);
            checkEnd(session, journal, settings, 24);
        }
        assertEquals(6_493, auditor.compared);
        System.out.println("touches: " + auditor.touchesApplied + " recorded, sides shown " + auditor.touchesShown
                + ", filtered " + auditor.touchesFiltered);
        assertTrue(auditor.touchesShown > 100_000 && auditor.touchesFiltered > 100_000);
        assertTrue(auditor.touchesCompared > auditor.compared);
    }

    @Test
    void shouldTradeASyntheticMarketTheSameWayTwice() {
        EngineSettings settings = settings(20, 40);
        byte[][] journals = new byte[2][];
        for (int run = 0; run < 2; run++) {
            MemoryJournal journal = new MemoryJournal();
            try (VirtualSession session = open(settings, Fixtures.synthetic(1), journal, new Recorder())) {
                session.runUntil(Fixtures.START_NANOS + HOUR / 12);
                assertEquals(Fixtures.START_NANOS + HOUR / 12, session.nowNanos());
                session.stop(StopReason.END_OF_DATA);
                checkEnd(session, journal, settings, 24);
            }
            journals[run] = bytes(journal);
        }
        assertTrue(Arrays.equals(journals[0], journals[1]));
    }

    private static byte[] bytes(MemoryJournal journal) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        Records records = journal.read();
        while (records.advance()) {
            byte[] record = new byte[records.length()];
            records.bytes().getBytes(0, record);
            all.writeBytes(record);
        }
        return all.toByteArray();
    }
}
