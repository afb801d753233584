package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.command.PlaceOrder;
import dev.flowmaker.core.event.OperatorAction;
import dev.flowmaker.core.event.OperatorRequest;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.StateDiff;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds places in a journal without reading it through: by time and by order with a binary search, states to start from by
 * looking back. Owns its reader's place: whoever shares the reader moves it himself afterwards.
 */
public final class Finder {
    private static final int FIRST_LOOK = 1 << 8;
    /** Far enough where orders are placed at all. */
    private static final int SHORT_LOOK = 1 << 13;

    private static final String ORDER_NUMBER = "engine.desk.orderNumber";
    private static final int LONGEST_LOOK = 1 << 16;

    private final JournalReader reader;
    private final long first;
    private final long last;

    /** @throws JournalException when the journal holds no record */
    public Finder(JournalReader reader) {
        this.reader = reader;
        if (!reader.from(1).advance()) {
            throw new JournalException("it holds no records", reader.place(), "let a session write to it first");
        }
        first = reader.sequence();
        last = reader.toLast();
    }

    /** Sequence of the oldest record. */
    public long first() {
        return first;
    }

    /** Sequence of the last record there was when this was made. */
    public long last() {
        return last;
    }

    /** Sequence of the first record of that time or later; {@code last() + 1} when there is none. */
    public long atOrAfter(long timeNanos) {
        long low = first;
        long high = last + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            reader.from(middle).advance();
            if (reader.timeNanos() >= timeNanos) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Time of a record, UTC nanoseconds. */
    public long timeNanos(long sequence) {
        read(sequence);
        return reader.timeNanos();
    }

    /** The record with this sequence, valid until the next one of its kind is read. */
    public Message read(long sequence) {
        if (sequence < first || sequence > last || !reader.from(sequence).advance() || reader.sequence() != sequence) {
            throw new JournalException("there is no record " + sequence, "", "name one from " + first + " to " + last);
        }
        return reader.message();
    }

    /** Sequence of an order's placement, 0 when it is not in the journal. Order ids grow along it. */
    public long placement(long orderId) {
        long low = first;
        long high = last + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            long found = next(middle, Math.min(high, middle + SHORT_LOOK), MessageKind.PLACE_ORDER);
            if (found == 0 && middle + SHORT_LOOK < high) {
                long snapshot = lastBefore(middle, low, record -> record.kind() == MessageKind.SNAPSHOT);
                long lastOrder = snapshot == 0 ? 0 : lastOrder(snapshot);
                if (lastOrder != 0) {
                    boolean passed = Long.compareUnsigned(lastOrder, orderId) >= 0;
                    high = passed ? snapshot : high;
                    low = passed ? low : snapshot + 1;
                    continue;
                }
                found = next(middle, high, MessageKind.PLACE_ORDER);
            }
            if (found == 0) {
                high = middle;
                continue;
            }
            long id = ((PlaceOrder) reader.message()).orderId;
            if (id == orderId) {
                return found;
            }
            if (Long.compareUnsigned(id, orderId) < 0) {
                low = found + 1;
            } else {
                high = middle;
            }
        }
        return 0;
    }

    /** Id of the last order that was placed when a snapshot was made; 0 when it does not tell. */
    private long lastOrder(long sequence) {
        Snapshot snapshot = (Snapshot) read(sequence);
        long number = StateDiff.number(snapshot.state, snapshot.length, ORDER_NUMBER, -1);
        long header = snapshot.sessionSequence;
        if (number < 0 || header < first || header > sequence || !(read(header) instanceof SessionStarted started)) {
            return 0;
        }
        return (long) started.epoch << 32 | number;
    }

    /** Sequence of the first record of a kind from {@code from} on and before {@code end}, 0 for none; it is then the reader's. */
    private long next(long from, long end, MessageKind kind) {
        reader.from(from);
        while (reader.advance() && reader.sequence() < end) {
            if (reader.kind() == kind) {
                return reader.sequence();
            }
        }
        return 0;
    }

