package dev.flowmaker.core.market;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.signal.FlowImbalance;
import dev.flowmaker.core.signal.FlowSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int FRAMES = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MarketBook book =
            new MarketBook(Markets.btc(), new BookSettings(1000, 1_000_000_000L, 5, TouchFeed.MERGED, 50_000_000L));
    private final FlowImbalance imbalance = new FlowImbalance(new FlowSettings(1_000_000_000L, 1_000_000_000L, 5));
    private final BookUpdate update = Markets.frame(0, ResetReason.NONE);
    private final TouchUpdate touch = Markets.touch(0, 0, 100, 5, 110, 5);
    private long millis;
    private long id;

    @Test
    void shouldAllocateNothingAfterWarmUp() {
        book.onBookUpdate(Markets.frame(1, ResetReason.SNAPSHOT, -99, 5, -100, 5, 110, 5, 111, 5));
        run();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run();
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        // One object for every frame would be hundreds of thousands.
        assertTrue(bytes < 2_000, bytes + " bytes in " + FRAMES + " frames");
        assertTrue(book.lateOwnChanges() > 0, "corrections were part of it");
        assertTrue(book.touchFeed().usedCount() > FRAMES, "touches were part of it");
    }

    /** Frames with an order of ours placed, partly filled too late, cancelled and retired again and again. */
    private void run() {
        for (int i = 0; i < FRAMES; i++) {
            millis += 10;
            long now = millis * 1_000_000L;
            int phase = i % 8;
            update.exchangeTimeNanos = now;
            update.timeNanos = now;
            update.updateId = 10L * millis;
            update.levels.clear();
            update.levels.add(Side.BUY, 100, 5 + (phase == 2 || phase == 3 ? 4 : phase > 3 && phase < 7 ? 3 : 0));
            update.levels.add(Side.SELL, 110 + i % 500, i % 1000 < 500 ? 7 : 0);
            update.levels.add(Side.SELL, 110, 5 + i % 3);
            book.onBookUpdate(update);
            imbalance.add(now, book.flowLots(), book.bidLots(), book.askLots());
            imbalance.valueAt(now + 1);
            between(now);
            if (phase == 0) {
                book.own().sent(++id, Side.BUY, 100, 4);
            } else if (phase == 1) {
                book.own().accepted(id, now + 1);
            } else if (phase == 5) {
                book.own().filled(id, 1, now - 15_000_000);
                book.own().cancelSent(id);
            } else if (phase == 6) {
                book.own().ended(id, now + 1_000_000, true);
            }
            book.takeWithdrawnFlow(imbalance);
        }
    }

    /** Touches between this frame and the next, the newest of them often newer than that. */
    private void between(long now) {
        for (int n = 1; n < 12; n++) {
            touch.updateId = update.updateId + 10L * n;
            touch.timeNanos = now + n;
            touch.receiveTimeNanos = now + n;
            touch.bidLots = 5L + n;
            touch.askTicks = 110L + n % 2;
            book.onTouchUpdate(touch);
            imbalance.add(
                    now + n,
                    book.flowLots(),
                    book.standingLots(Side.BUY, now + n),
                    book.standingLots(Side.SELL, now + n));
        }
    }
}
