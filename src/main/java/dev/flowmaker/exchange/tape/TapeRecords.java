package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.SessionStarted.InstrumentRow;
import dev.flowmaker.journal.JournalReader;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One market's book updates, touches and trades as others made them, tape after tape. */
final class TapeRecords implements AutoCloseable {
    private static final Set<MessageKind> WITHOUT_TOUCHES =
            EnumSet.of(MessageKind.BOOK_UPDATE, MessageKind.TRADE, MessageKind.MARK_PRICE);
    private static final Set<MessageKind> MARKET_DATA =
            EnumSet.of(MessageKind.BOOK_UPDATE, MessageKind.TOUCH_UPDATE, MessageKind.TRADE, MessageKind.MARK_PRICE);

    private final List<Path> folders;
    private final Set<MessageKind> kinds;
    private final String symbol;
    private final String tick;
    private final String lot;
    private int next;
    private int market = -1;
    private int epoch;
    private boolean newSession;
    private @Nullable JournalReader reader;
    private @Nullable OthersRecords others;

    /** Nothing is opened before the first {@link #next}. */
    TapeRecords(List<Path> folders, boolean touches, String symbol, String tick, String lot) {
        this.folders = folders;
        this.kinds = touches ? MARKET_DATA : WITHOUT_TOUCHES;
        this.symbol = symbol;
        this.tick = tick;
        this.lot = lot;
    }

    /** The next book update, touch or trade, valid until the call after; null after the last tape's last. */
    @Nullable
    Message next() {
        while (true) {
            if (reader == null) {
                if (next == folders.size()) {
                    return null;
                }
                reader = JournalReader.open(folders.get(next++));
                others = new OthersRecords(reader);
                newSession = true;
            }
            OthersRecords from = Objects.requireNonNull(others);
            while (from.advance()) {
                MessageKind kind = from.kind();
                if (kind == MessageKind.SESSION_STARTED) {
                    SessionStarted started = (SessionStarted) from.message();
                    market = market(started, from.place());
                    // Each day of a session repeats its header.
                    newSession |= started.epoch != epoch;
                    epoch = started.epoch;
                } else if (kinds.contains(kind) && from.market() == market) {
                    return from.message();
                }
            }
            close();
        }
    }

    /** Whether another session began since this was asked last: what it says of the book begins with a whole one. */
    boolean takeNewSession() {
        boolean begun = newSession;
        newSession = false;
        return begun;
    }

    /** Levels and touches since this was asked last of which our own part is not known. */
    long takeUncertain() {
        return others == null ? 0 : others.takeUncertain();
    }

    /** Where the last record was, for people. */
    String place() {
        return others == null ? "" : others.place();
    }

    private int market(SessionStarted started, String place) {
        for (int i = 0; i < started.instruments.size(); i++) {
            InstrumentRow row = started.instruments.get(i);
            if (row.symbol().equals(symbol)) {
                if (!row.tick().toString().equals(tick) || !row.lot().toString().equals(lot)) {
                    throw new TapeException(place + ": " + symbol + " has tick " + row.tick() + " and lot " + row.lot()
                            + " here, and " + tick + " and " + lot + " before; play such tapes one by one");
                }
                return i;
            }
        }
        throw new TapeException(place + ": no market " + symbol + " on this tape");
    }

    @Override
    public void close() {
        JournalReader closing = reader;
        reader = null;
        others = null;
        if (closing != null) {
            closing.close();
        }
    }
}
