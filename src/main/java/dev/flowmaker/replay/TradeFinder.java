package dev.flowmaker.replay;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.journal.JournalReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds a trade of ours by the venue's id. Within a session ids of a market mostly grow along the journal: each stretch
 * from a header on is searched by halving, the newest first, then its surroundings are read, for a trade that was told
 * late. What is read is bounded; a journal shorter than the bound is simply read through. Moves the reader about.
 */
public final class TradeFinder {
    private static final long MOST_READ = 1_000_000;
    /** Records read at most on either side of where an id should be. */
    private static final long LATE = 50_000;

    private final JournalReader reader;
    private final Finder finder;
    private final long most;
    private long read;
    private boolean everywhere;

    public TradeFinder(JournalReader reader, Finder finder) {
        this(reader, finder, MOST_READ);
    }

    /** @param most records to read, about */
    TradeFinder(JournalReader reader, Finder finder, long most) {
        this.reader = reader;
        this.finder = finder;
        this.most = most;
    }

    /** Records read until now. */
    public long read() {
        return read;
    }

    /** Whether all the journal was read. */
    public boolean everywhere() {
        return everywhere;
    }

    /**
     * A telling of the trade, null when it is not found.
     *
     * @param market its index, negative for any
     */
    public @Nullable Fill find(long tradeId, int market) {
        if (finder.last() - finder.first() < most) {
            return readThrough(tradeId, market, finder.first(), finder.last() + 1);
        }
        return bySession(tradeId, market);
    }

    /** Looks where the id should be in each stretch from a header on, and reads no more than the bound allows, about. */
    @Nullable
    Fill bySession(long tradeId, int market) {
        Fill found = null;
        for (long end = finder.last() + 1; found == null && end > finder.first() && read < most; ) {
            long header = header(end - 1);
            int markets = finder.read(header) instanceof SessionStarted started ? started.instruments.size() : 1;
            for (int each = Math.max(0, market); each < (market < 0 ? markets : market + 1) && found == null; each++) {
                found = within(header, end, tradeId, each);
            }
            end = header;
        }
        return found;
    }

    /** The same among the records from {@code from} on and before {@code end}, all of them. */
    public @Nullable Fill readThrough(long tradeId, int market, long from, long end) {
        everywhere = from <= finder.first() && end > finder.last();
        reader.from(from);
        while (next(end)) {
            if (reader.kind() == MessageKind.FILL
                    && (market < 0 || reader.market() == market)
                    && ((Fill) reader.message()).tradeId == tradeId) {
                return (Fill) reader.message();
            }
        }
        return null;
    }

    private @Nullable Fill within(long begin, long end, long tradeId, int market) {
        long low = begin;
        long high = end;
        while (low < high && read < most) {
            long middle = (low + high) >>> 1;
            Fill fill = first(middle, high, market);
            if (fill == null) {
                high = middle;
            } else if (fill.tradeId == tradeId) {
                return fill;
            } else if (fill.tradeId < tradeId) {
                low = fill.sequence + 1;
            } else {
                high = middle;
            }
        }
        long late = Math.min(LATE, most / 20);
        return readThrough(tradeId, market, Math.max(begin, low - late), Math.min(end, low + late));
    }

    /** The first trade of ours in a market from a record on. */
    private @Nullable Fill first(long from, long end, int market) {
        reader.from(from);
        while (read < most && next(end)) {
            if (reader.kind() == MessageKind.FILL && reader.market() == market) {
                return (Fill) reader.message();
            }
        }
        return null;
    }

    private boolean next(long end) {
        read++;
        return reader.advance() && reader.sequence() < end;
    }

    /** Sequence of the last header that is told before a record; the oldest record's when none is. */
    private long header(long sequence) {
        long snapshot = finder.lastBefore(sequence, record -> {
            read++;
            return record.kind() == MessageKind.SNAPSHOT;
        });
        long header = snapshot == 0 ? 0 : ((Snapshot) finder.read(snapshot)).sessionSequence;
        return header < finder.first() || header > sequence ? finder.first() : header;
    }
}
