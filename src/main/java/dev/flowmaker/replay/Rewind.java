package dev.flowmaker.replay;

import dev.flowmaker.Version;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.journal.StateDiff;
import dev.flowmaker.journal.StateDiff.Difference;
import dev.flowmaker.journal.StateWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One input again, from the nearest snapshot: the state it met, and what it changed there.
 *
 * @param input the input as a line of text
 * @param before the core's state before it, for people
 * @param changes fields of the state that it changed, expected is before it
 */
public record Rewind(String input, List<String> before, List<Difference> changes) {
    /**
     * Plays an input again.
     *
     * @param settings how a session's first record becomes the engine's settings
     * @throws JournalException when there is nothing to start from
     */
    public static Rewind to(JournalReader reader, long input, Function<SessionStarted, EngineSettings> settings) {
        FieldPrinter printer = FieldPrinter.text();
        Replayer replayer = new Replayer(settings, Version.text()).all();
        start(reader, input - 1, replayer, printer::learn);
        while (reader.sequence() + 1 < input && reader.advance()) {
            replayer.take(reader);
        }
        Engine engine = Objects.requireNonNull(replayer.engine());
        byte[] before = state(engine);
        reader.advance();
        List<String> view = CoreView.lines(engine, reader.timeNanos());
        String line = printer.line(reader.message());
        replayer.take(reader);
        return new Rewind(line, view, StateDiff.between(before, state(engine)));
    }

    /** Brings a new replay to the nearest snapshot at or before {@code sequence}, and the reader to the record after it. */
    public static void start(JournalReader reader, long sequence, Replayer replayer, Consumer<SessionStarted> header) {
        Finder.Place place = new Finder(reader).start(sequence);
        reader.from(place.header()).advance();
        header.accept((SessionStarted) reader.message());
        replayer.take(reader);
        reader.from(place.snapshot()).advance();
        replayer.take(reader);
    }

    private static byte[] state(Engine engine) {
        StateWriter writer = new StateWriter();
        engine.visitState(writer);
        return writer.bytes();
    }
}
