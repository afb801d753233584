package dev.flowmaker.research.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalKind;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.core.signal.Signals;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.research.backtest.Backtest;
import dev.flowmaker.research.backtest.BacktestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two tapes that are the same up to a moment and differ after it: whatever a backtest journals and the study reads up to
 * that moment is the same to the last bit.
 */
class NoLookAheadTest {
    private static final long MILLI = 1_000_000;
    private static final long BEGIN = 1_700_000_000_000L * MILLI;
    private static final int EVENTS = 2_000;
    private static final long GRID = 10 * MILLI;
    private static final long HORIZON = 300 * MILLI;

    @TempDir
    private Path folder;

    /** A market in which flow comes before price; what it does is written down. */
    private static final class Maker {
        private final Journal journal;
        private final BookUpdate book = new BookUpdate();
        private final TouchUpdate touch = new TouchUpdate();
        private final Trade trade = new Trade();
        private long nowNanos = BEGIN;
        private long mid = 1_000_000;
        private long updateId;
        private int direction = 1;

        Maker(Journal journal) {
            this.journal = journal;
        }

        void begin(Random random) {
            SessionStarted started = new SessionStarted();
            started.mode = "tape";
            started.assets.add(new SessionStarted.AssetRow("BTC", 8));
            started.assets.add(new SessionStarted.AssetRow("USDT", 8));
            started.instruments.add(new SessionStarted.InstrumentRow(
                    "BTC/USDT",
                    "BTCUSDT",
                    0,
                    1,
                    new Decimal(1, 1),
                    new Decimal(1, 3),
                    1,
                    1L << 40,
                    1,
                    1L << 40,
                    0,
                    0,
                    0));
            Snapshots.begin(journal, started, visitor -> {}, nowNanos);
            whole(random, ResetReason.SNAPSHOT);
        }

        /** So many records more; each later than the one before. */
        void play(Random random, int events) {
            for (int i = 0; i < events; i++) {
                nowNanos += (1 + random.nextInt(30)) * MILLI;
                direction = random.nextInt(120) == 0 ? -direction : direction;
                int what = random.nextInt(600);
                if (what == 0) {
                    mid += random.nextInt(21) - 10L;
                    whole(random, ResetReason.RESYNC);
                } else if (what < 150) {
                    trade(random);
                } else if (what < 250) {
                    touch(random);
                } else {
                    frame(random);
                }
            }
        }

        private void append(Message message) {
            message.market = 0;
            message.timeNanos = nowNanos;
            journal.append(message);
        }

        private void send() {
            book.exchangeTimeNanos = nowNanos;
            book.receiveTimeNanos = nowNanos;
            book.updateId = ++updateId;
            append(book);
        }

        private void whole(Random random, ResetReason reset) {
            book.reset = reset;
            book.levels.clear();
            for (int level = 0; level < 8; level++) {
                book.levels.add(Side.BUY, mid - 1 - level, 100L + random.nextInt(900));
                book.levels.add(Side.SELL, mid + 1 + level, 100L + random.nextInt(900));
            }
            send();
        }

        private void frame(Random random) {
            book.reset = ResetReason.NONE;
            book.levels.clear();
            if (random.nextInt(6) == 0) {
                mid += direction;
                for (int level = 0; level < 20; level++) {
                    book.levels.add(Side.BUY, mid + level, 0);
                    book.levels.add(Side.SELL, mid - level, 0);
                }
                book.levels.add(Side.BUY, mid - 1, 100L + random.nextInt(900));
                book.levels.add(Side.SELL, mid + 1, 100L + random.nextInt(900));
            } else {
                Side side = direction > 0 ? Side.BUY : Side.SELL;
                book.levels.add(side, mid - side.sign() * (1L + random.nextInt(4)), 500L + random.nextInt(900));
                book.levels.add(
                        side.opposite(), mid + side.sign() * (1L + random.nextInt(4)), 50L + random.nextInt(500));
            }
            send();
        }

