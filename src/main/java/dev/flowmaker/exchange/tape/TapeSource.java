package dev.flowmaker.exchange.tape;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.exchange.MarketEvents;
import dev.flowmaker.exchange.Source;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays tapes as a market, at the times they have. The first book is the first beginning on the tape; what comes before it
 * is passed over.
 */
public final class TapeSource implements Source {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TapeRecords records;
    private final RecordedMarket market;
    private @Nullable Message next;
    private long lastNanos;

    /**
     * Reads on until the first book and sets it.
     *
     * @param startNanos the exchange's beginning; what is earlier comes then
     * @throws TapeException when there is no book of the market
     */
    public TapeSource(List<Path> folders, Instrument instrument, long startNanos, MarketEvents market) {
        this.market = new RecordedMarket(market);
        this.lastNanos = startNanos;
        this.records = new TapeRecords(
                folders,
                instrument.symbol(),
                instrument.tick().toString(),
                instrument.lot().toString());
        Message found = records.next();
        while (found != null && !(found instanceof BookUpdate update && update.reset != ResetReason.NONE)) {
            found = records.next();
        }
        if (found == null) {
            records.close();
            throw new TapeException(folders.get(0) + ": no book of " + instrument.symbol() + " begins on this tape");
        }
        this.market.begin((BookUpdate) found);
        next = records.next();
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
        market.apply(event);
        next = records.next();
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
