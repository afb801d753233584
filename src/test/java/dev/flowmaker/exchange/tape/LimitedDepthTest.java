package dev.flowmaker.exchange.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.exchange.Exchange;
import dev.flowmaker.exchange.Fixtures;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.NewOrder;
import dev.flowmaker.exchange.Recorder;
import dev.flowmaker.journal.JournalWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of the three best levels: what it pushed out is not gone, and who waits there has others ahead. */
class LimitedDepthTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    private static void append(JournalWriter tape, Message message, int second) {
        message.market = 0;
        message.timeNanos = Fixtures.START_NANOS + second * SECOND;
        tape.append(message);
    }

    private static void frame(JournalWriter tape, int second, long... ticksAndLots) {
        BookUpdate update = new BookUpdate();
        update.updateId = second + 1L;
        update.exchangeTimeNanos = Fixtures.START_NANOS + second * SECOND;
        update.reset = second == 0 ? ResetReason.SNAPSHOT : ResetReason.NONE;
        for (int i = 0; i < ticksAndLots.length; i += 2) {
            update.levels.add(Side.BUY, ticksAndLots[i], ticksAndLots[i + 1]);
        }
        if (second == 0) {
            update.levels.add(Side.SELL, 6_000_100, 10);
        }
        append(tape, update, second);
    }

    private static void sold(JournalWriter tape, int second, long lots) {
        Trade trade = new Trade();
        trade.exchangeTimeNanos = Fixtures.START_NANOS + second * SECOND;
        trade.priceTicks = 6_000_000;
        trade.lots = lots;
        trade.aggressor = Side.SELL;
        append(tape, trade, second);
    }

    @Test
    void shouldKeepTheQueueOfALevelThatLeftTheWindow() {
        Path path = folder.resolve("tape");
        try (JournalWriter tape = JournalWriter.open(path)) {
            SessionStarted started = new SessionStarted();
            started.name = "tape";
            started.mode = "tape";
            EngineSettingsFactory.describe(started, Fixtures.ASSETS, List.of(Fixtures.bitcoin()));
            append(tape, started, 0);
            frame(tape, 0, 6_000_002, 10, 6_000_001, 10, 6_000_000, 1_000);
            // A better level pushes the third one out, and comes back: the window never said that it was gone.
            frame(tape, 2, 6_000_003, 10, 6_000_000, 0);
            frame(tape, 3, 6_000_003, 0, 6_000_000, 1_000);
            frame(tape, 4, 6_000_002, 0, 6_000_001, 0, 5_999_999, 10, 5_999_998, 10);
            sold(tape, 5, 900);
            sold(tape, 6, 150);
        }
        Recorder recorder = new Recorder();
        try (Exchange exchange = new Exchange(
                Fixtures.settings(new MarketSource.Tape(List.of(path)), Fixtures.account("maker", 10, 1_000_000)),
                recorder)) {
            long placed = Fixtures.START_NANOS + SECOND;
            exchange.place(0, NewOrder.limitMaker(0, "queued", Side.BUY, 6_000_000, 100), placed);
            exchange.advanceTo(placed + SECOND);
            assertEquals(1_100, exchange.depth(0).lotsAt(Side.BUY, 6_000_000), "left the window");
            exchange.advanceTo(placed + 4 * SECOND);
            assertEquals(0, exchange.allOrders(0, 0, 0, 10).get(0).executedLots(), "900 of the 1,000 ahead");
            exchange.advanceTo(placed + 5 * SECOND);
            assertEquals(50, exchange.allOrders(0, 0, 0, 10).get(0).executedLots(), "100 more, then 50 of ours");
        }
    }
}
