package dev.flowmaker.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.Signals;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** All signals and a fitting alpha, fed for a long time, leave nothing for the collector. */
class SignalAllocationTest {
    private static final int EVENTS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MarketBook book = new MarketBook(TestMarket.instrument(0), TestMarket.BOOK);
    private final Signals signals = new Signals(SignalTape.SIGNALS);
    private final Alpha alpha = new Alpha(
            TestMarket.alpha(AlphaSettings.Mode.FITTED, SignalTape.SIGNALS, 0, 1_000_000), SignalTape.SIGNALS);
    private final BookUpdate update = new BookUpdate();
    private long now = TestMarket.SECOND;
    private long shifts;

    @Test
    void shouldAllocateNothingAfterWarmUp() {
        run();
        run();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run();
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        // One object for every event would be hundreds of thousands.
        assertTrue(bytes < 2_000, bytes + " bytes in " + EVENTS + " events");
        assertTrue(alpha.fitted(0) != 0, "it learned");
        assertTrue(signals.intensity() >= 0 && shifts >= 0);
    }

    private void run() {
        for (int i = 0; i < EVENTS; i++) {
            now += 13 * TestMarket.MILLI;
            update.timeNanos = now;
            update.exchangeTimeNanos = now;
            update.reset = i % 5_000 == 0 ? ResetReason.RESYNC : ResetReason.NONE;
            update.levels.clear();
            for (int level = 0; level < 5; level++) {
                update.levels.add(Side.BUY, 1_000_000 - level, 100 + (i * 7L + level) % 90);
                update.levels.add(Side.SELL, 1_000_001 + i % 3 / 2 + level, 100 + (i * 11L + level) % 90);
            }
            update.levels.add(Side.SELL, 1_000_001, i % 3 / 2 == 0 ? 50 : 0);
            alpha.advance(now, signals);
            book.onBookUpdate(update);
            if (update.reset != ResetReason.NONE) {
                signals.restart();
                alpha.restart();
            }
            assertEquals(BookStatus.OK, book.status());
            signals.onState(now, book, true);
            alpha.onState(now, book.mid2Ticks(), true);
            signals.onTrade(now, i % 3 == 0 ? Side.SELL : Side.BUY, 1_000_000 + i % 7, 1 + i % 50);
            shifts += Math.abs(alpha.evaluate(now, signals));
        }
    }
}
