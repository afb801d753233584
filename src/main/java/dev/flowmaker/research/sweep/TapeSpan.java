package dev.flowmaker.research.sweep;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.JournalReader;
import java.nio.file.Path;
import java.util.List;

/**
 * From when to when tapes have books, and a hash by which they are known again, wherever they are.
 *
 * @param hash over every record's kind, sequence and time
 */
public record TapeSpan(long fromNanos, long untilNanos, long hash) {
    private static final long FNV = 0x100000001b3L;

    /** Reads them all. */
    public static TapeSpan of(List<Path> tapes) {
        long from = Long.MAX_VALUE;
        long until = Long.MIN_VALUE;
        long hash = 0xcbf29ce484222325L;
        for (Path tape : tapes) {
            try (JournalReader records = JournalReader.open(tape)) {
                while (records.advance()) {
                    MessageKind kind = records.kind();
                    hash = (hash ^ kind.ordinal()) * FNV;
                    hash = (hash ^ records.sequence()) * FNV;
                    hash = (hash ^ records.timeNanos()) * FNV;
                    if (kind == MessageKind.BOOK_UPDATE) {
                        from = Math.min(from, records.timeNanos());
                        until = Math.max(until, records.timeNanos());
                    }
                }
            }
        }
        if (from >= until) {
            throw new SweepException("the tapes have no two books: name a recording or an import with --tape");
        }
        return new TapeSpan(from, until + 1, hash);
    }
}
