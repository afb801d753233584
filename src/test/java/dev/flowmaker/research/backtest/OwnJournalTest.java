package dev.flowmaker.research.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.flowmaker.config.Configuration;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.exchange.FillModel;
import dev.flowmaker.exchange.capture.RandomCapture;
import dev.flowmaker.exchange.tape.OthersRecords;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.JournalWriter;
import dev.flowmaker.journal.MemoryJournal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.research.study.Study;
import dev.flowmaker.research.study.StudyText;
import dev.flowmaker.research.tape.Tapes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of a session that traded is a tape of the others: as that of a session on the same market that did not. */
class OwnJournalTest {
    private static final int DEPTH = 20;
    /** Places of the window that our orders may take. */
    private static final int OURS = 4;

    private static final int NEVER = 10_000;

    @TempDir
    private Path folder;

    private static Backtest.Options options(Path tape, String touch, int warmup, int halfSpread) {
        Configuration conf = Configuration.parse("test.conf", """
                flowmaker {
                  name = test
                  venue { mode = sim, rest-uri = "http://127.0.0.1:1", stream-uri = "ws://127.0.0.1:1",
                          ws-api-uri = "ws://127.0.0.1:1/ws-api/v3" }
                  markets = [ {
                    symbol = BTC/USDT
                    book { depth = %d, warmup-frames = %d, touch = %s }
                    quote { fee-floor = false, adverse-selection.floor = false, half-spread = %d ticks, size = 0.002 BTC
                            levels = 2, level-spacing = 2 ticks }
                    risk { max-order-size = 1 BTC, max-order-notional = 1000000 USDT, max-long = 1 BTC, max-short = 1 BTC
                           breakers { fill-rate.reaction = off, markout.reaction = off } }
                  } ]
                }
                """.formatted(DEPTH, warmup, touch, halfSpread));
        return new Backtest.Options(conf.daemon(), List.of(tape), FillModel.RISK_AVERSE, 0, 0, "test");
    }

    private Path capture(long seed) {
        Path tape = folder.resolve("tape");
        var unused = Tapes.make(
                "binance",
                tape,
                false,
                "5",
                RandomCapture.write(folder, seed, 600).toArray(new Path[0]));
        return tape;
    }

    private Path session(Path tape, String name, String touch, int warmup) {
        Path journal = folder.resolve(name);
        try (JournalWriter writer = JournalWriter.open(journal)) {
            var unused = Backtest.run(
                    options(tape, touch, warmup, 2),
                    writer,
                    writer.nextEpoch(),
                    () -> JournalReader.open(journal),
                    done -> {});
        }
        return journal;
    }

