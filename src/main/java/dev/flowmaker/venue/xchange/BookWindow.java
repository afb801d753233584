package dev.flowmaker.venue.xchange;

import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.LevelChanges;
import java.util.List;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;

/** The best levels of a book, best first, in ticks and lots: a copy that XChange cannot change any more. */
final class BookWindow {
    private final Half bids;
    private final Half asks;

    BookWindow(int depth) {
        bids = new Half(Side.BUY, depth);
        asks = new Half(Side.SELL, depth);
    }

    void clear() {
        bids.count = 0;
        asks.count = 0;
    }

    /** Copies the best levels of XChange's book, which it keeps sorted. */
    void copy(OrderBook book, Units units) {
        bids.copy(book.getBids(), units);
        asks.copy(book.getAsks(), units);
    }

    /** Adds what turns {@code before} into this; a level that left the window is one of no lots. */
    void changesSince(BookWindow before, LevelChanges out) {
        bids.changesSince(before.bids, out);
        asks.changesSince(before.asks, out);
    }

    private static final class Half {
        private final Side side;
        private final long[] ticks;
        private final long[] lots;
        private int count;

        Half(Side side, int depth) {
            this.side = side;
            ticks = new long[depth];
            lots = new long[depth];
        }

        void copy(List<LimitOrder> levels, Units units) {
            count = Math.min(levels.size(), ticks.length);
            for (int i = 0; i < count; i++) {
                LimitOrder level = levels.get(i);
                ticks[i] = units.ticks(level.getLimitPrice());
                lots[i] = units.lots(level.getOriginalAmount());
                if (ticks[i] <= 0 || lots[i] <= 0) {
                    throw new ArithmeticException("a level of " + lots[i] + " lots at " + ticks[i] + " ticks");
                }
            }
        }

        void changesSince(Half before, LevelChanges out) {
            int old = 0;
            int now = 0;
            while (old < before.count || now < count) {
                if (now == count || (old < before.count && side.better(before.ticks[old], ticks[now]))) {
                    out.add(side, before.ticks[old++], 0);
                } else if (old == before.count || side.better(ticks[now], before.ticks[old])) {
                    out.add(side, ticks[now], lots[now++]);
                } else {
                    if (lots[now] != before.lots[old]) {
                        out.add(side, ticks[now], lots[now]);
                    }
                    old++;
                    now++;
                }
            }
        }
    }
}
