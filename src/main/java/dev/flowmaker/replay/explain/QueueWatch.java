package dev.flowmaker.replay.explain;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.OrderAccepted;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.explain.Explanation.Queue;
import org.jspecify.annotations.Nullable;

/** Follows one order's place in its queue: who leaves it is taken to have been behind us. */
final class QueueWatch {
    private static final long MOST_RECORDS = 400_000;

    private final long orderId;
    private final Side side;
    private final long priceTicks;
    private long atAccept = -1;
    private long ahead;
    private long traded;
    private long records;

    QueueWatch(long orderId, Side side, long priceTicks) {
        this.orderId = orderId;
        this.side = side;
        this.priceTicks = priceTicks;
    }

    /** Whether it has been watched for so long that more is not worth it. */
    boolean tired() {
        return records >= MOST_RECORDS;
    }

    /** A record of the order's market was played. */
    void onRecord(Records at, MessageKind kind, MarketBook book) {
        if (kind == MessageKind.ORDER_ACCEPTED && ((OrderAccepted) at.message()).orderId == orderId && atAccept < 0) {
            atAccept = book.filteredLots(side, priceTicks);
            ahead = atAccept;
        } else if (kind == MessageKind.TRADE && atAccept >= 0) {
            Trade trade = (Trade) at.message();
            if (trade.priceTicks == priceTicks && trade.aggressor != side) {
                traded += trade.lots;
                ahead = Math.max(0, ahead - trade.lots);
            }
        } else if ((kind == MessageKind.BOOK_UPDATE || kind == MessageKind.TOUCH_UPDATE) && atAccept >= 0) {
            ahead = Math.min(ahead, book.filteredLots(side, priceTicks));
        }
    }

    /** Any record passed. */
    void count() {
        records++;
    }

    /** Null when it never came onto the book. */
    @Nullable
    Queue queue() {
        return atAccept < 0 ? null : new Queue(atAccept, ahead, traded);
    }
}