    /** The last record at or before {@code sequence} that passes, by looking back; 0 when there is none. */
    public long lastBefore(long sequence, Predicate<JournalReader> wanted) {
        return lastBefore(sequence, first, wanted);
    }

    /** The same, not looking farther back than {@code least}. */
    public long lastBefore(long sequence, long least, Predicate<JournalReader> wanted) {
        long end = Math.min(sequence, last) + 1;
        long first = Math.max(this.first, least);
        int look = FIRST_LOOK;
        while (end > first) {
            long begin = Math.max(first, end - look);
            long found = 0;
            reader.from(begin);
            while (reader.sequence() < end - 1 && reader.advance()) {
                found = wanted.test(reader) ? reader.sequence() : found;
            }
            if (found != 0) {
                return found;
            }
            end = begin;
            look = Math.min(LONGEST_LOOK, 4 * look);
        }
        return 0;
    }

    /**
     * The nearest state at or before a record from which everything can be played again.
     *
     * @throws JournalException when the journal has none so early
     */
    public Place start(long sequence) {
        long snapshot = lastBefore(sequence, record -> record.kind() == MessageKind.SNAPSHOT);
        if (snapshot == 0) {
            throw new JournalException(
                    "there is no snapshot at or before record " + sequence + " to start from",
                    "",
                    "name a later one: the first is " + next(first, last + 1, MessageKind.SNAPSHOT));
        }
        long header = ((Snapshot) read(snapshot)).sessionSequence;
        if (header >= first && header < snapshot && read(header) instanceof SessionStarted) {
            return new Place(header, snapshot);
        }
        if (snapshot > first && read(snapshot - 1) instanceof SessionStarted) {
            return new Place(snapshot - 1, snapshot);
        }
        return older(snapshot);
    }

    /** Sequence of the first header of the session that a record belongs to, as far as the journal has it. */
    public long sessionStart(long sequence) {
        long header = start(sequence).header();
        int epoch = ((SessionStarted) read(header)).epoch;
        for (long earlier = header; earlier != 0; ) {
            header = earlier;
            earlier = lastBefore(header - 1, record -> record.kind() == MessageKind.SESSION_STARTED);
            earlier = earlier != 0 && ((SessionStarted) read(earlier)).epoch == epoch ? earlier : 0;
        }
        return header;
    }

    /**
     * Sequence of the first header of the session of that number, as far as the journal has it.
     *
     * @throws JournalException when it has none; says which there are
     */
    public long session(int epoch) {
        Set<Integer> seen = new TreeSet<>();
        long found = 0;
        long header = lastBefore(last, record -> record.kind() == MessageKind.SESSION_STARTED);
        while (header != 0) {
            int its = ((SessionStarted) read(header)).epoch;
            if (its == epoch) {
                found = header;
            } else if (found != 0) {
                break;
            }
            seen.add(its);
            header = lastBefore(header - 1, record -> record.kind() == MessageKind.SESSION_STARTED);
        }
        if (found == 0) {
            throw new JournalException(
                    "there is no session " + epoch,
                    "",
                    "name one of " + seen.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** Where snapshots do not tell their header: it is looked for, and when settings changed since, started from. */
    private Place older(long snapshot) {
        long header = 0;
        boolean changed = false;
        reader.fromFileOf(snapshot);
        while (reader.sequence() < snapshot && reader.advance()) {
            if (reader.kind() == MessageKind.SESSION_STARTED) {
                header = reader.sequence();
                changed = false;
            } else if (reader.kind() == MessageKind.OPERATOR_REQUEST) {
                changed |= ((OperatorRequest) reader.message()).action == OperatorAction.SET;
            }
        }
        if (header == 0) {
            throw new JournalException(
                    "there is no session's beginning before record " + snapshot, "", "replay it from its first record");
        }
        return new Place(header, changed ? header + 1 : snapshot);
    }

    /**
     * Where to start from.
     *
     * @param header sequence of the session's header
     * @param snapshot sequence of the snapshot
     */
    public record Place(long header, long snapshot) {}
}
