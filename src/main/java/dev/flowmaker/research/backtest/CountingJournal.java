package dev.flowmaker.research.backtest;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.Fill;
import dev.flowmaker.journal.Journal;
import java.util.HashSet;
import java.util.Set;

/** Counts what it is given and keeps nothing. */
final class CountingJournal implements Journal {
    private long sequence;
    private long decisions;
    private long places;
    private final Set<Long> trades = new HashSet<>();

    @Override
    public long append(Message message) {
        message.sequence = ++sequence;
        decisions += message.kind() == MessageKind.DECISION ? 1 : 0;
        places += message.kind() == MessageKind.PLACE_ORDER ? 1 : 0;
        if (message instanceof Fill fill) {
            // A fill is told once by the stream and may be once more by a query; ids are a market's own.
            trades.add(fill.tradeId << Byte.SIZE | fill.market);
        }
        return sequence;
    }

    long decisions() {
        return decisions;
    }

    long places() {
        return places;
    }

    long fills() {
        return trades.size();
    }

    @Override
    public long lastSequence() {
        return sequence;
    }

    @Override
    public boolean startsFile(long timeNanos) {
        return sequence == 0;
    }

    @Override
    public void close() {}
}
