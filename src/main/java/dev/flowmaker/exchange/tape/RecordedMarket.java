package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.exchange.MarketEvents;

/**
 * Lays book updates, touches and trades of a market under its clients' orders. A frame's levels are set together, then
 * orders that the other side's best price has reached are filled. The same is done with each touch that is newer than the
 * frames and touches before it, until a frame as new. At a later beginning, after a gap, levels that are no longer there
 * are taken away and the frame says so.
 */
final class RecordedMarket {
    private final MarketEvents market;
    /** Recorded quantities without ours. */
    private OrderBook recorded = new OrderBook();

    /** The newest touch; id 0 for none. */
    private final TouchUpdate touch = new TouchUpdate();

    private long frameId;

    RecordedMarket(MarketEvents market) {
        this.market = market;
    }

    /** Sets the first book, of which nobody is told. */
    void begin(BookUpdate first) {
        set(first);
    }

    /** Makes a book update, touch or trade happen. */
    void apply(Message event) {
        if (event instanceof BookUpdate update) {
            if (update.reset != ResetReason.NONE) {
                market.beginsAnew(update.reset);
            }
            market.book().beginFrame();
            set(update);
            if (touch.updateId > update.updateId) {
                set(touch);
            }
            market.book().fillCrossed();
            market.frameApplied();
        } else if (event instanceof TouchUpdate update) {
            if (update.updateId > Math.max(frameId, touch.updateId)) {
                touch.updateId = update.updateId;
                touch.bidTicks = update.bidTicks;
                touch.bidLots = update.bidLots;
                touch.askTicks = update.askTicks;
                touch.askLots = update.askLots;
                set(touch);
                market.book().fillCrossed();
                market.touchApplied();
            }
        } else if (event instanceof Trade trade) {
            market.book().recordedTrade(trade.aggressor, trade.priceTicks, trade.lots);
        }
    }

    private void set(TouchUpdate update) {
        market.book().setRecordedTouch(Side.BUY, update.bidTicks, update.bidLots);
        market.book().setRecordedTouch(Side.SELL, update.askTicks, update.askLots);
    }

    private void set(BookUpdate update) {
        OrderBook before = recorded;
        frameId = update.updateId;
        if (update.reset != ResetReason.NONE) {
            touch.updateId = 0;
            recorded = new OrderBook();
        }
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            recorded.set(side, update.levels.priceTicks(i), update.levels.lots(i));
            market.book().setRecorded(side, update.levels.priceTicks(i), update.levels.lots(i));
        }
        if (before != recorded) {
            removeGone(before, Side.BUY);
            removeGone(before, Side.SELL);
        }
    }

    private void removeGone(OrderBook before, Side side) {
        for (int rank = 0; rank < before.levels(side); rank++) {
            if (recorded.lotsAt(side, before.priceTicks(side, rank)) == 0) {
                market.book().setRecorded(side, before.priceTicks(side, rank), 0);
            }
        }
    }
}
