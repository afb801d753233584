package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.MarketSource;
import dev.flowmaker.exchange.Source;
import dev.flowmaker.journal.Silences;
import org.jspecify.annotations.Nullable;

/**
 * Plays tapes as a market, at the times they have. The first book is the first beginning on the tape; what comes before it
 * is passed over.
 */
public final class TapeSource implements Source {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TapeRecords records;
    private final RecordedMarket market;
    private final TapeFindings findings = new TapeFindings();
    private final Silences silences = new Silences();
    private @Nullable Message next;
    /** The next book is the first of it that can be believed after something was wrong. */
    private boolean doubtful;

    private boolean begun;
    private long lastNanos;
    private long lastRecordNanos = Long.MIN_VALUE;

    /**
     * Reads on until the exchange's beginning and sets the book as it is then; where the tape begins later, there is none.
     *
     * @param startNanos the exchange's beginning; of what is earlier nobody hears
     * @throws TapeException when there is no book of the market
     */
    public TapeSource(MarketSource.Tape tape, Instrument instrument, long startNanos, MarketEvents market) {
        this.market = new RecordedMarket(market, findings);
        this.lastNanos = startNanos;
        this.records = new TapeRecords(
                tape.folders(),
                tape.touches(),
                instrument.symbol(),
                instrument.tick().toString(),
                instrument.lot().toString());
        next = read();
        while (next != null && (next.timeNanos < startNanos || opens(next, startNanos))) {
            this.market.begin(next, records::place);
            next = read();
        }
        if (next == null && !this.market.hasBook()) {
            records.close();
            throw new TapeException(
                    tape.folders().get(0) + ": no book of " + instrument.symbol() + " begins on this tape");
        }
    }

    /** Whether it is the first book, and of the exchange's first millisecond. Before a later one there is none. */
    private boolean opens(Message record, long startNanos) {
        return record instanceof BookUpdate && !market.hasBook() && record.timeNanos - startNanos < NANOS_PER_MILLI;
    }

    /** The next record that may be believed. */
    private @Nullable Message read() {
        for (Message read = records.next(); read != null; read = records.next()) {
            if (records.takeNewSession()) {
                endSilences();
                begun = false;
                doubtful = market.hasBook();
            }
            for (long left = records.takeUncertain(); left > 0; left--) {
                findings.add(TapeFindings.Kind.OWN_UNCERTAIN, records.place());
            }
            begun |= read instanceof BookUpdate update && update.reset != ResetReason.NONE;
            if (!begun) {
                findings.add(TapeFindings.Kind.NO_SNAPSHOT, records.place());
                continue;
            }
            if (read.timeNanos < lastRecordNanos) {
                findings.add(TapeFindings.Kind.TIME_BACKWARDS, records.place());
                doubtful = true;
            }
            lastRecordNanos = read.timeNanos;
            long silence = silences.onRecord(read);
            if (silence > 0) {
                silent(read.kind(), silence);
            }
            if (!RecordedMarket.possible(read)) {
                findings.add(TapeFindings.Kind.NO_PRICE, records.place());
                doubtful = true;
                continue;
            }
            return read;
        }
        endSilences();
        return null;
    }

    private void endSilences() {
        silences.unended().forEach(this::silent);
        silences.interrupted();
    }

    private void silent(MessageKind kind, long nanos) {
        findings.add(TapeFindings.Kind.SILENCE, Silences.words(kind, nanos) + " before " + records.place());
    }

    @Override
    public long nextEventNanos() {
        return next == null ? Long.MAX_VALUE : Math.max(lastNanos, next.timeNanos);
    }

    @Override
    public void runNext() {
        Message event = next;
        if (event == null) {
            throw new IllegalStateException("the tape has ended");
        }
        lastNanos = nextEventNanos();
        market.apply(event, doubtful, records::place);
        doubtful &= !(event instanceof BookUpdate);
        next = read();
    }

    @Override
    public TapeFindings findings() {
        return findings;
    }

    @Override
    public boolean ended() {
        return next == null;
    }

    @Override
    public void close() {
        records.close();
    }
}
