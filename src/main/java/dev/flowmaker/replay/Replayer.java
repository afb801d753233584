package dev.flowmaker.replay;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.engine.Sink;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.core.risk.CheckListener;
import dev.flowmaker.journal.Codec;
import dev.flowmaker.journal.FieldList;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import dev.flowmaker.journal.StateDiff;
import dev.flowmaker.journal.StateDiff.Difference;
import dev.flowmaker.journal.StateHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Re-executes recorded sessions. Each recorded input goes into an engine built from the session's first record; each
 * decision, notice and command that comes out must be the recorded one, bit for bit. The session's first snapshot is where
 * the engine starts from, every later one must be the state it has reached. Stops at the first difference, unless {@link
 * #all}. One replay per instance.
 */
public final class Replayer {
    private static final int PROGRESS_EVERY = 1 << 16;
    /** The state's field that is 0 until the first input, in every build. */
    private static final String LAST_INPUT = "engine.desk.inputSequence";

    private final Machine.Factory factory;
    private final String version;
    private final Outputs outputs = new Outputs();
    private final Codec recorder = new Codec();
    private final ExpandableArrayBuffer recoded = new ExpandableArrayBuffer();
    private final List<String> notes = new ArrayList<>();

    private final Differences found = new Differences();
    private final Engines engines;

    private boolean all;
    private @Nullable Machine machine;
    /** Of the session in hand; its own instance until the next header is read. */
    private @Nullable SessionStarted header;

    /** Whether the engine failed and waits for a snapshot to go on from. */
    private boolean broken;

    private boolean restoreNext;
    private int epoch;
    /** The reader's own instance: stays as it is until the next input of its kind is decoded. */
    private @Nullable Message lastInput;

    private long records;
    private long skipped;
    private long inputs;
    private long decisions;
    private long commands;
    private int sessions;
    private int snapshots;
    private long cutOff;

    /**
     * @param settings how a session's first record becomes the engine's settings
     * @param version of this build, to note when a session was written by another
     */
    public Replayer(Function<SessionStarted, EngineSettings> settings, String version) {
        this(settings, version, null, null);
    }

    /**
     * @param checks hears of each risk check; null for nobody
     * @param watcher sees each output, stamped, while the engine is still at it; null for nobody
     */
    public Replayer(
            Function<SessionStarted, EngineSettings> settings,
            String version,
            @Nullable CheckListener checks,
            @Nullable Sink watcher) {
        engines = new Engines(settings, checks, watcher);
        factory = engines;
        this.version = version;
    }

    Replayer(Machine.Factory factory, String version) {
        engines = new Engines(
                started -> {
                    throw new IllegalStateException("this replay has machines of its own");
                },
                null,
                null);
        this.factory = factory;
        this.version = version;
    }

    /**
     * Does not stop at a difference: the engine goes on with the recorded inputs, and takes over the next snapshot's state
     * where its own is another.
     *
     * @return this
     */
    public Replayer all() {
        all = true;
        return this;
    }

    /** The engine of the session under way, null before there is one: as it is after the last input. */
    public @Nullable Engine engine() {
        return engines.last();
    }

    /**
     * Replays to the end of the journal or the first difference.
     *
     * @param progress told how many records are done, now and then
     * @throws dev.flowmaker.journal.JournalException when the journal itself cannot be read on
     */
    public ReplayResult run(Records journal, LongConsumer progress) {
        boolean goesOn = true;
        while (goesOn && journal.advance()) {
            goesOn = take(journal);
            if (records % PROGRESS_EVERY == 0) {
                progress.accept(records);
            }
        }
        return result(journal, goesOn ? "the journal ends" : "");
    }

    /** Takes the current record; false when the replay is over with it. */
    public boolean take(Records journal) {
        records++;
        Divergence divergence = step(journal);
        while (divergence != null) {
            found.add(divergence);
            if (!all) {
                return false;
            }
            divergence = goOn(divergence, journal) ? step(journal) : null;
        }
        return true;
    }

    /**
     * What was seen until now.
     *
     * @param end how the reading ended, such as {@code the journal ends}, when more was to come of the last input; empty
     *     when it was ended before
     */
    public ReplayResult result(Records journal, String end) {
        if (!end.isEmpty() && (all || found.count() == 0)) {
            noteCutOff(end);
        }
        if (skipped > 0) {
            notes.add(0, skipped + " records without an engine to take them were skipped");
        }
        return new ReplayResult(
                records,
                inputs,
                decisions,
                commands,
                sessions,
                snapshots,
                journal.sequence(),
                cutOff,
                List.copyOf(notes),
                found);
    }

    /** Makes the best of a difference; true when the record is to be taken again. */
    private boolean goOn(Divergence divergence, Records journal) {
        switch (divergence.kind()) {
            case DIFFERENT -> outputs.take();
            case NOT_RECORDED -> {
                outputs.begin(outputs.sequence());
                return true;
            }
            case STATE -> restore((Snapshot) journal.message(), Objects.requireNonNull(machine));
            case FAILED -> broken = true;
            case NOT_REPEATED -> {
                // There is nothing to take.
            }
        }
        return false;
    }

    /** Takes one record; null when all is as recorded. */
    @Nullable
    Divergence step(Records journal) {
        MessageKind kind = journal.kind();
        if (kind == MessageKind.SESSION_STARTED) {
            return onSession((SessionStarted) journal.message());
        }
        if (machine == null) {
            skipped++;
            return null;
        }
        if (broken && kind != MessageKind.SNAPSHOT) {
            skipped++;
            return null;
        }
        switch (kind.family()) {
            case DECISION, COMMAND -> {
                return onOutput(journal);
            }
            case INPUT -> {
                return onInput(journal, machine);
            }
            case SESSION -> {
                if (kind == MessageKind.CLOCK_ADJUSTED) {
                    return onInput(journal, machine);
                }
                return kind == MessageKind.SNAPSHOT ? onSnapshot((Snapshot) journal.message(), machine) : leftOver();
            }
        }
        throw new IllegalStateException("no such family: " + kind.family());
    }

    /** What the engine gave to the last input beyond what is recorded. */
    Outputs unrecorded() {
        return outputs;
    }

    /** Inputs given to the engine. */
    long inputs() {
        return inputs;
    }

    private @Nullable Divergence onSession(SessionStarted started) {
        if (machine != null && started.epoch == epoch) {
            return leftOver();
        }
        noteCutOff("session " + epoch + " ends without its stop");
        if (!started.version.equals(version)) {
            notes.add("session " + started.epoch + " was written by flowmaker " + started.version + ", this is "
                    + version + ": a comparison, not a proof");
        }
        header = started;
        machine = factory.create(started, outputs);
        broken = false;
        outputs.begin(started.sequence);
        epoch = started.epoch;
        restoreNext = true;
        sessions++;
        return null;
    }

    private void noteCutOff(String where) {
        int left = outputs.left();
        if (left > 0) {
            cutOff += left;
            notes.add(where + " before " + left + " outputs of its last input were journaled");
        }
    }

    private @Nullable Divergence onSnapshot(Snapshot snapshot, Machine current) {
        Divergence left = broken ? null : leftOver();
        if (left != null) {
            return left;
        }
        snapshots++;
        if (broken) {
            broken = false;
            outputs.begin(snapshot.sequence);
            restore(snapshot, current);
            return null;
        }
        if (restoreNext) {
            restoreNext = false;
            restore(snapshot, current);
            return null;
        }
        if (Snapshots.same(snapshot, current::visitState)) {
            return null;
        }
        List<Difference> differences = Snapshots.differences(snapshot, current::visitState);
        if (differences.isEmpty() && StateHash.of(current::visitState) == snapshot.stateHash) {
            return null;
        }
        return diverged(
                Divergence.Kind.STATE,
                snapshot.sequence,
                "the engine's state is not the recorded snapshot's",
                differences);
    }

    private void restore(Snapshot snapshot, Machine current) {
        try {
            Snapshots.restore(snapshot, current::visitState);
        } catch (JournalException otherFields) {
            machine = factory.create(Objects.requireNonNull(header), outputs);
            if (!isBeginning(snapshot, machine)) {
                throw otherFields;
            }
        }
    }

    /**
     * Whether it is a session's beginning as another build tells it: no input was before it, and wherever both have a
     * field, it is as in a new engine.
     */
    private boolean isBeginning(Snapshot snapshot, Machine fresh) {
        String inputs = StateDiff.fields(snapshot.state, snapshot.length).get(LAST_INPUT);
        List<Difference> differences = Snapshots.differences(snapshot, fresh::visitState);
        boolean beginning = "0".equals(inputs)
                && !differences.isEmpty()
                && differences.stream().allMatch(Difference::oneSided);
        if (!beginning) {
            return false;
        }
        notes.add("session " + epoch + " begins with a state of other fields, such as "
                + differences.get(0).path() + ": it is replayed from this build's own beginning");
        return true;
    }

    private @Nullable Divergence onInput(Records journal, Machine current) {
        Divergence left = leftOver();
        if (left != null) {
            return left;
        }
        restoreNext = false;
        inputs++;
        Message input = journal.message();
        lastInput = input;
        outputs.begin(input.sequence);
        try {
            current.onInput(input);
        } catch (RuntimeException e) {
            return diverged(Divergence.Kind.FAILED, input.sequence, "the engine failed: " + e, List.of());
        }
        return null;
    }

    private @Nullable Divergence onOutput(Records journal) {
        if (journal.kind().family() == MessageKind.Family.DECISION) {
            decisions++;
        } else {
            commands++;
        }
        if (outputs.left() == 0) {
            return diverged(
                    Divergence.Kind.NOT_REPEATED,
                    journal.sequence(),
                    "the journal has a " + journal.kind() + " that the engine did not give",
                    StateDiff.between(FieldList.of(journal.message()), Map.of()));
        }
        if (!same(journal)) {
            Map<String, String> recorded = FieldList.of(journal.message());
            List<Difference> differences = StateDiff.between(recorded, FieldList.of(outputs.next()));
            return diverged(
                    Divergence.Kind.DIFFERENT,
                    journal.sequence(),
                    "the engine gave another " + journal.kind() + " than recorded",
                    recorded,
                    differences);
        }
        outputs.take();
        return null;
    }

    private boolean same(Records journal) {
        DirectBuffer bytes = journal.bytes();
        byte[] array = bytes.byteArray();
        if (journal.version() == Codec.VERSION && array != null) {
            return outputs.nextIs(array, bytes.wrapAdjustment(), journal.length());
        }
        int length = recorder.encode(journal.message(), recoded, 0);
        return outputs.nextIs(recoded.byteArray(), 0, length);
    }

    /** What the engine gave beyond the recorded, now that the record of the next input is here. */
    private @Nullable Divergence leftOver() {
        if (outputs.left() == 0) {
            return null;
        }
        Message extra = outputs.next();
        return diverged(
                Divergence.Kind.NOT_RECORDED,
                extra.sequence,
                "the engine gave a " + extra.kind() + " that the journal does not have",
                StateDiff.between(Map.of(), FieldList.of(extra)));
    }

    private Divergence diverged(Divergence.Kind kind, long sequence, String what, List<Difference> differences) {
        return diverged(kind, sequence, what, Map.of(), differences);
    }

    private Divergence diverged(
            Divergence.Kind kind,
            long sequence,
            String what,
            Map<String, String> recorded,
            List<Difference> differences) {
        return new Divergence(
                kind, sequence, what, lastInput == null ? Map.of() : FieldList.of(lastInput), recorded, differences);
    }
}
