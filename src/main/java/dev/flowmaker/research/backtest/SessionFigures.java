package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.event.SessionStopped;
import dev.flowmaker.core.event.StopReason;
import dev.flowmaker.journal.Journal;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.figures.MarketFigures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session's messages say of its trading: from its journal, or as they pass where none is kept. */
final class SessionFigures {
    private final List<MarketFigures> markets = new ArrayList<>();
    private final List<Long> beginnings = new ArrayList<>();
    private StopReason reason = StopReason.FAILED;
    private final @Nullable RecordedOrders orders;

    SessionFigures() {
        this(null);
    }

    /** @param orders hears of what was sent too; null for nobody */
    SessionFigures(@Nullable RecordedOrders orders) {
        this.orders = orders;
    }

    void on(Message message) {
        if (orders != null) {
            orders.on(message);
        }
        switch (message.kind()) {
            case FILL -> market(message.market).onFill((Fill) message);
            case DECISION -> market(message.market).onDecision((Decision) message);
            case BOOK_UPDATE -> {
                if (((BookUpdate) message).reset != ResetReason.NONE) {
                    var unused = market(message.market);
                    beginnings.set(message.market, beginnings.get(message.market) + 1);
                }
            }
            case SESSION_STOPPED -> reason = ((SessionStopped) message).reason;
            default -> {}
        }
    }

    /** Reads all after a sequence. */
    SessionFigures read(Records records, long afterSequence) {
        while (records.advance()) {
            if (records.sequence() > afterSequence) {
                switch (records.kind()) {
                    case FILL, DECISION, BOOK_UPDATE, SESSION_STOPPED -> on(records.message());
                    case PLACE_ORDER, CANCEL_ORDER, CANCEL_ALL, ORDER_CANCELED, ORDER_REJECTED, REQUEST_NOT_SENT -> {
                        if (orders != null) {
                            orders.on(records.message());
                        }
                    }
                    default -> {}
                }
            }
        }
        return this;
    }

    MarketFigures market(int index) {
        while (markets.size() <= index) {
            markets.add(new MarketFigures());
            beginnings.add(0L);
        }
        return markets.get(index);
    }

    /** How often a market's book began anew after the first time. */
    long restarts(int index) {
        return index < beginnings.size() ? Math.max(0, beginnings.get(index) - 1) : 0;
    }

    StopReason reason() {
        return reason;
    }

    /** A journal that keeps nothing but these figures. */
    Journal asJournal() {
        return new Journal() {
            private long count;

            @Override
            public long append(Message message) {
                message.sequence = ++count;
                on(message);
                return count;
            }

            @Override
            public long lastSequence() {
                return count;
            }

            @Override
            public boolean startsFile(long timeNanos) {
                return count == 0;
            }

            @Override
            public void close() {}
        };
    }
}
