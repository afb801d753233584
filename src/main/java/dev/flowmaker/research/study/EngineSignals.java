package dev.flowmaker.research.study;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.TouchUpdate;
import dev.flowmaker.core.event.Trade;
import dev.flowmaker.core.market.BookSettings;
import dev.flowmaker.core.market.BookStatus;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.core.market.MarketBook;
import dev.flowmaker.core.signal.Alpha;
import dev.flowmaker.core.signal.AlphaSettings;
import dev.flowmaker.core.signal.SignalSettings;
import dev.flowmaker.core.signal.Signals;
import dev.flowmaker.exchange.tape.OthersRecords;
import dev.flowmaker.journal.Records;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One market of a tape through the engine's own book, signals and alphas, as the engine would feed them, looked at on a
 * grid of time. What is looked at knows what happened at or before its time, and nothing after.
 */
final class EngineSignals {
    /** Is told how things stand. */
    interface Looker {
        /**
         * A moment of the grid at which signals say something.
         *
         * @param mid2Ticks twice the mid
         */
        void look(long timeNanos, Signals signals, List<Alpha> alphas, long mid2Ticks);

        /** The mid from now on. */
        void mid(long timeNanos, long mid2Ticks);

        /** The chain of states broke. */
        void broke(long timeNanos);
    }

    private static final long STALE_NANOS = 3_600_000_000_000L;
    private static final int WARMUP = 10;

    private final @Nullable String wanted;
    private final Signals signals;
    private final List<Alpha> alphas = new ArrayList<>();
    private final long gridNanos;
    private final Looker looker;
    private @Nullable MarketBook book;
    private int market = -1;
    private long restartsSeen;
    private long nextNanos = Long.MIN_VALUE;
    private boolean tape;
    private boolean begun;

    /**
     * Nothing is read yet.
     *
     * @param wanted symbol of the market; null when the journal has only one
     * @param alphas each is followed by itself
     */
    EngineSignals(
            @Nullable String wanted,
            SignalSettings settings,
            List<AlphaSettings> alphas,
            long gridNanos,
            Looker looker) {
        this.wanted = wanted;
        this.signals = new Signals(settings);
        alphas.forEach(alpha -> this.alphas.add(new Alpha(alpha, settings)));
        this.gridNanos = gridNanos;
        this.looker = looker;
    }

    /** Reads to the end. */
    void read(Records records) {
        read(records, Long.MAX_VALUE);
    }

    /** Reads what is no later than that. */
    void read(Records journal, long untilNanos) {
        OthersRecords records = new OthersRecords(journal);
        while (records.advance() && records.timeNanos() <= untilNanos) {
            switch (records.kind()) {
                case SESSION_STARTED -> start((SessionStarted) records.message());
                case BOOK_UPDATE, TOUCH_UPDATE, TRADE -> {
                    if (records.market() == market && book != null) {
                        event(records, book);
                    }
                }
                default -> {}
            }
        }
        if (!begun) {
            throw new StudyException("the tape has no book of a market to study");
        }
    }

    private void start(SessionStarted started) {
        List<Instrument> instruments = EngineSettingsFactory.instruments(started);
        market = -1;
        for (int i = 0; i < instruments.size(); i++) {
            if (wanted == null
                    ? instruments.size() == 1
                    : instruments.get(i).symbol().equals(wanted)) {
                market = i;
            }
        }
        if (market < 0) {
            throw new StudyException("name the market with --market; the journal has "
                    + String.join(
                            ", ", instruments.stream().map(Instrument::symbol).toList()));
        }
        boolean goesOn = started.mode.equals("tape") && tape;
        tape = started.mode.equals("tape");
        if (!goesOn) {
            book = new MarketBook(instruments.get(market), new BookSettings(Integer.MAX_VALUE, STALE_NANOS, WARMUP));
            book.onConnection(true);
            restartsSeen = -1;
        }
    }

    private void event(OthersRecords records, MarketBook of) {
        long timeNanos = records.timeNanos();
        look(timeNanos, of);
        alphas.forEach(alpha -> alpha.advance(timeNanos, signals));
        switch (records.kind()) {
            case BOOK_UPDATE -> {
                of.onBookUpdate((BookUpdate) records.message());
                state(timeNanos, of, true);
            }
            case TOUCH_UPDATE -> {
                if (of.onTouchUpdate((TouchUpdate) records.message())) {
                    state(timeNanos, of, false);
                }
            }
            default -> {
                Trade trade = (Trade) records.message();
                if (clean(of)) {
                    signals.onTrade(timeNanos, trade.aggressor, trade.priceTicks, trade.lots);
                }
            }
        }
    }

    private static boolean clean(MarketBook of) {
        return of.status() == BookStatus.OK || of.status() == BookStatus.WARMING_UP;
    }

    private void state(long timeNanos, MarketBook of, boolean levels) {
        if (of.restarts() != restartsSeen) {
            restartsSeen = of.restarts();
            signals.restart();
            alphas.forEach(Alpha::restart);
            looker.broke(timeNanos);
        }
        if (!clean(of)) {
            return;
        }
        boolean good = of.status() == BookStatus.OK;
        if (levels) {
            signals.onState(timeNanos, of, good);
        } else {
            signals.onTouch(timeNanos, of, good);
        }
        alphas.forEach(alpha -> alpha.onState(timeNanos, of.mid2Ticks(), good));
        looker.mid(timeNanos, of.mid2Ticks());
        if (!begun) {
            begun = true;
            nextNanos = (Math.floorDiv(timeNanos - 1, gridNanos) + 1) * gridNanos;
        }
    }

    /** Passes the grid before this time. */
    private void look(long timeNanos, MarketBook of) {
        while (begun && nextNanos < timeNanos) {
            if (signals.good() && clean(of)) {
                looker.look(nextNanos, signals, alphas, of.mid2Ticks());
            }
            nextNanos += gridNanos;
        }
    }
}