        private void trade(Random random) {
            trade.exchangeTimeNanos = nowNanos;
            trade.receiveTimeNanos = nowNanos;
            trade.tradeId++;
            trade.aggressor = (random.nextInt(3) == 0) ^ (direction > 0) ? Side.BUY : Side.SELL;
            trade.priceTicks = mid + trade.aggressor.sign() * (1L + random.nextInt(4));
            trade.lots = 1L + random.nextInt(200);
            append(trade);
        }

        private void touch(Random random) {
            touch.exchangeTimeNanos = nowNanos;
            touch.receiveTimeNanos = nowNanos;
            touch.updateId = ++updateId;
            touch.bidTicks = mid - 1;
            touch.bidLots = 100L + random.nextInt(900);
            touch.askTicks = mid + 1;
            touch.askLots = 100L + random.nextInt(900);
            append(touch);
        }
    }

    /** A tape in a folder and the moment up to which another of the same seed and cut is the same. */
    private record Tape(Path path, long cutNanos) {
        Records read() {
            return JournalReader.open(path);
        }
    }

    private Tape tape(long seed, int cut, long future) {
        Path path = folder.resolve(seed + "-" + cut + "-" + future);
        try (JournalWriter writer = JournalWriter.open(path)) {
            Maker maker = new Maker(writer);
            Random past = new Random(seed);
            maker.begin(past);
            maker.play(past, cut);
            long cutNanos = maker.nowNanos;
            maker.play(new Random(future), EVENTS - cut);
            return new Tape(path, cutNanos);
        }
    }

