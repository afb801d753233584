package dev.flowmaker.research.tape;

import dev.flowmaker.core.Decimal;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Snapshots;
import java.nio.file.Path;

/**
 * Writes one market's books and trades as a tape: a journal whose session is of mode {@code tape}. Each daily file begins
 * with the session's header and the book as it is, so that a later day can be read alone. Records carry the exchange's
 * time, never decreasing.
 */
final class TapeWriter {
    private final Journal journal;
    private final SessionStarted started;
    private final Unit tick;
    private final Unit lot;
    private final ImportReport report;
    private final OrderBook book = new OrderBook();
    private final BookUpdate update = new BookUpdate();
    private final Trade trade = new Trade();
    private final TouchUpdate touch = new TouchUpdate();
    /** The frame goes on after a gap: it is written with the whole book. */
    private boolean carried;
    /** Levels may be left over from before a gap. */
    private boolean doubtful;

    private long firstNanos;
    private long lastNanos;
    private long books;
    private long resets;
    private long trades;
    private long touches;

    TapeWriter(Journal journal, SessionStarted started, ImportReport report) {
        this.journal = journal;
        this.started = started;
        this.tick = new Unit(started.instruments.get(0).tick());
        this.lot = new Unit(started.instruments.get(0).lot());
        this.report = report;
    }

    /** Begins a frame; its levels follow. */
    void beginBook(long exchangeTimeNanos, long receiveTimeNanos, long updateId, ResetReason reset) {
        update.exchangeTimeNanos = exchangeTimeNanos;
        update.receiveTimeNanos = receiveTimeNanos;
        update.updateId = updateId;
        update.reset = reset;
        update.levels.clear();
    }

    /** Lets the frame begun be a new beginning on the book as it is known, after a gap without a snapshot. */
    void carryBook() {
        carried = true;
        doubtful = true;
    }

    void level(Side side, long price, int priceScale, long quantity, int quantityScale, Path file, long line) {
        if (!fits(price, priceScale, quantity, quantityScale, file, line)) {
            return;
        }
        if (!tick.isWhole(price, priceScale)) {
            report.add(
                    Finding.LEVEL_OFF_TICK,
                    file,
                    line,
                    "price " + Decimal.text(price, priceScale) + " is not a multiple of " + tick + "; set --tick");
            return;
        }
        update.levels.add(side, tick.floor(price, priceScale), lots(quantity, quantityScale, file, line));
    }