    private static void apply(BookUpdate update, OrderBook book) {
        if (update.reset != ResetReason.NONE) {
            book.clear();
        }
        for (int i = 0; i < update.levels.count(); i++) {
            book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
    }

    private static String best(OrderBook book, int levels) {
        StringBuilder text = new StringBuilder();
        for (Side side : Side.values()) {
            for (int rank = 0; rank < Math.min(levels, book.levels(side)); rank++) {
                text.append(' ').append(book.priceTicks(side, rank)).append('x').append(book.lots(side, rank));
            }
            text.append(" |");
        }
        return text.toString();
    }

    private static String text(TouchUpdate touch) {
        return touch.bidTicks + "x" + touch.bidLots + " " + touch.askTicks + "x" + touch.askLots;
    }

    /** What a journal says of the market. */
    private static final class Market {
        /** By the time it arrived: the best levels after each frame. */
        final TreeMap<Long, String> books = new TreeMap<>();
        /** The best prices after each frame and touch. */
        final TreeMap<Long, String> touches = new TreeMap<>();

        final List<String> trades = new ArrayList<>();
        final List<Long> uncertainFrames = new ArrayList<>();
        int touchesTold;
        long uncertain;

        void take(Message message, long uncertainHere) {
            uncertain += uncertainHere;
            if (message instanceof BookUpdate update) {
                apply(update, book);
                books.put(update.timeNanos, best(book, DEPTH - OURS));
                touches.put(
                        update.timeNanos,
                        book.bestTicks(Side.BUY) + "x" + book.bestLots(Side.BUY) + " " + book.bestTicks(Side.SELL) + "x"
                                + book.bestLots(Side.SELL));
                if (uncertainHere > 0) {
                    uncertainFrames.add(update.timeNanos);
                }
            } else if (message instanceof TouchUpdate touch) {
                touchesTold++;
                touches.put(touch.timeNanos, text(touch));
            } else if (message instanceof Trade trade) {
                trades.add(trade.timeNanos + " " + trade.exchangeTimeNanos + " " + trade.aggressor + " "
                        + trade.priceTicks + "x" + trade.lots);
            }
        }

        private final OrderBook book = new OrderBook();

        static Market others(Path journal) {
            Market market = new Market();
            try (Records records = JournalReader.open(journal)) {
                OthersRecords others = new OthersRecords(records);
                while (others.advance()) {
                    market.take(others.message(), others.takeUncertain());
                }
            }
            return market;
        }

        static Market shown(Path journal) {
            Market market = new Market();
            try (Records records = JournalReader.open(journal)) {
                while (records.advance()) {
                    market.take(records.message(), 0);
                }
            }
            return market;
        }
    }

    private static int fills(Path journal) {
        int fills = 0;
        try (Records records = JournalReader.open(journal)) {
            for (Message next = records.next(); next != null; next = records.next()) {
                fills += next instanceof Fill ? 1 : 0;
            }
        }
        return fills;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeaveTheMarketAsItIsWithoutUs(long seed) {
        Path tape = capture(seed);
        Path traded = session(tape, "traded", "depth", 10);
        Path quiet = session(tape, "quiet", "depth", NEVER);
        assertTrue(fills(traded) > 20, "fills");

        Market with = Market.shown(traded);
        Market others = Market.others(traded);
        Market without = Market.others(quiet);
        assertEquals(0, without.uncertain);
        assertNotEquals(with.trades, without.trades, "our orders made trades of their own");
        assertEquals(without.trades, others.trades);
        assertEquals(without.books.keySet(), others.books.keySet());
        int different = 0;
        for (Map.Entry<Long, String> frame : without.books.entrySet()) {
            different += frame.getValue().equals(with.books.get(frame.getKey())) ? 0 : 1;
            if (!others.uncertainFrames.contains(frame.getKey())) {
                assertEquals(frame.getValue(), others.books.get(frame.getKey()), () -> "at " + frame.getKey());
            }
        }
        int ours = different;
        assertTrue(ours > without.books.size() / 5, () -> ours + " frames show our orders");
        System.out.println("own journal as a tape, seed " + seed + ": " + without.books.size() + " frames, " + ours
                + " show our orders, " + others.uncertain + " levels not known, " + fills(traded) + " fills, trades "
                + with.trades.size() + " shown, " + without.trades.size() + " of others");
        assertTrue(others.uncertain < without.books.size() / 20, () -> "uncertain " + others.uncertain);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void shouldTellNoTouchThatIsOurs(long seed) {
        Path tape = capture(seed);
        Market others = Market.others(session(tape, "traded", "merged", 10));
        Market without = Market.others(session(tape, "quiet", "merged", NEVER));
        assertEquals(without.trades, others.trades);
        int compared = 0;
        for (Map.Entry<Long, String> touch : others.touches.entrySet()) {
            if (!others.uncertainFrames.contains(touch.getKey())) {
                compared++;
                assertEquals(
                        Objects.requireNonNull(without.touches.floorEntry(touch.getKey()))
                                .getValue(),
                        touch.getValue(),
                        () -> "at " + touch.getKey());
            }
        }
        int all = compared;
        System.out.println("own journal as a tape, seed " + seed + ": touches " + others.touchesTold + " of "
                + without.touchesTold + ", not known " + others.uncertain);
        assertTrue(all > without.books.size(), () -> "compared " + all);
        assertTrue(others.touchesTold > 100, () -> others.touchesTold + " of " + without.touchesTold);
    }

    private static String study(Path journal) {
        StringWriter text = new StringWriter();
        Study study = Study.of(journal, new Study.Options(null, List.of(1_000L, 5_000L), 5), done -> {});
        StudyText.print(study, new PrintWriter(text));
        return text.toString();
    }

    private static List<String> trade(Path journal) {
        MemoryJournal memory = new MemoryJournal();
        BacktestResult result = Backtest.run(options(journal, "depth", 20, 1), memory, 1, memory::read, done -> {});
        List<String> told = new ArrayList<>();
        BacktestResult.Market market = result.markets().get(0);
        told.add("profit " + market.profit().totalQuanta() + " beyond " + market.unrecordedLots());
        try (Records records = memory.read()) {
            for (Message next = records.next(); next != null; next = records.next()) {
                if (next instanceof Fill fill) {
                    told.add(fill.exchangeTimeNanos + " " + fill.side + " " + fill.priceTicks + "x" + fill.lots);
                }
            }
        }
        return told;
    }

    @Test
    void shouldStudyAndBacktestAsWithoutUs() {
        Path tape = capture(6);
        Path traded = session(tape, "traded", "depth", 10);
        Path quiet = session(tape, "quiet", "depth", NEVER);
        assertEquals(0, Market.others(traded).uncertain, "choose another seed");
        assertEquals(study(quiet), study(traded));
        List<String> expected = trade(quiet);
        assertTrue(expected.size() > 20, () -> "fills " + expected.size());
        assertEquals(expected, trade(traded));
    }
}
