package dev.flowmaker.cli;

import dev.flowmaker.config.ConfigurationException;
import dev.flowmaker.config.EngineSettingsFactory;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.core.engine.EngineSettings;
import dev.flowmaker.core.event.SessionStarted;
import dev.flowmaker.journal.JournalException;
import dev.flowmaker.journal.JournalReader;
import dev.flowmaker.replay.Comparison;
import dev.flowmaker.replay.Condition;
import dev.flowmaker.replay.CoreView;
import dev.flowmaker.replay.Divergence;
import dev.flowmaker.replay.Finder;
import dev.flowmaker.replay.ReplayResult;
import dev.flowmaker.replay.Replayer;
import dev.flowmaker.replay.Rewind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: 0 when every decision and command came out again, 3 with the first difference when not. */
@Command(
        name = "replay",
        description =
                "Re-execute a journal, or any part of it; exit code 0 when every decision and command is identical,"
                        + " 3 with the first divergence, the input before it and the state it met otherwise.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1 << 16;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOURNAL", description = "the journal's folder, such as journal/local")
    private Path journal;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "begin at the nearest snapshot before this: a sequence, a UTC time such as 14:03:07, or"
                    + " 2026-11-20T14:03:07Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "end before this")
    private @Nullable String to;

    @Option(names = "--all", description = "do not stop at the first divergence: count them all")
    private boolean all;

    @Option(
            names = "--until",
            paramLabel = "KEY=VALUE,...",
            description =
                    "stop at the first record that is all of this, such as side=bid,action=cancel,reason=STALE_BOOK,"
                            + " and show the state")
    private @Nullable String until;

    @Option(
            names = "--step",
            arity = "0..1",
            fallbackValue = "0",
            paramLabel = "N",
            description =
                    "show N inputs one by one, from --from or --until on, with what they led to and the state then;"
                            + " without N ask at each")
    private @Nullable Integer step;

    @Option(
            names = "--against",
            paramLabel = "JOURNAL",
            description = "re-execute nothing: compare with this other journal, input by input")
    private @Nullable Path against;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "replay with this key of every market changed, such as quote.half-spread=\"3 ticks\"; may be"
                    + " given again")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--last-day", description = "only the newest file, from the snapshot it begins with")
    private boolean lastDay;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    public Integer call() {
        Condition condition = until == null ? null : usage(() -> Condition.parse(Objects.requireNonNull(until)));
        requireSense();
        PrintWriter out = spec.commandLine().getOut();
        int code = against == null ? replay(condition, out) : compare(against, out);
        out.flush();
        return code;
    }

    private void requireSense() {
        if (step != null && step <= 0 && !Terminal.isInput()) {
            throw usage("--step asks at each step, which needs a terminal: say how many, as in --step=10");
        }
        if (json && step != null) {
            throw usage("--step is for people: leave out --json, or use `journal dump --json`");
        }
        if (lastDay && from != null) {
            throw usage("--last-day and --from both say where to begin: leave out one");
        }
        if (against != null
                && (until != null || step != null || lastDay || from != null || to != null || !changes.isEmpty())) {
            throw usage("--against compares two whole journals: of the other options only --all and --json go with it");
        }
    }

    private static ConfigurationException usage(String text) {
        return new ConfigurationException(List.of(text));
    }

    private static <T> T usage(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage() == null ? "" : e.getMessage());
        }
    }

    private EngineSettings settings(SessionStarted started) {
        return EngineSettingsFactory.from(started, changes);
    }

    private int replay(@Nullable Condition condition, PrintWriter out) {
        long start = System.nanoTime();
        boolean colours = !json && Paint.wanted();
        BufferedReader keyboard = step != null && step <= 0
                ? new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                : null;
        Stepper stepper = new Stepper(out, colours, step == null ? 0 : step, keyboard);
        try (JournalReader reader = JournalReader.open(journal);
                Progress progress = Progress.of("records")) {
            Replayer replayer = new Replayer(this::settings, Main.version());
            if (all) {
                replayer.all();
            }
            long shownFrom = 0;
            long end = Long.MAX_VALUE;
            if (from != null || to != null) {
                Finder finder = new Finder(reader);
                shownFrom =
                        from == null ? 0 : usage(() -> Moment.sequence("--from", Objects.requireNonNull(from), finder));
                end = to == null ? end : usage(() -> Moment.sequence("--to", Objects.requireNonNull(to), finder));
                requireRange(shownFrom, end, finder);
                reader.from(finder.first());
            }
            if (lastDay) {
                reader.fromLastFile();
            } else if (shownFrom > 0) {
                Rewind.start(reader, shownFrom, replayer, stepper::learn);
            }
            boolean stopped = run(reader, replayer, new Range(shownFrom, end), condition, stepper, progress);
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean whole = end == Long.MAX_VALUE && !stopped;
            ReplayResult result = replayer.result(reader, whole ? "the journal ends" : "");
            if (result.records() == 0) {
                throw new JournalException(
                        "it holds no records, so nothing was proved",
                        journal.toString(),
                        "let a session write to it first");
            }
            progress.clear();
            show(result, seconds, out, colours);
            return end(result, condition, stopped, reader, replayer, stepper, out);
        }
    }

    private record Range(long from, long end) {}

    private void requireRange(long first, long end, Finder finder) {
        if (first > finder.last()) {
            throw usage("--from " + from + " is after the journal's end, "
                    + Moment.text(finder.timeNanos(finder.last())) + " at sequence " + finder.last());
        }
        if (end <= first || end <= finder.first()) {
            throw usage(
                    "--to " + to + " is not after " + (from == null ? "the journal's beginning" : "--from " + from));
        }
    }

    /** Replays until there is a reason not to; true when that reason was what the options asked for. */
    private boolean run(
            JournalReader reader,
            Replayer replayer,
            Range range,
            @Nullable Condition condition,
            Stepper stepper,
            Progress progress) {
        boolean found = condition == null;
        long count = 0;
        while (reader.sequence() + 1 < range.end && reader.advance()) {
            boolean inside = reader.sequence() >= range.from;
            if (reader.kind() == MessageKind.SESSION_STARTED) {
                stepper.learn((SessionStarted) reader.message());
            }
            boolean shows = step != null && inside && found;
            shows &= stepper.begun(reader.kind());
            if (shows && !stepper.goesOn(reader, replayer)) {
                return true;
            }
            boolean goesOn = replayer.take(reader);
            if (shows) {
                stepper.show(reader.message());
            }
            if (!goesOn) {
                return false;
            }
            if (!found
                    && inside
                    && condition != null
                    && condition.concerns(reader.kind())
                    && condition.matches(reader.message(), stepper.symbols())) {
                found = true;
                if (step == null) {
                    return true;
                }
                stepper.show(reader.message());
            }
            if (++count % PROGRESS_EVERY == 0) {
                progress.accept(count);
            }
        }
        return found && condition != null;
    }

    private void show(ReplayResult result, double seconds, PrintWriter out, boolean colours) {
        Divergence first = result.divergence();
        Rewind rewind = first == null ? null : rewind(first);
        if (json) {
            if (until == null || first != null) {
                out.println(ReplayJson.put(ReplayJson.of(result, seconds), result.differences(), rewind));
            }
            return;
        }
        ReplayText text = new ReplayText(out, colours, "recorded", "replayed");
        text.result(result, seconds);
        if (first == null) {
            text.identical();
        } else {
            text.divergence(first, rewind);
            if (all) {
                text.all(result.differences());
            }
        }
    }

    private int end(
            ReplayResult result,
            @Nullable Condition condition,
            boolean stopped,
            JournalReader reader,
            Replayer replayer,
            Stepper stepper,
            PrintWriter out) {
        if (condition != null && result.identical()) {
            if (!stopped) {
                throw new JournalException(
                        "no record is " + until, journal.toString(), "`journal dump` shows what there is");
            }
            if (json) {
                out.println(new JsonObject()
                        .put("stopped", reader.sequence())
                        .put("timeNanos", reader.timeNanos())
                        .raw(
                                "state",
                                Json.texts(CoreView.lines(
                                        Objects.requireNonNull(replayer.engine()), reader.timeNanos()))));
            } else if (step == null) {
                out.println("stopped at sequence " + reader.sequence() + ", " + Moment.text(reader.timeNanos()) + ": "
                        + until);
                stepper.show(reader.message());
                stepper.state(replayer, reader.timeNanos());
            }
        }
        return result.identical() ? 0 : 3;
    }

    private @Nullable Rewind rewind(Divergence divergence) {
        if (divergence.inputSequence() == 0) {
            return null;
        }
        try (JournalReader again = JournalReader.open(journal)) {
            return Rewind.to(again, divergence.inputSequence(), this::settings);
        } catch (JournalException notToBeHad) {
            return null;
        }
    }

    private int compare(Path other, PrintWriter out) {
        long start = System.nanoTime();
        try (JournalReader left = JournalReader.open(journal);
                JournalReader right = JournalReader.open(other);
                Progress progress = Progress.of("records")) {
            Comparison.Result result = Comparison.run(left, right, all, progress);
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.clear();
            Divergence first = result.differences().first();
            Rewind rewind = first == null ? null : rewind(first);
            if (json) {
                out.println(ReplayJson.put(ReplayJson.of(result, seconds), result.differences(), rewind));
            } else {
                ReplayText text = new ReplayText(out, Paint.wanted(), "first", "second");
                text.comparison(result, seconds);
                if (result.identical()) {
                    text.identical();
                } else if (first != null) {
                    text.divergence(first, rewind);
                    if (all) {
                        text.all(result.differences());
                    }
                }
            }
            return result.identical() ? 0 : 3;
        }
    }
}