    private static Configuration configuration() {
        return Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    signals.use = [ flow, best, levels, integrated, trades, queue, micro-price ]
                    alpha { mode = fitted, horizon = 300 ms, sample = 100 ms, half-life = 60 s, least-samples = 25 }
                    quote { half-spread = 2 ticks, size = 0.05 BTC, fee-floor = false, adverse-selection.floor = false }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC }
                  } ]
                }
                """);
    }

    /** Everything of the journal up to the cut, byte for byte. */
    private static List<String> journaled(Tape tape) {
        MemoryJournal journal = new MemoryJournal();
        BacktestResult result = Backtest.run(
                new Backtest.Options(
                        configuration().daemon(),
                        List.of(tape.path),
                        FillModel.RISK_AVERSE,
                        100_000,
                        1_000_000,
                        "test"),
                journal,
                1,
                journal::read,
                done -> {});
        int fills = result.markets().get(0).figures().makerFills();
        assertTrue(fills > 20, "fills " + fills);
        double moved = result.markets().get(0).figures().movedShare();
        assertTrue(moved > 0.2, "alpha moved " + moved);
        List<String> records = new ArrayList<>();
        Records all = journal.read();
        while (all.advance()) {
            if (all.timeNanos() <= tape.cutNanos) {
                byte[] bytes = new byte[all.length()];
                all.bytes().getBytes(0, bytes);
                records.add(all.kind() + " " + HexFormat.of().formatHex(bytes));
            }
        }
        return records;
    }

    /** Signals, what alpha makes of them, and its weights, by time up to the cut. */
    private static List<String> studied(Records records, long cutNanos, long gridNanos) {
        List<String> lines = new ArrayList<>();
        SignalSettings signals = EngineSettingsFactory.defaultSignals(List.of(
                SignalKind.ORDER_FLOW_IMBALANCE,
                SignalKind.BEST_LEVEL_FLOW,
                SignalKind.LEVEL_FLOW,
                SignalKind.INTEGRATED_FLOW,
                SignalKind.TRADE_IMBALANCE,
                SignalKind.QUEUE_IMBALANCE,
                SignalKind.MICRO_PRICE));
        EngineSignals.Looker looker = new EngineSignals.Looker() {
            @Override
            public void look(long timeNanos, Signals from, List<Alpha> alphas, long mid2Ticks) {
                if (timeNanos > cutNanos) {
                    return;
                }
                Alpha alpha = alphas.get(0);
                StringBuilder line = new StringBuilder();
                line.append(timeNanos)
                        .append(' ')
                        .append(mid2Ticks)
                        .append(' ')
                        .append(alpha.evaluate(timeNanos, from));
                for (int i = 0; i < from.size(); i++) {
                    line.append(' ').append(Double.doubleToRawLongBits(from.valueAt(i, timeNanos)));
                    line.append(' ').append(Double.doubleToRawLongBits(alpha.weightUsed(i)));
                    line.append(' ').append(Double.doubleToRawLongBits(alpha.fitted(i)));
                }
                lines.add(line.toString());
            }

            @Override
            public void mid(long timeNanos, long mid2Ticks) {}

            @Override
            public void broke(long timeNanos) {}
        };
        try (records) {
            new EngineSignals(null, signals, List.of(alpha(signals)), gridNanos, looker).read(records);
        }
        return lines;
    }

    private static AlphaSettings alpha(SignalSettings signals) {
        AlphaSettings usual = EngineSettingsFactory.defaultAlpha();
        return new AlphaSettings(
                AlphaSettings.Mode.FITTED,
                HORIZON,
                HORIZON / 3,
                60_000 * MILLI,
                usual.ridge(),
                usual.winsor(),
                25,
                usual.capMicroTicks(),
                Collections.nCopies(signals.width(), 10e6),
                Collections.nCopies(signals.width(), 0.0),
                Collections.nCopies(signals.use().size(), Double.NaN),
                usual.drift());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSayTheSameUpToTheMomentAtWhichTapesPart(long seed) {
        Random cuts = new Random(seed);
        for (int i = 0; i < 2; i++) {
            int cut = 900 + cuts.nextInt(EVENTS - 1_200);
            Tape one = tape(seed, cut, 1_000 + seed);
            Tape other = tape(seed, cut, 2_000 + seed);
            assertEquals(one.cutNanos, other.cutNanos);
            List<String> journal = journaled(one);
            assertTrue(journal.size() > cut, "records " + journal.size());
            assertEquals(journal, journaled(other), "seed " + seed + " cut " + cut);
            List<String> signals = studied(one.read(), one.cutNanos, GRID);
            assertTrue(signals.size() > cut / 2, "looks " + signals.size());
            assertEquals(signals, studied(other.read(), other.cutNanos, GRID), "seed " + seed + " cut " + cut);
        }
    }

    @Test
    void shouldStudyWeightsThatCountOnTapesThatPart() {
        List<String> lines = studied(tape(1, 1_500, 1_001).read(), Long.MAX_VALUE, GRID);
        assertNotEquals(lines, studied(tape(1, 1_500, 2_002).read(), Long.MAX_VALUE, GRID), "the tails are the same");
        long moved = lines.stream()
                .filter(line -> !line.split(" ", -1)[2].equals("0"))
                .count();
        assertTrue(moved > lines.size() / 5, moved + " of " + lines.size());
    }

    /** The tape with every record at the time of the one before it: a reader that is one record ahead. */
    private static MemoryJournal early(Tape tape) {
        MemoryJournal journal = new MemoryJournal();
        try (Records records = tape.read()) {
            long before = 0;
            for (Message next = records.next(); next != null; next = records.next()) {
                long own = next.timeNanos;
                next.timeNanos = before == 0 ? own : before;
                before = own;
                journal.append(next);
            }
        }
        return journal;
    }

    @Test
    void shouldSeeAReaderThatIsOneRecordAhead() {
        Tape one = tape(1, 1_500, 1_001);
        Tape other = tape(1, 1_500, 2_002);
        assertEquals(studied(one.read(), one.cutNanos, MILLI), studied(other.read(), other.cutNanos, MILLI));
        // The first record of the tails then has the time of the cut.
        assertFalse(
                studied(early(one).read(), one.cutNanos, MILLI)
                        .equals(studied(early(other).read(), other.cutNanos, MILLI)),
                "a planted leak was not seen");
    }
}
