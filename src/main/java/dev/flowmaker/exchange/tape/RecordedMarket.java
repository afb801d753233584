package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.MarkPrice;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.BookWindow;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.exchange.MarketEvents;
import java.util.function.Supplier;

/**
 * Lays book updates, touches and trades of a market under its clients' orders. A frame's levels are set together, then
 * orders that the other side's best price has reached are filled. The same is done with each touch that is newer than the
 * frames and touches before it, until a frame as new. At a later beginning, after a gap, levels that are no longer there
 * are taken away and the frame says so. A level that left the recorded window keeps its last quantity, and orders there
 * their place, until the window holds its price again.
 */
final class RecordedMarket {
    private final MarketEvents market;
    private final TapeFindings findings;
    private boolean hasBook;
    /** Recorded quantities without ours. */
    private OrderBook recorded = new OrderBook();

    private final BookWindow window = new BookWindow();

    /** The newest touch; id 0 for none. */
    private final TouchUpdate touch = new TouchUpdate();

    private long frameId;

    RecordedMarket(MarketEvents market, TapeFindings findings) {
        this.market = market;
        this.findings = findings;
    }

    /** Whether what it says can be: prices above 0, quantities not below. */
    static boolean possible(Message event) {
        if (event instanceof BookUpdate update) {
            for (int i = 0; i < update.levels.count(); i++) {
                if (update.levels.priceTicks(i) <= 0 || update.levels.lots(i) < 0) {
                    return false;
                }
            }
            return true;
        }
        if (event instanceof Trade trade) {
            return trade.priceTicks > 0 && trade.lots > 0;
        }
        if (event instanceof MarkPrice mark) {
            return mark.mark2Ticks > 0;
        }
        return true;
    }

    /** Whether a whole book was set. */
    boolean hasBook() {
        return hasBook;
    }

    /** Sets the book as it is before the exchange opens, of which nobody is told. */
    void begin(Message earlier, Supplier<String> place) {
        if (earlier instanceof BookUpdate update) {
            set(update);
            note(place);
        }
    }

    /** Why the book begins anew with this; a day's file begins with the whole book, and nothing was lost. */
    private ResetReason beginning(BookUpdate update, boolean doubtful) {
        if (update.reset == ResetReason.SNAPSHOT && hasBook && !doubtful) {
            return ResetReason.NONE;
        }
        return update.reset == ResetReason.NONE && doubtful ? ResetReason.RESYNC : update.reset;
    }

    private void note(Supplier<String> place) {
        hasBook = true;
        if (crossed()) {
            findings.add(TapeFindings.Kind.CROSSED, place.get());
        }
    }

    private boolean crossed() {
        return recorded.levels(Side.BUY) > 0
                && recorded.levels(Side.SELL) > 0
                && recorded.bestTicks(Side.BUY) >= recorded.bestTicks(Side.SELL);
    }

    /**
     * Makes a book update, touch, trade or mark price happen.
     *
     * @param doubtful whether something was wrong since the last book, so that this one is another beginning
     * @param place of the record
     */
    void apply(Message event, boolean doubtful, Supplier<String> place) {
        if (event instanceof BookUpdate update) {
            ResetReason beginning = beginning(update, doubtful);
            if (beginning != ResetReason.NONE) {
                market.beginsAnew(beginning);
            }
            if (hasBook && beginning != ResetReason.NONE) {
                findings.add(TapeFindings.Kind.GAP, place.get());
            }
            market.book().beginFrame();
            set(update);
            market.book().endFrame();
            if (touch.updateId > update.updateId) {
                set(touch);
            }
            note(place);
            if (!crossed()) {
                market.book().fillCrossed();
            }
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
        } else if (event instanceof MarkPrice mark) {
            market.marked(mark.mark2Ticks, mark.index2Ticks, mark.ratePpb);
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
            window.restart(this::remove);
        }
        for (int i = 0; i < update.levels.count(); i++) {
            recorded.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        window.look(recorded);
        for (int i = 0; i < update.levels.count(); i++) {
            Side side = update.levels.side(i);
            long price = update.levels.priceTicks(i);
            long lots = update.levels.lots(i);
            if (lots > 0 || !window.keeps(side, price)) {
                market.book().setRecorded(side, price, lots);
            }
        }
        window.drop(recorded, this::remove);
        if (before != recorded) {
            removeGone(before, Side.BUY);
            removeGone(before, Side.SELL);
        }
    }

    private void remove(Side side, long priceTicks) {
        market.book().setRecorded(side, priceTicks, 0);
    }

    private void removeGone(OrderBook before, Side side) {
        for (int rank = 0; rank < before.levels(side); rank++) {
            if (recorded.lotsAt(side, before.priceTicks(side, rank)) == 0) {
                remove(side, before.priceTicks(side, rank));
            }
        }
    }
}
