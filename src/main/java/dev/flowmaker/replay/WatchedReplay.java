package dev.flowmaker.replay;

import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.event.Snapshot;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.Records;
import dev.flowmaker.journal.Snapshots;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A replay that somebody watches: sees each record, and the engine as that record left it. As long as the replay is
 * identical the engine is the one that wrote the journal, to the last bit. After a difference its inputs go on, and every
 * recorded snapshot that this build can read puts its state right again.
 */
public final class WatchedReplay {
    private static final int PROGRESS_EVERY = 1 << 16;

    /** Sees a replay. */
    public interface Watcher {
        /**
         * A record was played.
         *
         * @param journal at the record
         * @param engine as the record left it; null while there is none whose state is worth looking at
         */
        void onRecord(Records journal, @Nullable Engine engine);
    }

    /**
     * How it went.
     *
     * @param identical whether all was as recorded
     * @param records read
     * @param difference the first one in words; empty when identical
     */
    public record Proof(boolean identical, long records, String difference) {}

    private final Function<SessionStarted, EngineSettings> settings;
    private final Replayer replayer;
    private @Nullable Engine engine;
    private @Nullable Divergence divergence;
    private String failure = "";

    /**
     * @param settings how a session's first record becomes the engine's settings
     * @param version of this build
     */
    public WatchedReplay(Function<SessionStarted, EngineSettings> settings, String version) {
        this.settings = settings;
        replayer = new Replayer(
                (started, out) -> {
                    Engine made = Machine.engine(settings, started, out);
                    engine = made;
                    return Machine.of(made);
                },
                version);
    }

    /** Replays to the end of the journal, whatever differs. */
    public Proof run(Records journal, Watcher watcher, LongConsumer progress) {
        long records = 0;
        while (journal.advance()) {
            records++;
            if (divergence == null && failure.isEmpty()) {
                compare(journal);
            } else {
                follow(journal);
            }
            watcher.onRecord(journal, engine);
            if (records % PROGRESS_EVERY == 0) {
                progress.accept(records);
            }
        }
        Divergence first = divergence;
        String difference = first == null ? failure : "record " + first.sequence() + ": " + first.what();
        return new Proof(difference.isEmpty(), records, difference);
    }

    private void compare(Records journal) {
        try {
            divergence = replayer.step(journal);
        } catch (JournalException e) {
            // A state of fields this build does not have.
            failure = Objects.requireNonNullElse(e.getMessage(), e.toString());
            engine = null;
        }
    }

    private void follow(Records journal) {
        MessageKind kind = journal.kind();
        if (kind == MessageKind.SESSION_STARTED) {
            engine = Machine.engine(settings, (SessionStarted) journal.message(), message -> {});
        } else if (engine != null && kind == MessageKind.SNAPSHOT) {
            try {
                Snapshots.restore((Snapshot) journal.message(), engine::visitState);
            } catch (JournalException e) {
                engine = null;
            }
        } else if (engine != null
                && (kind == MessageKind.CLOCK_ADJUSTED || kind.family() == MessageKind.Family.INPUT)) {
            try {
                engine.onInput(journal.message());
            } catch (RuntimeException e) {
                engine = null;
            }
        }
    }
}
