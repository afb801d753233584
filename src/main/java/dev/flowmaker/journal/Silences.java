package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.BookUpdate;
import dev.flowmaker.core.event.ResetReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * Finds out when one market's streams said nothing for longer than the market's own pace explains, and nobody noticed: no
 * book began anew. A stream is one kind of market data. Its silence is too long when it is five times as long as any pause
 * among the 500 to 1,000 records before it, and a second at least; a stream of fewer records has no pace yet.
 */
public final class Silences {
    private static final int BLOCK = 500;
    private static final int TIMES = 5;
    private static final long LEAST_NANOS = 1_000_000_000L;

    private static final class Stream {
        private long lastNanos;
        private boolean begun;
        private int inBlock;
        private int blocks;
        private long longestNow;
        private long longestBefore;

        /** Of the time until a record, what is too long; 0 when it is not. */
        long until(long timeNanos) {
            long pause = timeNanos - lastNanos;
            long most = TIMES * Math.max(longestNow, longestBefore);
            return begun && blocks > 0 && pause >= LEAST_NANOS && pause > most ? pause : 0;
        }

        void take(long timeNanos) {
            if (begun) {
                longestNow = Math.max(longestNow, timeNanos - lastNanos);
                if (++inBlock == BLOCK) {
                    blocks++;
                    inBlock = 0;
                    longestBefore = longestNow;
                    longestNow = 0;
                }
            }
            lastNanos = timeNanos;
            begun = true;
        }
    }

    private final Map<MessageKind, Stream> streams = new EnumMap<>(MessageKind.class);
    private long newestNanos;

    /**
     * Hears of a record of the market.
     *
     * @return for how long its stream had said nothing before it, nanoseconds; 0 when that is as usual, or was noticed
     */
    public long onRecord(Message record) {
        if (record instanceof BookUpdate update
                && update.reset != ResetReason.NONE
                && update.reset != ResetReason.SNAPSHOT) {
            interrupted();
        }
        newestNanos = record.timeNanos;
        Stream stream = streams.computeIfAbsent(record.kind(), kind -> new Stream());
        long silence = stream.until(record.timeNanos);
        stream.take(record.timeNanos);
        return silence;
    }

    /** What was lost is on record, or another session begins: the time until the next record says nothing. */
    public void interrupted() {
        streams.values().forEach(stream -> stream.begun = false);
    }

    /**
     * At the end, or before an interruption: a kind of market data that had fallen silent while the market's others went on, and
     * for how long, nanoseconds.
     */
    public Map<MessageKind, Long> unended() {
        Map<MessageKind, Long> silent = new EnumMap<>(MessageKind.class);
        streams.forEach((kind, stream) -> {
            long silence = stream.until(newestNanos);
            if (silence > 0) {
                silent.put(kind, silence);
            }
        });
        return silent;
    }

    /** What the stream of a kind is about, for people. */
    public static String words(MessageKind kind) {
        return switch (kind) {
            case BOOK_UPDATE -> "book";
            case TOUCH_UPDATE -> "best price";
            case TRADE -> "trade";
            case MARK_PRICE -> "mark price";
            default -> throw new IllegalArgumentException(kind + " is no market data");
        };
    }

    /** Such as {@code no trade for 12.3 s}. */
    public static String words(MessageKind kind, long nanos) {
        return "no " + words(kind) + " for " + Math.round(nanos / 1e8) / 10.0 + " s";
    }
}