    /** Writes the frame at this time or, if that is later, the last record's. */
    void endBook(long timeNanos, Path file, long line) {
        stamp(update, timeNanos);
        if (update.reset != ResetReason.NONE) {
            resets++;
            if (!carried) {
                book.clear();
                doubtful = false;
            }
        }
        for (int i = 0; i < update.levels.count(); i++) {
            book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        while (doubtful && crossed() && removeOlder()) {
            report.add(Finding.STALE_LEVEL);
        }
        if (carried) {
            update.levels.clear();
            copyBook(Side.BUY);
            copyBook(Side.SELL);
            carried = false;
        }
        journal.append(update);
        books++;
        if (crossed()) {
            String touch = "best bid " + book.bestTicks(Side.BUY) + " ticks, best ask " + book.bestTicks(Side.SELL);
            report.add(Finding.CROSSED, file, line, touch);
        }
    }

    private boolean crossed() {
        return book.levels(Side.BUY) > 0
                && book.levels(Side.SELL) > 0
                && book.bestTicks(Side.BUY) >= book.bestTicks(Side.SELL);
    }

    /** Removes the best level of the side that this frame did not set; false when it set both or none. */
    private boolean removeOlder() {
        boolean newBid = sets(Side.BUY, book.bestTicks(Side.BUY));
        boolean newAsk = sets(Side.SELL, book.bestTicks(Side.SELL));
        if (newBid == newAsk) {
            return false;
        }
        Side older = newBid ? Side.SELL : Side.BUY;
        update.levels.add(older, book.bestTicks(older), 0);
        book.set(older, book.bestTicks(older), 0);
        return true;
    }

    private boolean sets(Side side, long priceTicks) {
        for (int i = 0; i < update.levels.count(); i++) {
            if (update.levels.side(i) == side && update.levels.priceTicks(i) == priceTicks) {
                return true;
            }
        }
        return false;
    }

    private void copyBook(Side side) {
        for (int rank = 0; rank < book.levels(side); rank++) {
            update.levels.add(side, book.priceTicks(side, rank), book.lots(side, rank));
        }
    }

    /** Whether a book was written. */
    boolean hasBook() {
        return books > 0;
    }

    void trade(
            long timeNanos,
            long receiveTimeNanos,
            long tradeId,
            Side aggressor,
            long price,
            int priceScale,
            long quantity,
            int quantityScale,
            Path file,
            long line) {
        if (!fits(price, priceScale, quantity, quantityScale, file, line)) {
            return;
        }
        if (!tick.isWhole(price, priceScale)) {
            report.add(Finding.TRADE_OFF_TICK, file, line, "price " + Decimal.text(price, priceScale));
        }
        trade.exchangeTimeNanos = timeNanos;
        trade.receiveTimeNanos = receiveTimeNanos;
        trade.tradeId = tradeId;
        trade.aggressor = aggressor;
        trade.priceTicks = tick.floor(price, priceScale);
        trade.lots = lots(quantity, quantityScale, file, line);
        stamp(trade, timeNanos);
        journal.append(trade);
        trades++;
    }

    /** Whether both are numbers that ticks and lots can hold; otherwise the line is reported. */
    private boolean fits(long price, int priceScale, long quantity, int quantityScale, Path file, long line) {
        if (tick.fits(price, priceScale) && lot.fits(quantity, quantityScale)) {
            return true;
        }
        report.add(
                Finding.BAD_LINE,
                file,
                line,
                "price " + Decimal.text(price, priceScale) + " or quantity " + Decimal.text(quantity, quantityScale)
                        + " is beyond all reason");
        return false;
    }

    /** Whether a price lies on the tick. */
    boolean onTick(long price, int priceScale) {
        return tick.isWhole(price, priceScale);
    }

    /**
     * Writes best prices between two frames.
     *
     * @param exchangeTimeNanos 0 where the venue gave none; the record's own time is then a guess
     */
    void touch(
            long timeNanos,
            long exchangeTimeNanos,
            long receiveTimeNanos,
            long updateId,
            long bid,
            long bidQuantity,
            long ask,
            long askQuantity,
            int scale,
            Path file,
            long line) {
        if (!tick.isWhole(bid, scale) || !tick.isWhole(ask, scale)) {
            String prices = Decimal.text(bid, scale) + " and " + Decimal.text(ask, scale);
            report.add(
                    Finding.LEVEL_OFF_TICK,
                    file,
                    line,
                    "prices " + prices + " are not multiples of " + tick + "; set --tick");
            return;
        }
        touch.exchangeTimeNanos = exchangeTimeNanos;
        touch.receiveTimeNanos = receiveTimeNanos;
        touch.updateId = updateId;
        touch.bidTicks = bid == 0 ? Instrument.NO_PRICE : tick.floor(bid, scale);
        touch.bidLots = lots(bidQuantity, scale, file, line);
        touch.askTicks = ask == 0 ? Instrument.NO_PRICE : tick.floor(ask, scale);
        touch.askLots = lots(askQuantity, scale, file, line);
        stamp(touch, timeNanos);
        journal.append(touch);
        touches++;
    }

    private long lots(long quantity, int scale, Path file, long line) {
        if (!lot.isWhole(quantity, scale)) {
            report.add(Finding.ODD_LOT, file, line, "quantity " + Decimal.text(quantity, scale));
        }
        return lot.floor(quantity, scale);
    }

    /** Gives the message its header; begins a new file before it when it is of a later day. */
    private void stamp(Message message, long timeNanos) {
        if (journal.lastSequence() == 0) {
            firstNanos = timeNanos;
        }
        lastNanos = Math.max(lastNanos, timeNanos);
        if (journal.startsFile(lastNanos)) {
            Snapshots.begin(journal, started, book::visitState, lastNanos);
        }
        message.timeNanos = lastNanos;
        message.market = 0;
    }

    void finish() {
        SessionStopped stopped = new SessionStopped();
        stopped.reason = StopReason.END_OF_DATA;
        stopped.timeNanos = lastNanos;
        journal.append(stopped);
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    long books() {
        return books;
    }

    long resets() {
        return resets;
    }

    long trades() {
        return trades;
    }

    long touches() {
        return touches;
    }
}
