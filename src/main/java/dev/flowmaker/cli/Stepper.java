package dev.flowmaker.cli;

import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.Decision;
import dev.flowmaker.core.engine.Engine;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.core.market.Instrument;
import dev.flowmaker.journal.FieldPrinter;
import dev.flowmaker.journal.Records;
import dev.flowmaker.replay.CoreView;
import dev.flowmaker.replay.Replayer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a replay input by input: what came, what the engine gave to it, and its state then. */
final class Stepper {
    private final PrintWriter out;
    private final boolean colours;
    private final FieldPrinter printer = FieldPrinter.text();
    private final @Nullable BufferedReader keyboard;
    private List<Instrument> instruments = List.of();
    private long left;
    private boolean shown;

    /**
     * @param steps how many
     * @param keyboard asked for more when they are done; null for nobody
     */
    Stepper(PrintWriter out, boolean colours, long steps, @Nullable BufferedReader keyboard) {
        this.out = out;
        this.colours = colours;
        this.left = steps;
        this.keyboard = keyboard;
    }

    void learn(SessionStarted started) {
        printer.learn(started);
        instruments = EngineSettingsFactory.instruments(started);
    }

    List<String> symbols() {
        return instruments.stream().map(Instrument::symbol).toList();
    }

    /** Before a record is taken: ends the step before it, if this begins another; false when that was the last. */
    boolean goesOn(Records record, Replayer replayer) {
        if (!begins(record.kind())) {
            return true;
        }
        if (shown) {
            state(replayer, record.timeNanos());
            left--;
        }
        shown = true;
        return left > 0 || ask();
    }

    /** Whether the first step has begun, or begins with a record of this kind. */
    boolean begun(MessageKind kind) {
        return shown || begins(kind);
    }

    private static boolean begins(MessageKind kind) {
        return kind.family() == MessageKind.Family.INPUT || kind == MessageKind.CLOCK_ADJUSTED;
    }

    private boolean ask() {
        if (keyboard == null) {
            return false;
        }
        out.print(Paint.DIM.on("[Enter] one step, a number of steps, or q: ", colours));
        out.flush();
        try {
            String answer = keyboard.readLine();
            if (answer == null || answer.strip().startsWith("q")) {
                return false;
            }
            left = answer.strip().matches("\\d{1,9}") ? Long.parseLong(answer.strip()) : 1;
            return left > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows a record that was taken. */
    void show(Message message) {
        boolean input = begins(message.kind());
        if (message instanceof Decision decision && decision.market < instruments.size()) {
            out.println("  " + message.sequence + " decision");
            QuoteText.lines(decision, instruments.get(decision.market)).forEach(line -> out.println("    " + line));
        } else {
            String line = printer.line(message);
            out.println(input ? Paint.BOLD.on(line, colours) : "  " + line);
        }
    }

    /** Shows the state as it is, at this time. */
    void state(Replayer replayer, long nowNanos) {
        Engine engine = replayer.engine();
        if (engine != null) {
            CoreView.lines(engine, nowNanos).forEach(line -> out.println(Paint.DIM.on("    | " + line, colours)));
        }
    }
}
