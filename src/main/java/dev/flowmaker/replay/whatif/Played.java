package dev.flowmaker.replay.whatif;

import dev.flowmaker.Version;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Replayer;
import java.util.Objects;
import java.util.function.Function;

/** A recorded session as it was: its own engine, input by input, held against the journal. */
final class Played {
    private final JournalReader reader;
    private final Replayer replayer;
    private final Answers answers = new Answers();
    private final int epoch;
    private boolean over;

    /** @param header sequence of the session's first header */
    Played(JournalReader reader, long header, Function<SessionStarted, EngineSettings> settings) {
        this.reader = reader;
        replayer = new Replayer(settings, Version.text(), null, answers).all();
        reader.from(header).advance();
        epoch = ((SessionStarted) reader.message()).epoch;
        replayer.take(reader);
    }

    /** Moves to the session's next input, which is not taken yet; false at its end. */
    boolean next() {
        while (!over && reader.advance()) {
            MessageKind kind = reader.kind();
            if (kind.family() == MessageKind.Family.INPUT || kind == MessageKind.CLOCK_ADJUSTED) {
                return true;
            }
            over = kind == MessageKind.SESSION_STARTED && ((SessionStarted) reader.message()).epoch != epoch;
            if (!over) {
                replayer.take(reader);
            }
        }
        return false;
    }

    /** The input in hand, valid until the next of its kind is read. */
    Message input() {
        return reader.message();
    }

    MessageKind kind() {
        return reader.kind();
    }

    long timeNanos() {
        return reader.timeNanos();
    }

    long sequence() {
        return reader.sequence();
    }

    /** Gives the input in hand to the session's own engine. */
    void take() {
        answers.begin(reader.sequence());
        replayer.take(reader);
    }

    /** What it answered. */
    Answers answers() {
        return answers;
    }

    /** As it is now. */
    Engine engine() {
        return Objects.requireNonNull(replayer.engine());
    }

    /** Outputs that this build gives otherwise than recorded. */
    long differences() {
        return replayer.result(reader, "").differences().count();
    }
}
