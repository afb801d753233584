package dev.flowmaker.research.study;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.Side;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.OrderBook;
import dev.flowmaker.core.signal.MultiLevelFlow;
import dev.flowmaker.exchange.tape.OthersRecords;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one market of a tape, or of any journal, once: clean states with their flow, and trades, on the exchange's time
 * where it gave one; of a session that traded, as others made them. Crossed and locked states are dropped and counted; the first state after a reset has no flow.
 */
public final class TapeScan {
    /** Is told what happens. What it is given is reused. */
    public interface Listener {
        /**
         * The next clean state.
         *
         * @param timeNanos not before the last one's
         * @param emitted whether the flow leads from the last state to this one
         */
        void state(long timeNanos, OrderBook book, MultiLevelFlow flow, boolean emitted);

        void trade(long timeNanos, Side aggressor, long priceTicks, long lots);
    }

    private static final int PROGRESS_RECORDS = 1 << 14;

    private final @Nullable String wanted;
    private final List<Listener> listeners;
    private final OrderBook book = new OrderBook();
    private final MultiLevelFlow flow;
    private @Nullable InstrumentRow instrument;
    private int market;
    private boolean tape;
    private boolean anyBook;
    private LongConsumer progress = records -> {};
    private long stopNanos = Long.MAX_VALUE;
    private boolean stopped;
    private long lastNanos;
    private long firstNanos;
    private long states;
    private long dropped;
    private long resets;
    private long trades;
    private long uncertain;

    /**
     * Reads nothing yet.
     *
     * @param wanted symbol of the market; null when the journal has only one
     */
    public TapeScan(@Nullable String wanted, int levels, List<Listener> listeners) {
        this.wanted = wanted;
        this.flow = new MultiLevelFlow(levels);
        this.listeners = List.copyOf(listeners);
    }

    /** Tells it, now and then, how many records were read. */
    void onProgress(LongConsumer told) {
        progress = told;
    }

    /** Lets the reading end before the first state after this time. */
    void stopAfter(long timeNanos) {
        stopNanos = timeNanos;
    }

    /**
     * Reads to the end.
     *
     * @throws StudyException when the market is not there or has no book
     */
    public void read(Records journal) {
        OthersRecords records = new OthersRecords(journal);
        long count = 0;
        while (!stopped && records.advance()) {
            if (++count % PROGRESS_RECORDS == 0) {
                progress.accept(count);
            }
            switch (records.kind()) {
                case SESSION_STARTED -> start((SessionStarted) records.message());
                case SNAPSHOT -> restore((Snapshot) records.message());
                case BOOK_UPDATE -> accept(records.market(), records);
                case TRADE -> accept(records.market(), records);
                default -> {}
            }
        }
        uncertain = records.takeUncertain();
        if (states == 0) {
            throw new StudyException("the tape has no book of a market to study");
        }
    }

    private void start(SessionStarted started) {
        List<InstrumentRow> rows = started.instruments;
        int found = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (wanted == null ? rows.size() == 1 : rows.get(i).symbol().equals(wanted)) {
                found = i;
            }
        }
        if (found < 0) {
            String names =
                    String.join(", ", rows.stream().map(InstrumentRow::symbol).toList());
            throw new StudyException(
                    wanted == null
                            ? "the journal has several markets; name one of " + names + " with --market"
                            : "the journal has no market " + wanted + "; it has " + names);
        }
        market = found;
        InstrumentRow row = rows.get(found);
        InstrumentRow before = instrument;
        if (before != null && !(before.tick().equals(row.tick()) && before.lot().equals(row.lot()))) {
            throw new StudyException("tick or lot of " + row.symbol() + " change within the journal");
        }
        instrument = row;
        tape = started.mode.equals("tape");
    }

    /** A tape's later day begins with the book as it was. */
    private void restore(Snapshot snapshot) {
        if (tape && !anyBook) {
            Snapshots.restore(snapshot, book::visitState);
            anyBook = book.levels(Side.BUY) + book.levels(Side.SELL) > 0;
        }
    }

    private void accept(int of, OthersRecords records) {
        if (of != market || instrument == null) {
            return;
        }
        Message message = records.message();
        if (message instanceof BookUpdate update) {
            accept(update);
        } else if (message instanceof Trade trade) {
            trades++;
            long timeNanos = trade.exchangeTimeNanos == 0 ? trade.timeNanos : trade.exchangeTimeNanos;
            for (Listener listener : listeners) {
                listener.trade(timeNanos, trade.aggressor, trade.priceTicks, trade.lots);
            }
        }
    }

    private void accept(BookUpdate update) {
        if (update.reset != ResetReason.NONE) {
            book.clear();
            flow.reset();
            resets += anyBook ? 1 : 0;
        } else if (!anyBook) {
            return;
        }
        anyBook = true;
        for (int i = 0; i < update.levels.count(); i++) {
            book.set(update.levels.side(i), update.levels.priceTicks(i), update.levels.lots(i));
        }
        if (book.levels(Side.BUY) == 0
                || book.levels(Side.SELL) == 0
                || book.bestTicks(Side.BUY) >= book.bestTicks(Side.SELL)) {
            dropped++;
            return;
        }
        long timeNanos = update.exchangeTimeNanos == 0 ? update.timeNanos : update.exchangeTimeNanos;
        if (timeNanos > stopNanos) {
            stopped = true;
            return;
        }
        lastNanos = Math.max(lastNanos, timeNanos);
        firstNanos = firstNanos == 0 ? lastNanos : firstNanos;
        states++;
        boolean emitted = flow.add(book);
        for (Listener listener : listeners) {
            listener.state(lastNanos, book, flow, emitted);
        }
    }

    /** The market read. */
    public InstrumentRow instrument() {
        InstrumentRow row = instrument;
        if (row == null) {
            throw new StudyException("the tape does not begin with a session");
        }
        return row;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }

    /** Clean states. */
    public long states() {
        return states;
    }

    /** States dropped because they were crossed, locked or one-sided. */
    public long dropped() {
        return dropped;
    }

    /** Times the book began anew after the first. */
    public long resets() {
        return resets;
    }

    /** Levels and touches in which a session's own orders could not be told from others'. */
    public long uncertain() {
        return uncertain;
    }

    public long trades() {
        return trades;
    }
}
