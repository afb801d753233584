package dev.flowmaker.journal;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.event.SessionStarted;
import java.util.ArrayList;
import java.util.List;

/** What is in a journal: how much of each kind, from when to when, in which sessions. */
public final class Stats {
    /** A session as its first record tells it. */
    public record Session(int epoch, String name, String mode, String version, long firstSequence, long timeNanos) {}

    private final long[] counts = new long[MessageKind.values().length];
    private final long[] bytes = new long[MessageKind.values().length];
    private final List<Session> sessions = new ArrayList<>();
    private long records;
    private long firstSequence;
    private long lastSequence;
    private long firstTimeNanos = Long.MAX_VALUE;
    private long lastTimeNanos = Long.MIN_VALUE;
    private long longestPauseNanos;
    private long previousTimeNanos;

    /** Counts the reader's current record. */
    public void add(Records reader) {
        int kind = reader.kind().ordinal();
        counts[kind]++;
        bytes[kind] += reader.length();
        long timeNanos = reader.timeNanos();
        if (records++ == 0) {
            firstSequence = reader.sequence();
            previousTimeNanos = timeNanos;
        }
        lastSequence = reader.sequence();
        firstTimeNanos = Math.min(firstTimeNanos, timeNanos);
        lastTimeNanos = Math.max(lastTimeNanos, timeNanos);
        longestPauseNanos = Math.max(longestPauseNanos, timeNanos - previousTimeNanos);
        previousTimeNanos = timeNanos;
        if (reader.kind() == MessageKind.SESSION_STARTED) {
            SessionStarted started = (SessionStarted) reader.message();
            if (sessions.isEmpty() || sessions.get(sessions.size() - 1).epoch != started.epoch) {
                sessions.add(new Session(
                        started.epoch, started.name, started.mode, started.version, started.sequence, timeNanos));
            }
        }
    }

    public long records() {
        return records;
    }

    public long count(MessageKind kind) {
        return counts[kind.ordinal()];
    }

    public long bytes(MessageKind kind) {
        return bytes[kind.ordinal()];
    }

    public long firstSequence() {
        return firstSequence;
    }

    public long lastSequence() {
        return lastSequence;
    }

    /** UTC nanoseconds; meaningless without records. */
    public long firstTimeNanos() {
        return firstTimeNanos;
    }

    /** UTC nanoseconds; meaningless without records. */
    public long lastTimeNanos() {
        return lastTimeNanos;
    }

    /** The longest time between two records that follow one another. */
    public long longestPauseNanos() {
        return longestPauseNanos;
    }

    public List<Session> sessions() {
        return List.copyOf(sessions);
    }
}
