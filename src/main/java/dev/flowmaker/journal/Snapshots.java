package dev.flowmaker.journal;

import dev.flowmaker.core.StateVisitor;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Makes, restores and compares snapshots of anything that shows its state to a visitor, such as the engine. */
public final class Snapshots {
    private Snapshots() {}

    /** A snapshot of {@code state}, header not stamped. */
    public static Snapshot take(Consumer<StateVisitor> state) {
        Snapshot snapshot = new Snapshot();
        snapshot.stateHash = StateHash.of(state);
        StateWriter writer = new StateWriter();
        state.accept(writer);
        snapshot.state = writer.bytes();
        snapshot.length = snapshot.state.length;
        return snapshot;
    }

    /**
     * Begins a session, or the next file of one: its header, then its state. Each file so begun replays alone.
     *
     * @param started the session's header; the same epoch in all its files
     * @param timeNanos of the input that comes next, UTC nanoseconds
     */
    public static void begin(Journal journal, SessionStarted started, Consumer<StateVisitor> state, long timeNanos) {
        started.timeNanos = timeNanos;
        journal.append(started);
        Snapshot snapshot = take(started, state);
        snapshot.timeNanos = timeNanos;
        journal.append(snapshot);
    }

    /**
     * A snapshot within a session.
     *
     * @param started the session's header as it was appended last
     */
    public static Snapshot take(SessionStarted started, Consumer<StateVisitor> state) {
        Snapshot snapshot = take(state);
        snapshot.sessionSequence = started.sequence;
        return snapshot;
    }

    /**
     * Replaces the state by the snapshot's.
     *
     * @throws JournalException when the snapshot's fields are not this build's, or the state restored has another hash
     */
    public static void restore(Snapshot snapshot, Consumer<StateVisitor> state) {
        StateReader reader = new StateReader(snapshot.state, snapshot.length);
        state.accept(reader);
        reader.finish();
        if (StateHash.of(state) != snapshot.stateHash) {
            List<StateDiff.Difference> differences = differences(snapshot, state);
            throw new JournalException(
                    "the state restored is not the snapshot's: "
                            + (differences.isEmpty() ? "its hash differs" : differences.get(0)),
                    "",
                    "use the build that wrote it");
        }
    }

    /** Whether {@code state} is the snapshot's, byte for byte and by its hash; without naming what differs. */
    public static boolean same(Snapshot snapshot, Consumer<StateVisitor> state) {
        StateWriter writer = new StateWriter();
        state.accept(writer);
        byte[] actual = writer.bytes();
        return Arrays.equals(actual, 0, actual.length, snapshot.state, 0, snapshot.length)
                && StateHash.of(state) == snapshot.stateHash;
    }

    /** Fields in which {@code state} differs from the snapshot; empty when it is the same. */
    public static List<StateDiff.Difference> differences(Snapshot snapshot, Consumer<StateVisitor> state) {
        StateWriter writer = new StateWriter();
        state.accept(writer);
        if (writer.is(snapshot.state, snapshot.length)) {
            return List.of();
        }
        byte[] actual = writer.bytes();
        return StateDiff.between(
                StateDiff.fields(snapshot.state, snapshot.length), StateDiff.fields(actual, actual.length));
    }
}
